import fc from 'fast-check';
import { ANSWERED_OUTCOMES, type PairFigures } from '#libs/protocol';
import type { MonthCounts } from './count-month.js';
import { pairFigures } from './pair-figures.js';
import { purposesCsv, statisticsCsv } from './statistics-csv.js';

const head = { other: 'BR', side: 'ANSWERED', kind: 'REQ' } as const;
const counted = (change: Partial<MonthCounts> = {}): MonthCounts => ({
  ...{ ...head, questions: 300, informed: 30, inTime: 290, medianSeconds: 4_321, p95Seconds: 98_765 },
  ...{ outcomes: { RECORDS: 40, NO_RECORD: 240, REFUSED: 20 }, refusals: { PURPOSE: 20 } },
  ...change,
});

describe('the figures of a month with one country', () => {
  it('are counts, and times of two digits', () => {
    expect(pairFigures(counted())).toEqual({
      ...{ ...head, questions: 300, outcomes: { RECORDS: 40, NO_RECORD: 240, REFUSED: 20 }, refusals: { PURPOSE: 20 } },
      ...{ informed: 30, inTime: 290, medianSeconds: 4_300, p95Seconds: 99_000 },
    });
  });

  it('are not shown at all below ten questions', () => {
    expect(pairFigures(counted({ questions: 9, outcomes: { NO_RECORD: 9 } }))).toBeUndefined();
  });

  it('show reasons only beside the number of refusals', () => {
    const hidden = { outcomes: { RECORDS: 15, NO_RECORD: 276, REFUSED: 9 }, refusals: { PURPOSE: 9 } };
    expect(pairFigures(counted(hidden))).toMatchObject({ outcomes: { NO_RECORD: 276 }, refusals: {} });
    const taken = { outcomes: { NO_RECORD: 270, REFUSED: 22, DECEASED: 8 }, refusals: { PURPOSE: 11, MINOR: 11 } };
    expect(pairFigures(counted(taken))).toMatchObject({ outcomes: { NO_RECORD: 270 }, refusals: {} });
    const unsaid = { outcomes: { NO_RECORD: 260, REFUSED: 40 }, refusals: { PURPOSE: 25, UNSAID: 15 } };
    expect(pairFigures(counted(unsaid))?.refusals).toEqual({ PURPOSE: 25 });
  });

  it('show no part of the questions whose rest is small', () => {
    const figures = pairFigures(counted({ inTime: 297, informed: 9 }));
    expect(figures).not.toHaveProperty('inTime');
    expect(figures).not.toHaveProperty('informed');
  });

  it('show times only where ten shown answers lie on either side', () => {
    const few = pairFigures(counted({ questions: 199, outcomes: { NO_RECORD: 199 }, refusals: {} }));
    expect(few).toHaveProperty('medianSeconds');
    expect(few).not.toHaveProperty('p95Seconds');
    const silence = pairFigures(counted({ outcomes: { NO_RECORD: 19, TIMED_OUT: 281 }, refusals: {} }));
    expect(silence).not.toHaveProperty('medianSeconds');
    expect(pairFigures(counted({ medianSeconds: null }))).not.toHaveProperty('medianSeconds');
  });

  it('leave each small number open by one at least, all figures taken together', () => {
    fc.assert(
      fc.property(months(), (month) => {
        const figures = pairFigures(month);
        if (figures === undefined) return;
        for (const [table, words] of [
          ['outcomes', month.outcomes],
          ['refusals', month.refusals],
        ] as const) {
          const hidden = Object.keys(words).filter((word) => (words[word] ?? 0) > 0 && !(word in figures[table]));
          for (const word of hidden.filter((each) => (words[each] ?? 0) < 10)) {
            const moved = hidden.flatMap((to) => (to === word ? [] : [move(month, table, word, to), move(month, table, to, word)])); // prettier-ignore
            const alone = table === 'refusals' && !('REFUSED' in figures.outcomes);
            expect(alone || moved.some((other) => isPossible(other, figures))).toBe(true);
          }
        }
      }),
    );
  });
});

