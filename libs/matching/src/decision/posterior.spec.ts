import fc from 'fast-check';
import { leastWeight, posterior } from './posterior.js';

const weight = fc.double({ min: -400, max: 400, noNaN: true });
const candidate = fc.record({ weight, alternatives: fc.double({ min: 0, max: 1e6, noNaN: true }) });

describe('the posterior', () => {
  it('is o / (1 + o) for one candidate, with odds measured against the whole register', () => {
    expect(posterior([{ weight: 10, alternatives: 0 }], 0.5, 1024)[0]).toBeCloseTo(0.5, 12);
    expect(posterior([{ weight: 20, alternatives: 0 }], 0.5, 1024)[0]).toBeCloseTo(1024 / 1025, 12);
    expect(posterior([{ weight: 10, alternatives: 0 }], 0.25, 1024)[0]).toBeCloseTo(0.25, 12);
  });

  it('halves for two equals, and for an alternative as likely', () => {
    const sure = { weight: 60, alternatives: 0 };
    expect(posterior([sure, sure], 0.5, 1024).map((one) => one.toFixed(6))).toEqual(['0.500000', '0.500000']);
    expect(posterior([{ weight: 60, alternatives: 1 }], 0.5, 1024)[0]).toBeCloseTo(0.5, 6);
  });

  it('is a probability for each, and never more than one for all', () => {
    fc.assert(
      fc.property(fc.array(candidate), fc.integer({ min: 0, max: 1e8 }), (candidates, persons) => {
        const probabilities = posterior(candidates, 0.5, persons);
        expect(probabilities.every((one) => one >= 0 && one <= 1)).toBe(true);
        expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('never rises for anybody when a further candidate is added', () => {
    fc.assert(
      fc.property(fc.array(candidate), candidate, (candidates, further) => {
        const before = posterior(candidates, 0.5, 1000);
        const after = posterior([...candidates, further], 0.5, 1000);
        expect(before.every((one, index) => (after[index] ?? 1) <= one + 1e-12)).toBe(true);
      }),
    );
  });
});

describe('the least weight that gives a probability', () => {
  it('gives it to who stands alone, and a tenth of a bit less does not', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 1e8 }), (probability, present, persons) => {
        const least = leastWeight(probability, present, persons);
        const of = (bits: number) => posterior([{ weight: bits, alternatives: 0 }], present, persons)[0] ?? 0;
        expect(of(least)).toBeCloseTo(probability, 9);
        expect(of(least - 0.1)).toBeLessThan(probability);
      }),
    );
  });
});
