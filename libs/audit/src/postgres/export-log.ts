import { CrexError } from '#libs/protocol';
import { encodeBundle } from '../tlog/entry-bundle.js';
import { entriesPath, tilePath, tilesOf } from '../tlog/tile.js';
import type { Sql } from './sql.js';
import { cosignaturesOf, leavesOfBundle, tableTiles, type StoredCheckpoint } from './tree-store.js';

/** One file of an exported log: its path as C2SP tlog-tiles names it, and its bytes. */
export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The checkpoint as it is served: the log's line and the witnesses' lines. */
export async function cosignedNote(sql: Sql, { epoch, size, note }: StoredCheckpoint): Promise<string> {
  const lines = (await cosignaturesOf(sql, epoch, size)).map(({ line }) => (line.endsWith('\n') ? line : `${line}\n`));
  return `${note}${lines.join('')}`;
}

/**
 * The newest checkpoint of an epoch that at least `witnesses` witnesses have cosigned.
 *
 * @throws audit.no-checkpoint
 */
export async function newestCosigned(sql: Sql, epoch: number, witnesses: number): Promise<StoredCheckpoint> {
  const [row] = await sql.query<{ size: number; root: Uint8Array; note: string; signedAt: Date }>(
    `SELECT c.size, c.root, c.note, c.signed_at AS "signedAt" FROM tlog_checkpoint c
     WHERE c.epoch = $1 AND $2 <= (SELECT count(DISTINCT s.witness) FROM tlog_cosignature s
                                   WHERE s.epoch = c.epoch AND s.size = c.size)
     ORDER BY c.size DESC LIMIT 1`,
    [epoch, witnesses],
  );
  if (row === undefined) {
    throw new CrexError('audit.no-checkpoint', `no checkpoint of this epoch has ${witnesses} cosignatures yet`, {
      nextStep: 'wait a minute; if it stays so, look why the witnesses do not cosign (docs/operate.md)',
    });
  }
  return { ...row, epoch, size: BigInt(row.size) };
}

/**
 * Every file of a log as it was at a checkpoint, in the C2SP tlog-tiles layout: tiles, entry bundles and, last, the
 * checkpoint. For auditors: the bundles hold the leaves.
 *
 * @throws audit.leaf-missing, audit.tile-missing
 * @see C2SP tlog-tiles
 */
export async function* exportLog(sql: Sql, checkpoint: StoredCheckpoint): AsyncGenerator<LogFile> {
  const { epoch, size } = checkpoint;
  const tiles = tableTiles(sql, epoch);
  for (const { level, index, width } of tilesOf(size)) {
    yield { path: tilePath(level, index, width), bytes: await tiles.tile(level, index, width) };
    if (level > 0) continue;
    const leaves = await leavesOfBundle(sql, epoch, index, width);
    yield { path: entriesPath(index, width), bytes: encodeBundle(leaves) };
  }
  yield { path: 'checkpoint', bytes: Buffer.from(await cosignedNote(sql, checkpoint), 'utf8') };
}
