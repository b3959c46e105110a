import {
  flowsOf,
  monthBefore,
  outcomesOf,
  pairsOf,
  questionsIn,
  shareInTime,
  timesOf,
  type Published,
} from './figures.js';

type Figures = Published['pairs'][number];
const figures = (other: Figures['other'], side: Figures['side'], more: Partial<Figures> = {}): Figures => ({
  ...{ other, side, kind: 'REQ', questions: 100, outcomes: {}, refusals: {} },
  ...{ rates: { hitsFrom: 0, hitsTo: 1 }, ...more },
});
const of = (by: Published['by'], ...pairs: Figures[]): Published => ({
  ...{ by, pairs, month: '2026-10', publishedAt: '2026-11-02T00:00:00Z', signed: 'a.b.c' },
});

const AR = of(
  'AR',
  figures('BR', 'ASKED', { questions: 120, outcomes: { NO_RECORD: 81 }, inTime: 110 }),
  figures('BR', 'ASKED', { kind: 'QUERY', questions: 30, outcomes: { HIT: 30 } }),
  figures('BR', 'ANSWERED', {
    questions: 90,
    outcomes: { RECORDS: 50, NO_RECORD: 40 },
    inTime: 45,
    medianSeconds: 310,
  }),
);
const BR = of(
  'BR',
  figures('AR', 'ANSWERED', { questions: 118, outcomes: { NO_RECORD: 118 }, medianSeconds: 2 }),
  figures('CL', 'ANSWERED', { questions: 10, outcomes: { RECORDS: 10 }, medianSeconds: 900 }),
);

describe('the figures of a month', () => {
  const pairs = pairsOf([AR, BR]);

  it('count each pair and kind once: as the asking country says it, else as the answering one', () => {
    expect(pairs.map(({ from, to, kind, figures: { questions } }) => [from, to, kind, questions]).sort()).toEqual([
      ['AR', 'BR', 'QUERY', 30],
      ['AR', 'BR', 'REQ', 120],
      ['BR', 'AR', 'REQ', 90],
      ['CL', 'BR', 'REQ', 10],
    ]);
    expect(pairsOf([AR, BR], 'QUERY')).toHaveLength(1);
    expect(questionsIn(pairs)).toBe(250);
  });

  it('are flows between countries, the greatest first', () => {
    expect(flowsOf(pairs)).toEqual([
      { from: 'AR', to: 'BR', questions: 150 },
      { from: 'BR', to: 'AR', questions: 90 },
      { from: 'CL', to: 'BR', questions: 10 },
    ]);
  });

  it('say how the questions ended, and how many of them are hidden', () => {
    expect(outcomesOf(pairs)).toEqual({
      shown: [
        { outcome: 'NO_RECORD', questions: 121 },
        { outcome: 'RECORDS', questions: 60 },
        { outcome: 'HIT', questions: 30 },
      ],
      hidden: 39,
    });
  });

  it('say which share was in time, of the pairs that show it', () => {
    expect(shareInTime(pairs)).toBeCloseTo(155 / 210);
    expect(shareInTime(pairsOf([BR]))).toBeUndefined();
  });

  it('say how long each country takes, from its quickest pair to its slowest', () => {
    expect(timesOf([AR, BR])).toEqual([
      { country: 'BR', least: 2, most: 900 },
      { country: 'AR', least: 310, most: 310 },
    ]);
    expect(timesOf([AR, BR], 'QUERY')).toEqual([]);
  });

  it.each([
    ['2026-11', 1, '2026-10'],
    ['2026-01', 1, '2025-12'],
    ['2026-03', 15, '2024-12'],
  ])('of the month before %s by %d is %s', (month, months, before) => {
    expect(monthBefore(month, months)).toBe(before);
  });
});