describe('figures as CSV', () => {
  it('are one line each, with nothing where nothing is shown', () => {
    const pair = pairFigures(counted({ inTime: 297 }));
    const lines = statisticsCsv([{ by: 'AR', month: '2026-10', pairs: pair === undefined ? [] : [pair] }]).split(
      '\r\n',
    );
    const [names, cells] = lines.map((line) => line.split(','));
    const row = Object.fromEntries((names ?? []).map((name, index) => [name, cells?.[index]]));
    expect(lines).toHaveLength(3);
    expect(row).toMatchObject({
      ...{ month: '2026-10', by: 'AR', other: 'BR', side: 'ANSWERED', kind: 'REQ', questions: '300' },
      ...{ hit_rate_from: '0.1333', hit_rate_to: '0.1333', in_time: '', in_time_share: '', informed_share: '0.1000' },
      ...{ outcome_RECORDS: '40', outcome_TIMED_OUT: '', refusal_PURPOSE: '20' },
    });
  });
});

it('the purposes of a month are a file of lines, each with its pillar', () => {
  const figures = { month: '2026-10', asked: { C1: 310, P5: 20 }, answered: { P4: 14 } };
  expect(purposesCsv('AR', figures).split('\r\n')).toEqual([
    'month,by,side,pillar,purpose,questions',
    '2026-10,AR,ASKED,INSTITUTIONS,C1,310',
    '2026-10,AR,ASKED,,P5,20',
    '2026-10,AR,ANSWERED,MARKETS,P4,14',
    '',
  ]);
});

/** Months in which what was counted fits together. */
function months(): fc.Arbitrary<MonthCounts> {
  const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 60 }));
  const words = ['RECORDS', 'NO_RECORD', 'REFUSED', 'DECEASED', 'TIMED_OUT', 'LAPSED'] as const;
  const reasons = fc.array(fc.constantFrom('PURPOSE', 'MINOR', 'LEGAL_BASIS', 'UNSAID'), {
    minLength: 60,
    maxLength: 60,
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc
    .record({
      cells: fc.array(cell, { minLength: words.length, maxLength: words.length }),
      reasons,
      share,
      asked: share,
    })
    .map(({ cells, reasons: said, share: inTime, asked }) => {
      const outcomes = Object.fromEntries(words.map((word, index) => [word, cells[index] ?? 0]));
      const questions = cells.reduce((sum, each) => sum + each, 0);
      const refusals: Record<string, number> = {};
      for (const reason of said.slice(0, outcomes['REFUSED'])) refusals[reason] = (refusals[reason] ?? 0) + 1;
      const lapsed = outcomes['LAPSED'] ?? 0;
      return counted({
        ...{ questions, outcomes, refusals, inTime: Math.round(inTime * answersOf({ outcomes })) },
        informed: lapsed + Math.round(asked * (questions - lapsed)),
      });
    });
}

function move(month: MonthCounts, table: 'outcomes' | 'refusals', from: string, to: string): MonthCounts {
  const cells = month[table];
  return { ...month, [table]: { ...cells, [from]: (cells[from] ?? 0) - 1, [to]: (cells[to] ?? 0) + 1 } };
}

function answersOf({ outcomes }: Pick<MonthCounts, 'outcomes'>): number {
  return Object.entries(outcomes).reduce((sum, [word, n]) => sum + (ANSWERED_OUTCOMES.includes(word) ? n : 0), 0);
}

/** What everybody knows: nothing is below zero; who was in time was answered; who lapsed was asked for more. */
function isPossible({ outcomes, refusals }: MonthCounts, { inTime = 0, informed = Infinity }: PairFigures): boolean {
  const cells = [...Object.values(outcomes), ...Object.values(refusals)];
  return cells.every((n) => n >= 0) && answersOf({ outcomes }) >= inTime && (outcomes['LAPSED'] ?? 0) <= informed;
}
