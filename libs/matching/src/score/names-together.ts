import { codeOf, pairKey, pairOf } from '../keys/key.js';
import { phoneticCode } from '../names/phonetic.js';
import type { NameScore } from './score-names.js';
import type { Scoring } from './scoring.js';

/**
 * How many bits the agreeing words of a name have in common because they come together more often than chance: given
 * names and surnames of a community, compound names. 0 or more; it is taken off the weight.
 */
export type NamesTogether = (score: NameScore) => number;

/**
 * Counts with the hot keys of two names: `log2(persons with both / expected if independent)`. Of all pairs of words the
 * strongest that connect them without a circle are taken (Chow and Liu 1968), so nothing is counted twice.
 *
 * @param heat persons who share a key; a pair that is not hot is too rare to matter
 */
export function namesTogether(scoring: Scoring, heat: (key: number) => number): NamesTogether {
  const { statistics, weights } = scoring;
  const excesses = new Map<string, number>();
  const excess = (left: string, right: string): number => {
    const key = left < right ? `${left} ${right}` : `${right} ${left}`;
    const known = excesses.get(key);
    if (known !== undefined) return known;
    const persons = heat(pairKey(pairOf(codeOf(left), codeOf(right))));
    const expected =
      statistics.share('code', phoneticCode(left)) * statistics.share('code', phoneticCode(right)) * statistics.persons;
    const bits = persons === 0 ? 0 : Math.max(0, Math.log2(persons / expected));
    excesses.set(key, bits);
    return bits;
  };
  return (score) => {
    const words = [...new Map(score.pairs.map(({ held }) => [codeOf(held), held])).values()];
    const bits = strongestTree(words, excess);
    const agreeing = score.pairs.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
    return Math.min(bits, weights.names.togetherMost, agreeing);
  };
}

/** Weight of the maximum spanning tree (Prim). */
function strongestTree(words: readonly string[], excess: (left: string, right: string) => number): number {
  const [first, ...others] = words;
  if (first === undefined) return 0;
  const outside = new Map(others.map((word) => [word, excess(first, word)]));
  let total = 0;
  while (outside.size > 0) {
    const [word, bits] = [...outside].reduce((best, one) => (one[1] > best[1] ? one : best));
    total += bits;
    outside.delete(word);
    for (const [other, known] of outside) outside.set(other, Math.max(known, excess(word, other)));
  }
  return total;
}
