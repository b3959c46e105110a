import type { PairComparison, ScoredField, ScoreLine } from '#libs/matching';
import {
  estimateMixture,
  probabilityOfSame,
  type EstimatedMixture,
  type LevelPattern,
} from './expectation-maximisation.js';
import type { ComparedPair } from './pair-counts.js';

/** The fields that a pattern is made of; each may contradict or agree by itself. */
const FIELDS: readonly ScoredField[] = [
  'IdentityNumber', 'GivenName', 'Surname', 'BirthDate', 'Sex', 'Nationality', 'BirthPlace', 'MotherName', 'FatherName',
]; // prettier-ignore

/** What pairs of one person are taken for before anything is known: mostly agreeing. */
const AT_FIRST = { agrees: 0.9, close: 0.09, differs: 0.01 } as const;

/**
 * Tells how probable it is of each candidate pair that it is one person, when nobody has confirmed any: by expectation
 * and maximisation over their patterns. `questions` is how many subjects the candidates were found for.
 */
export function probablePairs(
  comparisons: readonly PairComparison[],
  questions: number,
): { readonly pairs: readonly ComparedPair[]; readonly mixture: EstimatedMixture } {
  const patterns = new Map<string, { levels: LevelPattern['levels']; pairs: number }>();
  const levelsOf = ({ lines }: PairComparison): LevelPattern['levels'] =>
    FIELDS.map((field) => lines.find((line) => line.field === field && line.level !== 'missing')?.reason);
  for (const comparison of comparisons) {
    const levels = levelsOf(comparison);
    const key = levels.join(' ');
    const pattern = patterns.get(key) ?? { levels, pairs: 0 };
    pattern.pairs += 1;
    patterns.set(key, pattern);
  }
  const mixture = estimateMixture([...patterns.values()], startOf(comparisons, questions));
  const pairs = comparisons.map((comparison) => ({
    comparison,
    probability: probabilityOfSame(mixture, levelsOf(comparison)),
  }));
  return { pairs, mixture };
}

/** At most one candidate of each question is right; different persons compare as candidates do on the whole. */
function startOf(comparisons: readonly PairComparison[], questions: number) {
  const seen = FIELDS.map((field) => {
    const counts = new Map<string, { pairs: number; level: keyof typeof AT_FIRST }>();
    for (const { lines } of comparisons) {
      const line = lines.find((one): one is Told => one.field === field && one.level !== 'missing');
      if (line === undefined) continue;
      counts.set(line.reason, { pairs: (counts.get(line.reason)?.pairs ?? 0) + 1, level: line.level });
    }
    return counts;
  });
  return {
    sameShare: Math.min(0.5, (0.5 * questions) / Math.max(1, comparisons.length)),
    same: seen.map((counts) => shares(counts, ({ level }) => AT_FIRST[level])),
    different: seen.map((counts) => shares(counts, ({ pairs }) => pairs)),
  };
}

type Told = ScoreLine & { readonly level: keyof typeof AT_FIRST };

function shares<T>(counts: ReadonlyMap<string, T>, massOf: (value: T) => number): ReadonlyMap<string, number> {
  const sum = [...counts.values()].reduce((total, value) => total + massOf(value), 0);
  return new Map([...counts].map(([level, value]) => [level, massOf(value) / sum]));
}
