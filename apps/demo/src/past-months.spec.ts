import { faultsOf, statisticsSchema, type PairFigures } from '#libs/protocol';
import { DEMO_COUNTRIES } from './officials.js';
import { PAST_MONTHS, pastMonths } from './past-months.js';

describe('the invented year before the demo', () => {
  const year = DEMO_COUNTRIES.map((by) => ({ by, months: pastMonths(by, '2026-10', '1') }));
  const published = year.flatMap(({ by, months }) => months.map(({ month, pairs }) => ({ by, month, pairs })));
  const find = (by: string, month: string, other: string, side: string, kind: string): PairFigures | undefined =>
    published
      .find((each) => each.by === by && each.month === month)
      ?.pairs.find((each) => each.other === other && each.side === side && each.kind === kind);

  it('has twelve months of each country, in the form of what countries publish', () => {
    expect(published).toHaveLength(PAST_MONTHS * DEMO_COUNTRIES.length);
    expect(new Set(published.map(({ month }) => month)).size).toBe(PAST_MONTHS);
    for (const each of published)
      expect(faultsOf(statisticsSchema, { v: 1, env: 'demo', time: 1_790_000_000, ...each })).toEqual([]);
  });

  it('lets each pair of countries say the same of the same questions', () => {
    let compared = 0;
    for (const { by, month, pairs } of published)
      for (const { other, kind, questions, outcomes } of pairs.filter(({ side }) => side === 'ASKED')) {
        expect(find(other, month, by, 'ANSWERED', kind)).toMatchObject({ questions, outcomes });
        compared += 1;
      }
    expect(compared).toBeGreaterThan(150);
  });

  it('shows no small number, and hides one now and then', () => {
    const hidden = published.flatMap(({ pairs }) =>
      pairs.map(({ questions, outcomes }) => questions - Object.values(outcomes).reduce((sum, n) => sum + n, 0)),
    );
    expect(hidden.filter((each) => each < 0 || (each > 0 && each < 10))).toEqual([]);
    expect(hidden.some((each) => each > 0)).toBe(true);
  });

  it('has grown, and asks for each pillar of the Alliance', () => {
    const sums = [0, PAST_MONTHS - 1].map((back) =>
      year.reduce((all, { months }) => all + (months[back]?.pairs ?? []).reduce((sum, { questions }) => sum + questions, 0), 0),
    ); // prettier-ignore
    expect(sums[0]).toBeGreaterThan(1.5 * (sums[1] ?? 0));
    for (const { months } of year)
      expect(Object.keys(months[0]?.purposes.asked ?? {})).toEqual(expect.arrayContaining(['C1', 'C2', 'P2']));
    expect(pastMonths('AR', '2026-10', '1')).toEqual(year[0]?.months);
  });
});
