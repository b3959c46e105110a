import type { Group } from '../entry-types.js';
import { readLeaf, type LeafOf } from '../leaf.js';
import { keyEvents } from './own-affairs.js';
import type { Sql } from './sql.js';

/** What a backup of one moment could still open although it has been erased since. */
export interface BackupContents {
  /** The key-encryption key of that moment: without it the backup opens no part. */
  readonly kek: { readonly id: string; readonly state: 'IN_USE' | 'RETIRED' | 'DESTROYED' };
  /** Periods that were erased since, whose wrapped keys the backup holds. */
  readonly periods: readonly { readonly month: string; readonly group: Group; readonly erasedAt: number }[];
  /** Erasures of single parts since. */
  readonly parts: number;
}

/**
 * Says what a backup taken at `at` (seconds since 1970) holds that this database no longer does. An entry of the same
 * second counts as later: the answer may name too much, never too little. Reads the whole log's erasures.
 */
export async function backupContents(sql: Sql, at: number): Promise<BackupContents> {
  const rows = await sql.query<{ leaf: Uint8Array }>(
    `SELECT leaf FROM audit_entry WHERE type = 'PERIOD_ERASURE' ORDER BY entry_id`,
  );
  const leaves = rows.map(({ leaf }) => readLeaf(leaf) as LeafOf<'PERIOD_ERASURE'>);
  const month = new Date(at * 1000).toISOString().slice(0, 7);
  return {
    kek: await kekAt(sql, at),
    periods: leaves
      .filter((leaf) => leaf.at >= at && leaf.month <= month)
      .map((leaf) => ({ month: leaf.month, group: leaf.group, erasedAt: leaf.at })),
    parts: await partsErasedSince(sql, at),
  };
}

/** The first key retired since was in use then; if none was, the present one. */
async function kekAt(sql: Sql, at: number): Promise<BackupContents['kek']> {
  const events = (await keyEvents(sql)).filter(({ keyRole }) => keyRole === 'audit-kek');
  const retired = events.find((leaf) => leaf.action === 'RETIRED' && leaf.at >= at);
  if (retired === undefined) {
    const [row] = await sql.query<{ kek: string }>('SELECT kek_id AS kek FROM audit_dek ORDER BY id DESC LIMIT 1');
    return { id: row?.kek ?? '', state: 'IN_USE' };
  }
  const { keyDigest: id } = retired;
  const isDestroyed = events.some(({ action, keyDigest }) => action === 'DESTROYED' && keyDigest === id);
  return { id, state: isDestroyed ? 'DESTROYED' : 'RETIRED' };
}

async function partsErasedSince(sql: Sql, at: number): Promise<number> {
  const [row] = await sql.query<{ parts: number }>(
    `SELECT count(*)::integer AS parts
     FROM (SELECT convert_from(leaf, 'UTF8')::jsonb AS entry FROM audit_entry WHERE type = 'ERASURE') e
     WHERE (entry ->> 'at')::bigint >= $1 AND EXISTS (
       SELECT 1 FROM audit_entry t WHERE t.event_id = (entry ->> 'target')::uuid
         AND (convert_from(t.leaf, 'UTF8')::jsonb ->> 'at')::bigint < $1)`,
    [at],
  );
  return row?.parts ?? 0;
}
