/** A share and the interval in which the true one lies with 95 % confidence. */
export interface Estimate {
  /** NaN when there was nothing to count. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly hits: number;
  readonly trials: number;
}

/** The 97.5th percentile of the normal distribution: two-sided 95 %. */
const Z = 1.959963984540054;
const TAIL = 0.025;

/** @see Wilson 1927, "Probable inference, the law of succession, and statistical inference" (score interval) */
export function wilson(hits: number, trials: number): Estimate {
  if (trials === 0) return { share: NaN, low: 0, high: 1, hits, trials };
  const share = hits / trials;
  const square = Z * Z;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const half = (Z / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), hits, trials };
}

/**
 * The exact interval: never too narrow, so it is the one for rates that must be close to 0.
 *
 * @see Clopper and Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial"
 */
export function clopperPearson(hits: number, trials: number): Estimate {
  if (trials === 0) return { share: NaN, low: 0, high: 1, hits, trials };
  return {
    share: hits / trials,
    low: hits === 0 ? 0 : betaQuantile(TAIL, hits, trials - hits + 1),
    high: hits === trials ? 1 : betaQuantile(1 - TAIL, hits + 1, trials - hits),
    hits,
    trials,
  };
}

/** By halving: the distribution rises from 0 to 1. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function by its continued fraction (Lentz's method; DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side only; the function is symmetric.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  let numerator = 1;
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / awayFromZero(1 + even * denominator);
    numerator = awayFromZero(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / awayFromZero(1 + odd * denominator);
    numerator = awayFromZero(1 + odd / numerator);
    const step = denominator * numerator;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return front * fraction;
}

const awayFromZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** @see Lanczos 1964; nine terms, g = 7 */
function logGamma(value: number): number {
  const x = value - 1;
  const base = x + 7.5;
  const sum = LANCZOS.reduce((total, term, index) => total + term / (x + index + 1), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(base) - base + Math.log(sum);
}
