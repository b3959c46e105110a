import { CrexError } from '#libs/protocol';
import type { EntryType } from '../entry-types.js';
import { inclusionProof, type TileReader } from '../tlog/tile-tree.js';
import { TILE_WIDTH } from '../tlog/tile.js';
import { HASH_BYTES } from '../tlog/tree.js';
import { tileMissing } from './right-edge-rows.js';
import type { Sql } from './sql.js';

/** One tree of the log: every epoch has its own, under an origin of its own. */
export interface LogEpoch {
  readonly epoch: number;
  readonly origin: string;
  /** Event of the EPOCH_START entry, the first leaf. */
  readonly openedBy: string;
}

/** Size and root of a tree as it is integrated, signed or not. */
export interface TreeHead {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** What the signer has signed for one size. */
export interface StoredCheckpoint extends TreeHead {
  readonly epoch: number;
  /** The signed note with the line of the log alone. */
  readonly note: string;
  readonly signedAt: Date;
}

/** A witness's line of a checkpoint. */
export interface StoredCosignature {
  readonly witness: string;
  /** Seconds since 1970, as signed. */
  readonly time: number;
  /** As signatureLines writes it, with its newline. */
  readonly line: string;
}

/** Where an entry stands in the log. */
export interface LeafPlace {
  readonly epoch: number;
  /** Index from 0 in the tree of the epoch. */
  readonly index: bigint;
  readonly leafHash: Uint8Array;
}

/** That an entry is in the tree of a size: check it against a checkpoint of that size. */
export interface EntryProof extends LeafPlace {
  readonly size: bigint;
  readonly proof: readonly Uint8Array[];
}

/** All epochs of this log, the oldest first; the last one grows. */
export async function logEpochs(sql: Sql): Promise<LogEpoch[]> {
  const rows = await sql.query<{ epoch: number; origin: string; opened_by: string }>(
    'SELECT epoch, origin, opened_by FROM tlog_epoch ORDER BY epoch',
  );
  return rows.map(({ epoch, origin, opened_by: openedBy }) => ({ epoch, origin, openedBy }));
}

export async function treeHead(sql: Sql, epoch: number): Promise<TreeHead | undefined> {
  const [row] = await sql.query<HeadRow>('SELECT size, root FROM tlog_tree WHERE epoch = $1', [epoch]);
  return row === undefined ? undefined : headOf(row);
}

/** The newest checkpoint of an epoch. */
export async function latestCheckpoint(sql: Sql, epoch: number): Promise<StoredCheckpoint | undefined> {
  return firstCheckpoint(sql, 'WHERE epoch = $1 ORDER BY size DESC LIMIT 1', [epoch]);
}

/** The checkpoint of exactly this size. */
export async function checkpointOfSize(sql: Sql, epoch: number, size: bigint): Promise<StoredCheckpoint | undefined> {
  return firstCheckpoint(sql, 'WHERE epoch = $1 AND size = $2', [epoch, size]);
}

/** The first checkpoint whose tree holds the entry at this index. */
export async function checkpointCovering(
  sql: Sql,
  epoch: number,
  index: bigint,
): Promise<StoredCheckpoint | undefined> {
  return firstCheckpoint(sql, 'WHERE epoch = $1 AND size > $2 ORDER BY size LIMIT 1', [epoch, index]);
}

/** Each witness's newest line of a checkpoint. */
export async function cosignaturesOf(sql: Sql, epoch: number, size: bigint): Promise<StoredCosignature[]> {
  return sql.query<StoredCosignature>(
    `SELECT DISTINCT ON (witness) witness, time, line FROM tlog_cosignature
     WHERE epoch = $1 AND size = $2 ORDER BY witness, time DESC`,
    [epoch, size],
  );
}

/** Keeps a witness's line; the caller has verified it. The same line twice is one. */
export async function storeCosignature(
  sql: Sql,
  { epoch, size }: { readonly epoch: number; readonly size: bigint },
  { witness, time, line }: StoredCosignature,
): Promise<void> {
  await sql.query(
    `INSERT INTO tlog_cosignature (epoch, size, witness, time, line) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [epoch, size, witness, time, line],
  );
}

/**
 * Reads the tiles of an epoch from the tables, also as they were when the tree was smaller: a partial tile is the
 * beginning of its row. One query at a time, so that it can stand in a transaction.
 */
export function tableTiles(sql: Sql, epoch: number): TileReader {
  let last: Promise<unknown> = Promise.resolve();
  const read = async (level: number, index: bigint, width: number): Promise<Uint8Array> => {
    const [row] = await sql.query<{ data: Uint8Array }>(
      'SELECT substring(data FOR $4) AS data FROM tlog_tile WHERE epoch = $1 AND level = $2 AND idx = $3',
      [epoch, level, index, width * HASH_BYTES],
    );
    if (row?.data.length !== width * HASH_BYTES) throw tileMissing(level, index);
    return row.data;
  };
  return {
    tile: (level, index, width) => {
      const reading = last.then(() => read(level, index, width));
      last = reading.catch(() => undefined);
      return reading;
    },
  };
}

/**
 * The leaves from `index` * 256 on, `width` of them: what an entry bundle holds. For auditors alone.
 *
 * @throws audit.leaf-missing
 */
export async function leavesOfBundle(sql: Sql, epoch: number, index: bigint, width: number): Promise<Uint8Array[]> {
  const start = index * BigInt(TILE_WIDTH);
  return leavesBetween(sql, epoch, start, start + BigInt(width));
}

/**
 * The leaves from `start` to before `end`, in the order of the tree.
 *
 * @throws audit.leaf-missing
 */
export async function leavesBetween(sql: Sql, epoch: number, start: bigint, end: bigint): Promise<Uint8Array[]> {
  const rows = await sql.query<{ log_index: number; leaf: Uint8Array }>(
    `SELECT l.log_index, e.leaf FROM tlog_leaf l JOIN audit_entry e ON e.entry_id = l.entry_id
     WHERE l.epoch = $1 AND l.log_index >= $2 AND l.log_index < $3 ORDER BY l.log_index`,
    [epoch, start, end],
  );
  for (let index = start; index < end; index += 1n) checkIsNext(rows[Number(index - start)], index);
  return rows.map(({ leaf }) => leaf);
}

/** Where the entry of this type of an event stands; `undefined` while it waits for its place, or if there is none. */
export async function placeOf(sql: Sql, eventId: string, type: EntryType): Promise<LeafPlace | undefined> {
  const [row] = await sql.query<{ epoch: number; log_index: number; leaf_hash: Uint8Array }>(
    `SELECT l.epoch, l.log_index, sha256('\\x00'::bytea || e.leaf) AS leaf_hash
     FROM audit_entry e JOIN tlog_leaf l ON l.entry_id = e.entry_id
     WHERE e.event_id = $1 AND e.type = $2`,
    [eventId, type],
  );
  if (row === undefined) return undefined;
  return { epoch: row.epoch, index: BigInt(row.log_index), leafHash: row.leaf_hash };
}

/**
 * The proof that an entry is in the tree of `size` leaves of its epoch, from the tiles in the tables.
 *
 * @throws audit.not-in-tree, audit.tile-missing, audit.wrong-tile
 */
export async function proveEntry(sql: Sql, place: LeafPlace, size: bigint): Promise<EntryProof> {
  return { ...place, size, proof: await inclusionProof(tableTiles(sql, place.epoch), place.index, size) };
}

interface HeadRow {
  readonly size: number;
  readonly root: Uint8Array;
}

interface CheckpointRow extends HeadRow {
  readonly epoch: number;
  readonly note: string;
  readonly signed_at: Date;
}

async function firstCheckpoint(
  sql: Sql,
  where: string,
  values: readonly unknown[],
): Promise<StoredCheckpoint | undefined> {
  const [row] = await sql.query<CheckpointRow>(
    `SELECT epoch, size, root, note, signed_at FROM tlog_checkpoint ${where}`,
    values,
  );
  if (row === undefined) return undefined;
  return { ...headOf(row), epoch: row.epoch, note: row.note, signedAt: row.signed_at };
}

function headOf({ size, root }: HeadRow): TreeHead {
  return { size: BigInt(size), root };
}

function checkIsNext(row: { readonly log_index: number } | undefined, index: bigint): void {
  if (row === undefined || BigInt(row.log_index) !== index) {
    throw new CrexError('audit.leaf-missing', `the entry at index ${index} is not in the database`, {
      nextStep: 'somebody removed it, or its place: check the log with the command `check` of the log signer',
    });
  }
}
