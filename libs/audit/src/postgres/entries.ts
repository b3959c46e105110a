import type { EntryType, Group } from '../entry-types.js';
import { leafHashOf, readLeaf, type LeafOf } from '../leaf.js';
import type { LogEntry } from './append.js';
import { foundEntry, type FoundEntry } from './search.js';
import type { Sql } from './sql.js';

interface LeafRow {
  readonly leaf: Uint8Array;
}

/** The one entry of this type of an event. */
export async function entryOf<T extends EntryType>(
  sql: Sql,
  eventId: string,
  type: T,
): Promise<LogEntry<LeafOf<T>> | undefined> {
  const rows = await sql.query<LeafRow>('SELECT leaf FROM audit_entry WHERE event_id = $1 AND type = $2', [
    eventId,
    type,
  ]);
  return rows.map(fromRow)[0] as LogEntry<LeafOf<T>> | undefined;
}

/** All entries of an event, in the order in which they were written. */
export async function entriesOfEvent(sql: Sql, eventId: string): Promise<LogEntry[]> {
  const rows = await sql.query<LeafRow>('SELECT leaf FROM audit_entry WHERE event_id = $1 ORDER BY entry_id', [
    eventId,
  ]);
  return rows.map(fromRow);
}

/** All entries that name a message id, a digest, a promised leaf of a peer, or an event as their target. */
export async function entriesOfReference(sql: Sql, reference: string): Promise<LogEntry[]> {
  const rows = await sql.query<LeafRow>(
    `SELECT e.leaf FROM audit_named r JOIN audit_entry e ON e.entry_id = r.entry_id
     WHERE r.reference = $1 ORDER BY e.entry_id`,
    [reference],
  );
  return rows.map(fromRow);
}

/** Entries of these types of these events. */
export async function entriesOfEvents(
  sql: Sql,
  eventIds: readonly string[],
  types: readonly EntryType[],
): Promise<FoundEntry[]> {
  const rows = await sql.query<LeafRow & { readonly entry_id: number }>(
    'SELECT entry_id, leaf FROM audit_entry WHERE event_id = ANY ($1::uuid[]) AND type = ANY ($2) ORDER BY entry_id',
    [eventIds, types],
  );
  return rows.map((row) => foundEntry(row.entry_id, row.leaf));
}

/** Entries of these types that name one of these references. */
export async function entriesNaming(
  sql: Sql,
  references: readonly string[],
  types: readonly EntryType[],
): Promise<FoundEntry[]> {
  const rows = await sql.query<LeafRow & { readonly entry_id: number }>(
    `SELECT e.entry_id, e.leaf FROM audit_entry e
     WHERE e.entry_id IN (SELECT entry_id FROM audit_named WHERE reference = ANY ($1)) AND e.type = ANY ($2)
     ORDER BY e.entry_id`,
    [references, types],
  );
  return rows.map((row) => foundEntry(row.entry_id, row.leaf));
}

/** Entries that have this pseudonym, which goes with that part, and have not lost it by an erasure. */
export async function entriesOfPseudonym(sql: Sql, part: Group, pseudonym: Uint8Array): Promise<LogEntry[]> {
  const rows = await sql.query<LeafRow>(
    `SELECT e.leaf FROM audit_entry e
     WHERE e.entry_id IN (SELECT p.entry_id FROM audit_pseudonym p WHERE p.pseudonym = $1 AND p."group" = $2)
        OR e.entry_id IN (SELECT w.entry_id FROM audit_waiting_pseudonym w WHERE w.pseudonym = $1 AND w."group" = $2)
     ORDER BY e.entry_id`,
    [Buffer.from(pseudonym), part],
  );
  return rows.map(fromRow);
}

function fromRow({ leaf: bytes }: LeafRow): LogEntry {
  return { leaf: readLeaf(bytes), bytes, leafHash: leafHashOf(bytes).toString('base64url') };
}

/**
 * Which of these entries are about the same person, by a pseudonym that they share: sets of at least `least` entries, the
 * largest first, each said once though a person is found by several references. Nobody's part is opened for it.
 */
export async function sharedSubjects(
  sql: Sql,
  entryIds: readonly number[],
  least: number,
): Promise<(readonly number[])[]> {
  const rows = await sql.query<{ entries: string[] }>(
    `SELECT array_agg(DISTINCT entry_id::text) AS entries FROM (
       SELECT p.pseudonym, p.entry_id FROM audit_pseudonym p WHERE p."group" = 'subject' AND p.entry_id = ANY ($1::bigint[])
       UNION ALL
       SELECT w.pseudonym, w.entry_id FROM audit_waiting_pseudonym w
       WHERE w."group" = 'subject' AND w.entry_id = ANY ($1::bigint[])
     ) s GROUP BY pseudonym HAVING count(DISTINCT entry_id) >= $2`,
    [entryIds, least],
  );
  const sets = rows.map(({ entries }) => entries.map(Number)).sort((left, right) => right.length - left.length);
  const told: (readonly number[])[] = [];
  for (const set of sets) {
    if (!told.some((larger) => set.every((id) => larger.includes(id)))) told.push(set);
  }
  return told;
}
