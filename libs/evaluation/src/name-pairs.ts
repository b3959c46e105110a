/** Two names with the score of their comparison, and whether they are one person's. */
export interface ScoredPair {
  readonly score: number;
  readonly same: boolean;
}

/** Precision, recall and F1 when pairs from this score on are taken for one person's; 0 where there is nothing to count. */
export function pairFigures(
  pairs: readonly ScoredPair[],
  threshold: number,
): { readonly precision: number; readonly recall: number; readonly f1: number } {
  const taken = pairs.filter(({ score }) => score >= threshold);
  const right = taken.filter(({ same }) => same).length;
  const all = pairs.filter(({ same }) => same).length;
  const precision = taken.length === 0 ? 0 : right / taken.length;
  const recall = all === 0 ? 0 : right / all;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The score at which F1 would be best on these pairs: picked on the same labels, so no claim, only a direction. */
export function bestThreshold(pairs: readonly ScoredPair[]): number {
  const thresholds = [...new Set(pairs.map(({ score }) => score))].sort((left, right) => right - left);
  let best = { threshold: 1, f1: -1 };
  for (const threshold of thresholds) {
    const { f1 } = pairFigures(pairs, threshold);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best.threshold;
}
