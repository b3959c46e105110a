import type { Features } from '../features.js';
import { assessCandidate } from './assess-candidate.js';
import type { ScoreLine } from './assessment.js';
import type { MatchingConfiguration } from './configuration.js';
import { Scoring } from './scoring.js';
import type { RegisterStatistics } from './statistics.js';

/** How many words of one part of two names ended in each way. */
export interface WordCounts {
  readonly exact: number;
  /** Same sound or one slip; two like names that are each a name of its own count as `distant`, as they are weighed. */
  readonly close: number;
  readonly distant: number;
  /** Something else on the other side. */
  readonly conflict: number;
  /** On one side only. */
  readonly leftOut: number;
}

/** What befell the words of two names: what the weights of names are estimated from. */
export interface NameLevels {
  readonly given: WordCounts;
  readonly surname: WordCounts;
  /** Words that agree and stand in the same part of both names, and those of them in another place of it. */
  readonly inSamePart: number;
  readonly elsewhere: number;
  /** A given name of one side is a surname of the other. */
  readonly isExchanged: boolean;
  readonly suffix: 'agrees' | 'differs' | 'missing';
}

/** How a subject and one person compare, without a decision: nobody else is looked at, no guard is asked. */
export interface PairComparison {
  readonly lines: readonly ScoreLine[];
  /** Of the best pair of names; undefined when one side has none. */
  readonly names: NameLevels | undefined;
}

/** Compares a subject and a person field by field, as a search does; for measuring and for estimating weights. */
export function comparePair(
  asked: Features,
  held: Features,
  configuration: MatchingConfiguration,
  statistics: RegisterStatistics,
): PairComparison {
  const scoring = new Scoring(configuration, statistics);
  const { lines, name } = assessCandidate(asked, { personId: '', features: held }, scoring, () => 0);
  if (name === undefined) return { lines, names: undefined };
  const { pairs, givenConflicts, surnameConflicts, givenLeftOut, surnameLeftOut, suffix } = name.score;
  const wordsOf = (isGiven: boolean, conflict: number, leftOut: number): WordCounts => {
    const own = pairs.filter(({ role }) => (role === 'given') === isGiven);
    const count = (test: (pair: (typeof own)[number]) => boolean): number => own.filter(test).length;
    return {
      exact: count(({ likeness, isLookAlike }) => likeness === 'exact' && !isLookAlike),
      close: count(({ likeness, isLookAlike }) => likeness === 'close' && !isLookAlike),
      distant: count(({ likeness, isLookAlike }) => likeness === 'distant' || isLookAlike),
      ...{ conflict, leftOut },
    };
  };
  const inSamePart = pairs.filter(({ isExchanged }) => !isExchanged);
  return {
    lines,
    names: {
      given: wordsOf(true, givenConflicts, givenLeftOut),
      surname: wordsOf(false, surnameConflicts, surnameLeftOut),
      inSamePart: inSamePart.length,
      elsewhere: inSamePart.filter(({ isElsewhere }) => isElsewhere).length,
      isExchanged: pairs.some(({ isExchanged }) => isExchanged),
      suffix,
    },
  };
}
