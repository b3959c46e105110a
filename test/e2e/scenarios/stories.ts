import {
  ANSWER_OUTCOMES,
  CANCELLATION_RESULTS,
  HIT_RESULTS,
  KINDS,
  NOTIFICATION_ACTIONS,
  NOTIFICATION_RESULTS,
  RECALL_RESULTS,
  UNANSWERED_OUTCOMES,
} from '#libs/protocol';
import type { Scenario } from './scenario.js';

/** What the suite has to tell: every kind of message, every outcome of a question, every word with which a
 * kind answers, and what a node says of itself. */
export const TO_TELL = [
  ...KINDS,
  ...ANSWER_OUTCOMES.map((outcome) => `RRS ${outcome}` as const),
  ...UNANSWERED_OUTCOMES.map((outcome) => `end ${outcome}` as const),
  ...HIT_RESULTS.map((result) => `HITS ${result}` as const),
  ...CANCELLATION_RESULTS.map((result) => `CANR ${result}` as const),
  ...NOTIFICATION_ACTIONS.map((action) => `NOT ${action}` as const),
  ...NOTIFICATION_RESULTS.map((result) => `NRS ${result}` as const),
  ...RECALL_RESULTS.map((result) => `RECALLR ${result}` as const),
  'STATUS',
] as const;
export type Told = (typeof TO_TELL)[number];

/** What no story tells, and why. */
export const UNTOLD: Readonly<Partial<Record<Told, string>>> = {};

/** What happens between countries, told by what their officials see and what their logs say. */
export interface Story {
  /** Goes on from "it". */
  readonly title: string;
  readonly tells: readonly Told[];
  readonly tell: (scenario: Scenario) => Promise<void>;
}
