import type { MemberId } from '#libs/protocol';
import type { EntryType } from '../entry-types.js';
import { FACETS, facetValues, WAITING, type EntryFacets } from './search.js';
import type { Sql } from './sql.js';

const COLUMNS = {
  type: 'f.type',
  // the other side, seen from this log's owner
  country: 'coalesce(nullif(f.sender, $9), nullif(f.recipient, $9))',
  purpose: 'f.purpose',
  legalBasis: 'f.legal_basis',
  outcome: 'f.outcome',
} as const;

/** The words along which entries can be counted. */
export type CountBy = keyof typeof COLUMNS;

/** How many entries of one kind fall into one span. A word is null in entries that have none of its kind, and absent when it was not asked for. */
export interface EntryCount {
  /** Which span: 0 begins at the first bound. */
  readonly span: number;
  readonly type?: EntryType;
  readonly country?: MemberId | null;
  readonly purpose?: string | null;
  readonly legalBasis?: string | null;
  readonly outcome?: string | null;
  readonly count: number;
}

export interface CountOptions {
  /** Seconds, ascending: n + 1 bounds make n spans, each from its bound until before the next. */
  readonly bounds: readonly number[];
  readonly by: readonly CountBy[];
  /** Whose log it is. */
  readonly own: MemberId;
  /** Most cells to be given. */
  readonly limit: number;
}

/** Counts entries by span of time and by words. */
export async function countEntries(sql: Sql, facets: EntryFacets, options: CountOptions): Promise<EntryCount[]> {
  const { bounds, by, own, limit } = options;
  const words = Object.entries(COLUMNS).filter(([name]) => (by as readonly string[]).includes(name));
  const columns = words.map(([name, column]) => `, ${column} AS "${name}"`).join('');
  const keys = words.map((_, index) => `, ${index + 2}`).join('');
  return sql.query<EntryCount>(
    `WITH counted AS MATERIALIZED (
       SELECT s.facet, width_bucket(s.at, $6::bigint[]) - 1 AS span, count(*) AS count
       FROM audit_search s WHERE s.facet IN (${FACETS}) AND s.at >= $7 AND s.at < $8 GROUP BY 1, 2
       UNION ALL
       SELECT w.facet, width_bucket(w.at, $6::bigint[]) - 1, count(*)
       FROM ${WAITING} AND w.at >= $7 AND w.at < $8 GROUP BY 1, 2
     ), facets AS (
       TABLE audit_facet UNION SELECT w.facet, w.type, w.sender, w.recipient, w.purpose, w.legal_basis, w.outcome FROM audit_waiting w
     )
     SELECT c.span${columns}, sum(c.count)::bigint AS count
     FROM counted c JOIN (SELECT DISTINCT ON (facet) * FROM facets) f ON f.facet = c.facet
     WHERE $9::text IS NOT NULL
     GROUP BY 1${keys} ORDER BY 1${keys} LIMIT $10`,
    [...facetValues(facets), bounds, bounds[0] ?? 0, bounds.at(-1) ?? 0, own, limit],
  );
}
