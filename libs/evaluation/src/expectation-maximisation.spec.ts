import fc from 'fast-check';
import { estimateMixture, probabilityOfSame, type LevelPattern, type Mixture } from '#libs/evaluation';

const LEVELS = ['agrees', 'close', 'differs'];
const shares = (...values: readonly number[]): ReadonlyMap<string, number> =>
  new Map(values.map((value, at) => [LEVELS[at] ?? '', value]));

/** Every pattern of `fields` fields, each level or not comparable. */
function patternsOf(fields: number): (string | undefined)[][] {
  if (fields === 0) return [[]];
  return patternsOf(fields - 1).flatMap((rest) => [...LEVELS, undefined].map((level) => [...rest, level]));
}

/** As many pairs of each pattern as are to be expected when a field is missing in one of ten pairs: no chance in it. */
function expectedPairs({ sameShare, same, different }: Mixture, all: number): LevelPattern[] {
  const chance = (kind: Mixture['same'], levels: LevelPattern['levels']): number =>
    levels.reduce((product, level, at) => product * (level === undefined ? 0.1 : 0.9 * (kind[at]?.get(level) ?? 0)), 1);
  return patternsOf(same.length).map((levels) => ({
    levels,
    pairs: all * (sameShare * chance(same, levels) + (1 - sameShare) * chance(different, levels)),
  }));
}

const TRUTH: Mixture = {
  sameShare: 0.07,
  same: [shares(0.9, 0.07, 0.03), shares(0.8, 0.15, 0.05), shares(0.95, 0.03, 0.02), shares(0.7, 0.2, 0.1)],
  different: [shares(0.05, 0.1, 0.85), shares(0.02, 0.08, 0.9), shares(0.3, 0.1, 0.6), shares(0.01, 0.04, 0.95)],
};
const START: Mixture = {
  sameShare: 0.3,
  same: TRUTH.same.map(() => shares(0.6, 0.3, 0.1)),
  different: TRUTH.same.map(() => shares(0.2, 0.2, 0.6)),
};

describe('expectation and maximisation', () => {
  const estimated = estimateMixture(expectedPairs(TRUTH, 100_000), START);

  it('recovers the shares from which patterns were made, nobody saying which pair is which', () => {
    expect(estimated.sameShare).toBeCloseTo(TRUTH.sameShare, 3);
    for (const kind of ['same', 'different'] as const) {
      TRUTH[kind].forEach((field, at) => {
        for (const [level, share] of field) expect(estimated[kind][at]?.get(level)).toBeCloseTo(share, 2);
      });
    }
  });

  it('says how probable it is that a pair is one person', () => {
    const probability = (...levels: (string | undefined)[]): number => probabilityOfSame(estimated, levels);
    expect(probability('agrees', 'agrees', 'agrees', 'agrees')).toBeGreaterThan(0.999);
    expect(probability('differs', 'differs', 'agrees', 'differs')).toBeLessThan(0.001);
    expect(probability(undefined, undefined, undefined, undefined)).toBeCloseTo(TRUTH.sameShare, 3);
    expect(probability('never seen', 'agrees', 'agrees', 'agrees')).toBe(0);
  });

  it('ends where it started when there is nothing to learn from', () => {
    expect(estimateMixture([], START)).toEqual({ ...START, logLikelihoods: [0] });
  });

  const share = fc.double({ min: 0.01, max: 1, noNaN: true });
  const field = fc.tuple(share, share, share).map((masses) => {
    const sum = masses.reduce((total, mass) => total + mass, 0);
    return shares(...masses.map((mass) => mass / sum));
  });
  const mixture = fc.record({
    sameShare: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    same: fc.tuple(field, field, field),
    different: fc.tuple(field, field, field),
  });
  const pattern = fc.record({
    levels: fc.array(fc.constantFrom(...LEVELS, undefined), { minLength: 3, maxLength: 3 }),
    pairs: fc.integer({ min: 1, max: 1_000 }),
  });

  it('never makes the patterns less likely, whatever they are and wherever it starts', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 20 }), mixture, (patterns, start) => {
        const { logLikelihoods, sameShare, same, different } = estimateMixture(patterns, start);
        for (const [at, now] of logLikelihoods.entries()) {
          const before = logLikelihoods[at - 1] ?? now;
          expect(now).toBeGreaterThanOrEqual(before - 1e-9 * Math.abs(before));
        }
        expect(sameShare).toBeGreaterThanOrEqual(0);
        expect(sameShare).toBeLessThanOrEqual(1);
        for (const shares of [...same, ...different]) {
          expect([...shares.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
        }
      }),
      { numRuns: 200 },
    );
  });
});
