import { CrexError } from '#libs/protocol';
import { readLeaf } from '../leaf.js';
import type { Sql } from './sql.js';

/**
 * Opens an epoch: its EPOCH_START entry, and a tree with that entry alone, whatever else waits for a place. Only the
 * role of the log's signer may.
 *
 * @throws audit.epoch-not-opened when the leaf is no EPOCH_START, or the database has this epoch or a later one;
 *         audit.leaf-too-long, audit.malformed-leaf, audit.not-canonical
 */
export async function openEpoch(sql: Sql, epoch: number, start: Uint8Array): Promise<void> {
  checkIsStart(start);
  const rows = await sql.query('SELECT leaf_hash FROM tlog_open_epoch($1, $2)', [epoch, Buffer.from(start)]);
  checkOpened(rows.length);
}

function checkIsStart(start: Uint8Array): void {
  if (readLeaf(start).type !== 'EPOCH_START')
    throw new CrexError('audit.epoch-not-opened', 'an epoch begins with an EPOCH_START entry');
}

function checkOpened(rows: number): void {
  if (rows !== 1) throw new CrexError('audit.epoch-not-opened', 'the database has this epoch, or a later one, already');
}
