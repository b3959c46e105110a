import { calibrationPicture, clopperPearson, Evaluation, figuresOf, reportOf, wilson } from '#libs/evaluation';
import type { Decided, KnownQuestion } from '#libs/evaluation';

const question = (id: string, truth: KnownQuestion['truth']): KnownQuestion => ({
  ...{ id, truth },
  subject: { names: [{ full: 'A', kind: 'legal' }] },
});
const present = (id: string, noises: string[] = []) => question(id, { kind: 'present', country: 'AR', personId: 'P1', noises }); // prettier-ignore
const absent = (id: string, kind = 'absent') => question(id, { kind, country: 'AR', lookAlike: 'P1', noises: [] });
const candidate = (personId: string, probability: number) => ({ personId, probability, weight: 0 });
const match = (personId: string): Decided => ({
  ...{ decision: 'MATCH', personId },
  candidates: [candidate(personId, 0.9995)],
});
const several = (...ids: string[]): Decided => ({
  decision: 'SEVERAL',
  candidates: ids.map((id) => candidate(id, 0.3)),
});
const none: Decided = { decision: 'NONE', candidates: [] };
const insufficient: Decided = { decision: 'INSUFFICIENT_DATA', candidates: [] };

/** Ten questions of which every figure can be reckoned by hand. */
function worked(): Evaluation {
  const evaluation = new Evaluation();
  evaluation.add(present('q1', ['typoInGiven']), match('P1'));
  evaluation.add(present('q2'), match('P1'));
  evaluation.add(present('q3'), match('P2'));
  evaluation.add(present('q4'), several('P3', 'P1'));
  evaluation.add(present('q5'), several('P3'));
  evaluation.add(present('q6', ['typoInGiven']), none);
  evaluation.add(present('q7'), insufficient);
  evaluation.add(absent('q8'), none);
  evaluation.add(absent('q9', 'twin'), match('P1'));
  evaluation.add(absent('q10', 'twin'), several('P1'));
  return evaluation;
}

describe('an evaluation', () => {
  it('counts every ending once', () => {
    expect(worked().all).toEqual({
      ...{ right: 2, wrong: 1, listed: 1, unlisted: 1, insufficient: 1, denied: 1 },
      ...{ mistaken: 1, 'asked-back': 1, absent: 1 },
    });
  });

  it('reckons precision, recall, found, F1 and false matches', () => {
    const { precision, recall, found, denied, falseMatch, f1 } = figuresOf(worked().all);
    expect(precision).toMatchObject({ hits: 2, trials: 4, share: 0.5 });
    expect(recall).toMatchObject({ hits: 2, trials: 7 });
    expect(found).toMatchObject({ hits: 3, trials: 7 });
    expect(denied).toMatchObject({ hits: 1, trials: 7 });
    expect(falseMatch).toMatchObject({ hits: 1, trials: 3 });
    expect(f1).toBeCloseTo((2 * 0.5 * (2 / 7)) / (0.5 + 2 / 7), 12);
  });

  it('counts by kind, noise and country', () => {
    const { groups } = worked();
    expect(figuresOf(groups.get('kind twin')!).falseMatch).toMatchObject({ hits: 1, trials: 2 });
    expect(figuresOf(groups.get('noise typoInGiven')!).recall).toMatchObject({ hits: 1, trials: 2 });
    expect(figuresOf(groups.get('noise (none)')!).recall).toMatchObject({ hits: 1, trials: 5 });
    expect(figuresOf(groups.get('country AR')!).recall.trials).toBe(7);
  });

  it('lists false matches first, then wrong persons, then denials, by id', () => {
    expect(worked().bad.map(({ questionId }) => questionId)).toEqual(['q9', 'q3', 'q6', 'q5', 'q7']);
    expect(reportOf(worked(), 2)).toContain('q9');
    expect(reportOf(worked(), 2)).not.toContain('q6');
  });

  it('holds what was said against what was true', () => {
    const bins = worked().calibration.filter(({ candidates }) => candidates > 0);
    expect(bins).toEqual([
      { from: 0.3, to: 0.4, candidates: 4, persons: 1, said: 1.2 },
      { from: 0.999, to: 0.9999, candidates: 4, persons: 2, said: expect.closeTo(3.998) as number },
    ]);
    expect(calibrationPicture(worked()).match(/<circle/g)).toHaveLength(2);
  });

  it('of nothing says nothing', () => {
    const { precision, falseMatch } = figuresOf(new Evaluation().all);
    expect(precision.share).toBeNaN();
    expect(falseMatch).toMatchObject({ low: 0, high: 1 });
    expect(reportOf(new Evaluation(), 5)).toContain('No bad case');
  });
});

describe('intervals', () => {
  // Reference values: Agresti and Coull 1998; R's binom.test and prop.test(correct = FALSE).
  it.each([
    [0, 10, 0, 0.2775],
    [1, 10, 0.0179, 0.4042],
    [5, 10, 0.2366, 0.7634],
    [95, 100, 0.8882, 0.9785],
  ])('of Wilson for %i of %i', (hits, trials, low, high) => {
    expect(wilson(hits, trials).low).toBeCloseTo(low, 3);
    expect(wilson(hits, trials).high).toBeCloseTo(high, 3);
  });

  it.each([
    [0, 10, 0, 0.3085],
    [1, 10, 0.0025, 0.445],
    [5, 10, 0.1871, 0.8129],
    [10, 10, 0.6915, 1],
    [0, 5000, 0, 0.000737],
    [3, 30000, 0.0000206, 0.000292],
  ])('of Clopper and Pearson for %i of %i', (hits, trials, low, high) => {
    expect(clopperPearson(hits, trials).low).toBeCloseTo(low, 4);
    expect(clopperPearson(hits, trials).high).toBeCloseTo(high, 4);
  });

  it('of no trials say nothing', () => {
    expect(clopperPearson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});
