/** What the runs of two sorts took, or weighed. */
export interface Pairs {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/**
 * How well two sorts are told apart by one figure: the probability that one of the left is larger than one of the right,
 * equal ones counted by half (the area under the curve of Mann and Whitney). 0.5: not at all. 0 or 1: with certainty.
 *
 * @see Mann, Whitney 1947, On a test of whether one of two random variables is stochastically larger than the other
 */
export function rankStatistic({ left, right }: Pairs): number {
  const wins = left.map((value) => {
    const [below, same] = [right.filter((other) => other < value), right.filter((other) => other === value)];
    return below.length + same.length / 2;
  });
  return wins.reduce((sum, won) => sum + won, 0) / (left.length * right.length);
}

/** How far from 0.5 the statistic strays by chance alone, when nothing tells the sorts apart: one standard deviation. */
export function chanceDeviation({ left, right }: Pairs): number {
  return Math.sqrt((left.length + right.length + 1) / (12 * left.length * right.length));
}
