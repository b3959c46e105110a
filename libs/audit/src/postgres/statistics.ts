import type { EntryType } from '../entry-types.js';
import { FACETS, facetValues, type EntryFacets } from './search.js';
import type { Sql } from './sql.js';

/** How many entries of one kind fall between two bounds. */
export interface EntryCount {
  /** Which span: 0 begins at the first bound. */
  readonly span: number;
  readonly type: EntryType;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  readonly outcome: string | null;
  readonly count: number;
}

/**
 * Counts entries by words and by span of time. `bounds` are seconds, ascending: n + 1 bounds make n spans, each from its
 * bound to before the next.
 */
export async function countEntries(sql: Sql, facets: EntryFacets, bounds: readonly number[]): Promise<EntryCount[]> {
  return sql.query<EntryCount>(
    `WITH counted AS (
       SELECT s.facet, width_bucket(s.at, $6::bigint[]) - 1 AS span, count(*) AS count
       FROM audit_search s WHERE s.facet IN (${FACETS}) AND s.at >= $7 AND s.at < $8 GROUP BY 1, 2
     )
     SELECT c.span, f.type, f.sender, f.recipient, f.purpose, f.legal_basis AS "legalBasis", f.outcome, c.count
     FROM counted c CROSS JOIN LATERAL (SELECT * FROM audit_facet k WHERE k.facet = c.facet LIMIT 1) f
     ORDER BY c.span, f.type, f.sender, f.recipient, f.purpose, f.legal_basis, f.outcome`,
    [...facetValues(facets), bounds, bounds[0] ?? 0, bounds.at(-1) ?? 0],
  );
}
