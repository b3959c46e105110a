import {
  cosignaturesOf,
  latestCheckpoint,
  logEpochs,
  tableTiles,
  tileWidth,
  type StoredCheckpoint,
  type TileCoordinates,
} from '#libs/audit';
import type { Sql } from '#libs/platform';

/** This country's own log as files, every epoch of it: what stock clients of transparency logs read (C2SP tlog-tiles). */
export class LogFiles {
  constructor(private readonly sql: Sql) {}

  /** The newest checkpoint with all cosignatures that came home; `undefined` when there is none, or no such log. */
  async checkpoint(origin: string): Promise<string | undefined> {
    const newest = await this.newest(origin);
    if (newest === undefined) return undefined;
    const cosignatures = await cosignaturesOf(this.sql, newest.epoch, newest.size);
    return newest.note + cosignatures.map(({ line }) => line).join('');
  }

  /** A hash tile of what was signed; `undefined` when the tree does not reach so far. */
  async tile(origin: string, { level, index, width }: TileCoordinates): Promise<Uint8Array | undefined> {
    const newest = await this.newest(origin);
    if (newest === undefined || tileWidth(newest.size, level, index) < width) return undefined;
    return tableTiles(this.sql, newest.epoch).tile(level, index, width);
  }

  /** The newest checkpoint of the epoch with this origin. */
  async newest(origin: string): Promise<StoredCheckpoint | undefined> {
    const epoch = (await logEpochs(this.sql)).find((each) => each.origin === origin)?.epoch;
    return epoch === undefined ? undefined : latestCheckpoint(this.sql, epoch);
  }
}
