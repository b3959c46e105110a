import { GROUPS, type Group } from '../entry-types.js';
import { monthOf, type ErasureLeaf } from '../erasure.js';
import { openPart, type OpenPart } from '../part.js';
import { foundEntry, type FoundEntry } from './search.js';
import type { PeriodKeys, WrappedKey } from './period-keys.js';
import type { Sql } from './sql.js';

/** What became of a part that the leaf commits to. */
export type PartState =
  | ({ readonly status: 'open' } & OpenPart)
  /** There, and not opened, because nobody asked for it. */
  | { readonly status: 'closed' }
  | { readonly status: 'erased'; readonly erasure: ErasureLeaf }
  /** Gone, and no entry of the log says that it was erased: somebody with the database owner's rights removed it. */
  | { readonly status: 'missing' };

export type EntryParts = { readonly [G in Group]?: PartState };

interface PartRow extends Omit<WrappedKey, 'wrapped'> {
  readonly entryId: number;
  readonly wrapped: Uint8Array | null;
  readonly ciphertext: Uint8Array | null;
  /** Of the key; the same as the part's, or somebody has changed it. */
  readonly keyGroup: Group;
}

/**
 * Of each entry the parts that its leaf commits to; those of the groups in `open` are opened and checked against it.
 *
 * @throws audit.other-kek, audit.wrong-key, audit.commitment-mismatch
 */
export async function readPartsOf(
  sql: Sql,
  keys: PeriodKeys,
  entries: readonly FoundEntry[],
  open: readonly Group[],
): Promise<EntryParts[]> {
  const rows = await sql.query<PartRow>(
    `SELECT d.entry_id AS "entryId", k.id, k.month, d."group", k."group" AS "keyGroup", k.kek_id, k.wrapped,
       CASE WHEN d."group" = ANY ($2) THEN d.ciphertext END AS ciphertext
     FROM audit_detail d JOIN audit_dek k ON k.id = d.dek_id
     WHERE d.entry_id = ANY ($1::bigint[]) AND k.wrapped IS NOT NULL`,
    [entries.map(({ entryId }) => entryId), open],
  );
  const present = new Map(rows.map((row) => [`${row.entryId} ${row.group}`, row]));
  const rowOf = (entry: FoundEntry, group: Group) => present.get(`${entry.entryId} ${group}`);
  const committed = entries.flatMap((entry) =>
    GROUPS.filter((group) => entry.leaf.c[group] !== undefined).map((group) => ({ entry, group })),
  );
  const erasureOf = await erasures(
    sql,
    committed.filter(({ entry, group }) => rowOf(entry, group) === undefined),
  );
  const states = new Map<FoundEntry, { [G in Group]?: PartState }>(entries.map((entry) => [entry, {}]));
  for (const { entry, group } of committed) {
    const row = rowOf(entry, group);
    const state = row === undefined ? erasureOf(entry, group) : await stateOf(row, keys, entry, open);
    Object.assign(states.get(entry) ?? {}, { [group]: state });
  }
  return entries.map((entry) => states.get(entry) ?? {});
}

async function stateOf(
  row: PartRow,
  keys: PeriodKeys,
  { leaf }: FoundEntry,
  open: readonly Group[],
): Promise<PartState> {
  const { group, keyGroup, ciphertext, wrapped } = row;
  if (!open.includes(group) || ciphertext === null || wrapped === null) return { status: 'closed' };
  const key = await keys.unwrap({ ...row, group: keyGroup, wrapped });
  const { eventId, type } = leaf;
  return { status: 'open', ...openPart(key, { eventId, type, group }, ciphertext, leaf.c[group] ?? '') };
}

interface Gone {
  readonly entry: FoundEntry;
  readonly group: Group;
}

/** Finds the entries that say why these parts are gone: of the event, or of the group's month. */
async function erasures(sql: Sql, gone: readonly Gone[]): Promise<(entry: FoundEntry, group: Group) => PartState> {
  if (gone.length === 0) return () => ({ status: 'missing' });
  const rows = await sql.query<{ entryId: number; leaf: Uint8Array; month: string | null; group: Group | null }>(
    `SELECT e.entry_id AS "entryId", e.leaf, NULL AS month, NULL AS "group"
     FROM audit_named r JOIN audit_entry e ON e.entry_id = r.entry_id
     WHERE r.reference = ANY ($1) AND e.type = 'ERASURE'
     UNION ALL
     SELECT e.entry_id, e.leaf, k.month, k."group"
     FROM audit_dek k JOIN audit_entry e ON e.event_id = k.erased_by AND e.type = 'PERIOD_ERASURE'
     WHERE k.month = ANY ($2) ORDER BY 1`,
    [
      [...new Set(gone.map(({ entry }) => entry.leaf.eventId))],
      [...new Set(gone.map(({ entry }) => monthOf(entry.leaf.at)))],
    ],
  );
  const found = new Map<string, ErasureLeaf>();
  for (const row of rows) {
    const { leaf } = foundEntry(row.entryId, row.leaf);
    if (leaf.type === 'ERASURE') found.set(`${leaf.target} ${leaf.group}`, leaf);
    if (leaf.type === 'PERIOD_ERASURE') found.set(`${row.month ?? ''} ${row.group ?? ''}`, leaf);
  }
  return ({ leaf }, group) => {
    const erasure = found.get(`${leaf.eventId} ${group}`) ?? found.get(`${monthOf(leaf.at)} ${group}`);
    return erasure === undefined ? { status: 'missing' } : { status: 'erased', erasure };
  };
}
