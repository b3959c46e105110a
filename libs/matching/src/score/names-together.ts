import type { NameScore } from './score-names.js';

/**
 * How many bits two names of one score have in common because they come together more often than chance (a community's
 * given names and surnames); 0 or more.
 */
export type NamesTogether = (score: NameScore) => number;

/** Nothing is known of pairs. */
export const INDEPENDENT_NAMES: NamesTogether = () => 0;
