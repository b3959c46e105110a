import { readLeaf } from '../leaf.js';
import type { CheckContext } from './log-faults.js';
import { MAX_INTEGRATED } from './sequence.js';
import type { Sql } from './sql.js';

interface StoredRow {
  readonly entry_id: number;
  readonly leaf: Uint8Array;
  /** Of an OUTCOME: the leaf of its question. */
  readonly question: Uint8Array | null;
}

/** Rows that are named of those that a set-wise query finds. */
const MOST_NAMED = 20;

/**
 * Checks that every entry that does not wait is found by what its leaf says, and that no search row says anything else. Which person, official
 * or case a pseudonym stands for is not seen here: that takes the pseudonym key and the parts.
 */
export async function checkSearch(sql: Sql, { faults }: CheckContext): Promise<void> {
  let entries = 0;
  let last = -1;
  for (;;) {
    const rows = await sql.query<StoredRow>(
      `SELECT e.entry_id, e.leaf, a.leaf AS question FROM audit_entry e
       LEFT JOIN audit_entry a ON e.type = 'OUTCOME' AND a.event_id = e.event_id AND a.type = 'ASK'
       WHERE e.entry_id > $1
         AND (EXISTS (SELECT FROM tlog_leaf l WHERE l.entry_id = e.entry_id)
           OR NOT EXISTS (SELECT FROM audit_pending q WHERE q.entry_id = e.entry_id))
       ORDER BY e.entry_id LIMIT $2`,
      [last, MAX_INTEGRATED],
    );
    for (const id of await notFound(sql, rows)) {
      faults.add('audit.search-differs', `entry ${id} is not found by the words of its leaf`);
    }
    entries += rows.length;
    last = rows.at(-1)?.entry_id ?? last;
    if (rows.length < MAX_INTEGRATED) break;
  }
  const [row] = await sql.query<{ found: number }>('SELECT count(*) AS found FROM audit_search');
  const surplus = (row?.found ?? 0) - entries;
  if (surplus > 0) faults.add('audit.search-differs', `${surplus} search rows that no entry has`);
  const facets = await sql.query<{ facet: string }>(
    `SELECT facet::text FROM audit_facet GROUP BY facet HAVING count(DISTINCT (type, sender, recipient, purpose, legal_basis, outcome)) > 1
     LIMIT $1`,
    [MOST_NAMED],
  );
  for (const { facet } of facets) faults.add('audit.search-differs', `facet ${facet} stands for several things`);
  const pseudonyms = await sql.query<{ entry_id: number }>(
    `SELECT p.entry_id FROM audit_pseudonym p WHERE NOT EXISTS (
       SELECT FROM audit_search s WHERE (s.facet, s.at, s.entry_id) = (p.facet, p.at, p.entry_id)) LIMIT $1`,
    [MOST_NAMED],
  );
  for (const { entry_id: id } of pseudonyms)
    faults.add('audit.search-differs', `a pseudonym of entry ${id} has another facet or time than the entry`);
}

/** Of entries whose leaves can be read (the others are a fault of their own), those without the search row that is due. */
async function notFound(sql: Sql, rows: readonly StoredRow[]): Promise<number[]> {
  const due = rows.flatMap(({ entry_id: id, leaf, question }) => {
    const entry = textOf(leaf);
    return entry === undefined ? [] : [{ id, entry, question: question === null ? undefined : textOf(question) }];
  });
  const missing = await sql.query<{ id: number }>(
    `WITH due AS MATERIALIZED (
       SELECT d.id, d.entry::jsonb AS entry, d.question::jsonb AS question
       FROM unnest($1::bigint[], $2::text[], $3::text[]) AS d (id, entry, question)
     )
     SELECT d.id FROM due d CROSS JOIN LATERAL audit_facet_of(d.entry, d.question) f
     WHERE NOT EXISTS (
         SELECT FROM audit_search s WHERE s.facet = f.facet AND s.at = f.at AND s.entry_id = d.id
       ) OR NOT EXISTS (
         SELECT FROM audit_facet k WHERE k.facet = f.facet
           AND (k.type, k.sender, k.recipient, k.purpose, k.legal_basis, k.outcome)
             IS NOT DISTINCT FROM (f.type, f.sender, f.recipient, f.purpose, f.legal_basis, f.outcome)
       ) ORDER BY d.id`,
    [due.map(({ id }) => id), due.map(({ entry }) => entry), due.map(({ question }) => question ?? null)],
  );
  return missing.map(({ id }) => id);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return JSON.stringify(readLeaf(bytes));
  } catch {
    return undefined;
  }
}
