import { leafHashOf, readLeaf, type Leaf } from '../leaf.js';
import { equalBytes } from '../tlog/bytes.js';
import type { CheckContext } from './log-faults.js';
import type { Sql } from './sql.js';

/** A row of audit_entry. */
export interface EntryRow {
  readonly entry_id: number;
  readonly event_id: string;
  readonly type: string;
  readonly leaf: Uint8Array;
  readonly leaf_hash: Uint8Array;
  readonly created_at: Date;
}

/** An entry as its bytes say it. */
export interface CheckedEntry {
  readonly entryId: number;
  /** `undefined` when the bytes are no leaf. */
  readonly leaf: Leaf | undefined;
  readonly hash: Uint8Array;
}

/** Fields of a leaf by which its entry is found: the list in audit_references_of. */
const REFERENCE_FIELDS = [
  ...['messageId', 'contentDigest', 'requestDigest', 'bodyDigest', 'slipDigest', 'sealedDigest'],
  ...['lineDigest', 'fileDigest', 'keyDigest', 'peerLeaf', 'target'],
];

/** Checks an entry by itself: its bytes are a leaf, and its columns say what the leaf says. */
export function checkEntry(row: EntryRow, where: string, { faults, clockSeconds }: CheckContext): CheckedEntry {
  const hash = leafHashOf(row.leaf);
  const leaf = readable(row.leaf);
  if (!equalBytes(hash, row.leaf_hash)) faults.add('audit.leaf-hash-mismatch', where);
  if (leaf === undefined) {
    faults.add('audit.leaf-unreadable', where);
  } else {
    if (leaf.eventId !== row.event_id || leaf.type !== row.type) faults.add('audit.columns-differ', where);
    if (Math.abs(row.created_at.getTime() / 1000 - leaf.at) > clockSeconds) faults.add('audit.time-differs', where);
  }
  return { entryId: row.entry_id, leaf, hash };
}

/** Checks that entries are found by what their leaves name. Returns how many references they have. */
export async function checkReferences(
  sql: Sql,
  entries: readonly CheckedEntry[],
  { faults }: CheckContext,
): Promise<number> {
  const due = entries.flatMap(({ entryId, leaf }) =>
    leaf === undefined ? [] : referencesOf(leaf).map((reference) => ({ entryId, reference })),
  );
  const missing = await sql.query<{ entry_id: number }>(
    `SELECT d.entry_id FROM unnest($1::text[], $2::bigint[]) AS d (reference, entry_id)
     WHERE NOT EXISTS (SELECT FROM audit_reference r WHERE r.reference = d.reference AND r.entry_id = d.entry_id)`,
    [due.map(({ reference }) => reference), due.map(({ entryId }) => entryId)],
  );
  for (const { entry_id: id } of missing) faults.add('audit.references-differ', `entry ${id} is not found by its leaf`);
  return due.length;
}

function readable(bytes: Uint8Array): Leaf | undefined {
  try {
    return readLeaf(bytes);
  } catch {
    return undefined;
  }
}

function referencesOf(leaf: Leaf): string[] {
  const fields = new Map<string, unknown>(Object.entries(leaf));
  const values = REFERENCE_FIELDS.map((name) => fields.get(name)).filter((value) => typeof value === 'string');
  return [...new Set(values)];
}
