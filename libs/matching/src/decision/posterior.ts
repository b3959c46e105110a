/** Weights beyond this are certainty; it keeps 2 to the power of a weight finite. */
const MOST_BITS = 300;

/**
 * The probability of each candidate, given that at most one of them is the person and that it may be none:
 * `P_i = o_i / (1 + sum of o_j)`, with the odds `o_i = 2^w_i * present / ((1 - present) * persons)`. `persons` is the size
 * of the register, never the number of candidates: chance is measured against all who could have agreed. Each candidate
 * brings along who else would look the same: `alternatives` are odds against that candidate, part of "none of them".
 *
 * @param candidates weights in bits
 * @param present prior probability that the person is in the register, above 0 and below 1
 */
export function posterior(
  candidates: readonly { readonly weight: number; readonly alternatives: number }[],
  present: number,
  persons: number,
): number[] {
  const prior = present / ((1 - present) * Math.max(1, persons));
  const odds = candidates.map(({ weight }) => prior * 2 ** Math.max(-MOST_BITS, Math.min(MOST_BITS, weight)));
  const total = odds.reduce((sum, one, index) => sum + one * (1 + (candidates[index]?.alternatives ?? 0)), 1);
  return odds.map((one) => one / total);
}

/** The weight in bits from which on a candidate, alone against chance, has at least this probability: {@link posterior} turned round. */
export function leastWeight(probability: number, present: number, persons: number): number {
  const prior = present / ((1 - present) * Math.max(1, persons));
  return Math.log2(probability / (1 - probability) / prior);
}
