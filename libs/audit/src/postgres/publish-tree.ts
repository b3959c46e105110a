import { CrexError } from '#libs/protocol';
import { tilesOf, type TileCoordinates } from '../tlog/tile.js';
import type { Sql } from './sql.js';
import { checkpointOfSize, tableTiles } from './tree-store.js';

/** Where a log is shown to others. Both may be given again what they have been given before. */
export interface LogShelf {
  putTile(tile: TileCoordinates, hashes: Uint8Array): Promise<void>;
  /** After all its tiles. */
  putCheckpoint(note: string): Promise<void>;
}

/** Entries whose tiles go out before the next checkpoint if there is one (8 MiB): so a broken upload has made progress. */
const MAX_ENTRIES_AT_ONCE = 262_144n;

/**
 * Shows what was signed beyond `since`, the size that is shown already: first the tiles from left to right, level by
 * level, then the checkpoint. One call goes up to one checkpoint.
 *
 * @returns the size that is shown now
 * @throws audit.shelf-ahead when more is shown than was ever signed here, audit.tile-missing, and what the shelf throws
 */
export async function publishTree(sql: Sql, epoch: number, since: bigint, shelf: LogShelf): Promise<bigint> {
  const size = await nextSize(sql, epoch, since);
  if (size === since) return since;
  const checkpoint = await checkpointOfSize(sql, epoch, size);
  if (checkpoint === undefined) return since;
  const tiles = tableTiles(sql, epoch);
  for (const tile of tilesOf(size, since)) {
    await shelf.putTile(tile, await tiles.tile(tile.level, tile.index, tile.width));
  }
  await shelf.putCheckpoint(checkpoint.note);
  return size;
}

/** The largest signed size within reach; if the next one is further away, that. */
async function nextSize(sql: Sql, epoch: number, since: bigint): Promise<bigint> {
  const [row] = await sql.query<{ newest: string | null; near: string | null; next: string | null }>(
    `SELECT max(size)::text AS newest, (max(size) FILTER (WHERE size > $2 AND size <= $3))::text AS near,
       (min(size) FILTER (WHERE size > $2))::text AS next
     FROM tlog_checkpoint WHERE epoch = $1`,
    [epoch, since.toString(), (since + MAX_ENTRIES_AT_ONCE).toString()],
  );
  checkNotBehind(BigInt(row?.newest ?? 0), since);
  return BigInt(row?.near ?? row?.next ?? since);
}

function checkNotBehind(newest: bigint, since: bigint): void {
  if (newest < since) {
    throw new CrexError('audit.shelf-ahead', 'others hold a larger tree of this log than this database', {
      nextStep: 'restore the newest database, or open a new epoch of the log',
    });
  }
}
