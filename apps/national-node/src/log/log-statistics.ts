import { countEntries, type CountBy, type EntryCount } from '#libs/audit';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import { localDays } from '../calendar.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import { checkPeriod, facetsOf, loggedQuery, type WordsQuery } from './log-query.js';

/** Days that statistics may span: a leap year and its neighbour months. */
export const MAX_STATISTICS_DAYS = 400;
/** Cells of one table: a year by day, type and country has about half of it. */
const MAX_CELLS = 100_000;

/** Along which lines entries are counted; `day` is a day of this country. */
export type StatisticsBy = 'day' | CountBy;

/** One cell: how many entries, and of what. */
export interface StatisticsCell extends Omit<EntryCount, 'span'> {
  /** `YYYY-MM-DD`, with `day`. */
  readonly day?: string;
}

/**
 * Counts the log's entries. Who reads this may read each entry, so small cells stay as they are; what a country publishes
 * suppresses cells under 10.
 */
export class LogStatistics {
  constructor(
    private readonly reads: AuditedRead,
    private readonly home: Home,
  ) {}

  /** @throws log.invalid-input, log.too-much, log.unavailable */
  async run(auditor: Auditor, query: WordsQuery, by: readonly StatisticsBy[]): Promise<StatisticsCell[]> {
    checkPeriod(query, MAX_STATISTICS_DAYS);
    const days = by.includes('day') ? localDays(this.home, query.from, query.to) : [{ day: '', from: query.from }];
    const lines = by.filter((each) => each !== 'day');
    const bounds = [...days.map(({ from }) => from), query.to];
    return this.reads.run(auditor, async (sql) => {
      const own = this.home.country;
      const counts = await countEntries(sql, facetsOf(query), { bounds, by: lines, own, limit: MAX_CELLS + 1 });
      checkCells(counts.length);
      const cells = counts.map(({ span, ...count }) => ({
        ...(by.includes('day') ? { day: days[span]?.day ?? '' } : {}),
        ...count,
      }));
      return { result: cells, scope: 'METADATA', count: 0, ...loggedQuery('STATISTICS', query, { by }) };
    });
  }
}

function checkCells(cells: number): void {
  if (cells > MAX_CELLS) {
    throw new CrexError('log.too-much', `the table would have more than ${MAX_CELLS} cells`, {
      ...{ pointers: [{ pointer: '/by', rule: 'must lead to fewer cells' }], nextStep: 'count along fewer lines' },
    });
  }
}
