import type { AuditLog, EntryParts, EntryPosition, FoundEntry } from '#libs/audit';
import type { Home } from '../context.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import { checkPeriod, loggedQuery, searchOf, type LogQuery } from './log-query.js';

/** Days that one search may span: what a log of three years holds, and the months on both sides. */
export const MAX_SEARCH_DAYS = 1_200;
/** Entries on one page. */
export const MAX_PAGE = 200;

/** One page of a search, newest first. */
export interface LogPage {
  readonly entries: readonly FoundEntry[];
  /** Of each entry, what parts it has and what became of them. */
  readonly parts: readonly EntryParts[];
  /** Where the next page begins; none after the last. */
  readonly next?: EntryPosition;
}

/**
 * Searches the log: metadata only, no part is opened. Pages go from newest to oldest; entries that are added meanwhile
 * stand before the first page and move nothing.
 */
export class SearchLog {
  constructor(
    private readonly reads: AuditedRead,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws log.invalid-input, log.unavailable */
  async run(auditor: Auditor, query: LogQuery, page: { limit: number; after?: EntryPosition }): Promise<LogPage> {
    checkPeriod(query, MAX_SEARCH_DAYS);
    const { limit, after } = page;
    const search = searchOf(query, this.home);
    return this.reads.run(auditor, async (sql) => {
      const positions = await this.log.find(sql, search, { after, limit: limit + 1 });
      const entries = await this.log.entriesAt(sql, positions.slice(0, limit), search);
      const parts = await this.log.readParts(sql, entries, []);
      const last = positions[limit - 1];
      const next = positions.length > limit && last !== undefined ? { next: last } : {};
      const more = after === undefined ? {} : { after: { ...after } };
      return {
        result: { entries, parts, ...next },
        ...{ scope: 'METADATA', count: entries.length, ...loggedQuery('SEARCH', query, more) },
      };
    });
  }
}
