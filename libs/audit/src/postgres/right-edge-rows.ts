import { CrexError } from '#libs/protocol';
import { edgeWidth, tileLevels, type RightEdge } from '../tlog/right-edge.js';
import { rightEdgeFromTiles } from '../tlog/tile-tree.js';
import { hashesAt, TILE_WIDTH } from '../tlog/tile.js';
import { HASH_BYTES } from '../tlog/tree.js';
import type { Sql } from './sql.js';

interface TileRow {
  readonly level: number;
  readonly idx: number;
  readonly data: Uint8Array;
}

/**
 * The tiles of an epoch that are not full, as the tables hold them now, in one query.
 *
 * @throws audit.tile-missing, audit.tile-altered when a row has more or fewer hashes than the size says
 */
export async function loadRightEdge(sql: Sql, epoch: number, size: bigint): Promise<RightEdge> {
  const wanted = Array.from({ length: tileLevels(size) }, (_, level) => ({
    level,
    index: hashesAt(size, level) / BigInt(TILE_WIDTH),
    width: edgeWidth(size, level),
  })).filter(({ width }) => width > 0);
  const rows = await sql.query<TileRow>(
    `SELECT t.level, t.idx, t.data FROM unnest($2::smallint[], $3::bigint[]) AS w (level, idx)
     JOIN tlog_tile t ON t.epoch = $1 AND t.level = w.level AND t.idx = w.idx`,
    [epoch, wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
  const found = new Map(rows.map(({ level, data }) => [level, data]));
  for (const { level, index, width } of wanted) checkWidth(found.get(level), level, index, width);
  return rightEdgeFromTiles({ tile: (level) => Promise.resolve(found.get(level) ?? new Uint8Array()) }, size);
}

function checkWidth(data: Uint8Array | undefined, level: number, index: bigint, width: number): void {
  if (data === undefined) throw tileMissing(level, index);
  if (data.length !== width * HASH_BYTES) {
    throw new CrexError('audit.tile-altered', `tile ${level}/${index} has not the ${width} hashes of the tree's size`, {
      nextStep: 'somebody changed the tree in the database: check it with the command `check` of the log signer',
    });
  }
}

/** A tile that belongs to the tree is not in its table. */
export function tileMissing(level: number, index: bigint): CrexError {
  return new CrexError('audit.tile-missing', `tile ${level}/${index} is not in the database, or too short`, {
    nextStep: 'somebody changed the tree in the database: check it with the command `check` of the log signer',
  });
}
