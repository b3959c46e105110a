import { isCrexError } from '#libs/protocol';
import { parseTilePath, type TilePath } from './tile.js';

/** What a path names: a log by its origin, and something of it. */
export interface LogPath {
  readonly origin: string;
  readonly object: LogObject;
}

/** The newest checkpoint, the newest few with their cosignatures, a place for cosignatures, or a tile. */
export type LogObject = 'checkpoint' | 'checkpoints' | 'cosignature' | TilePath;

/** The characters of origins; which log it is, is looked up by the whole text. */
const ORIGIN = /^[a-z0-9][a-z0-9./_~-]{0,199}$/;
const NAMED = /^(?<origin>.+)\/(?<name>checkpoint|checkpoints|cosignature)$/;

/**
 * Reads `<origin>/checkpoint`, `<origin>/tile/<L>/<N>[.p/<W>]` and the like. Origins hold slashes, so the end of the path
 * decides. Whatever is no such path is `undefined`: to a reader nothing is there.
 *
 * @see C2SP tlog-tiles; docs/protocol/logs.md
 */
export function readLogPath(path: string): LogPath | undefined {
  const { origin, name } = NAMED.exec(path)?.groups ?? {};
  if (origin !== undefined) return ofLog(origin, name as LogObject);
  const tileAt = path.lastIndexOf('/tile/');
  const tile = tileAt === -1 ? undefined : tileOf(path.slice(tileAt + 1));
  return tile === undefined ? undefined : ofLog(path.slice(0, tileAt), tile);
}

function ofLog(origin: string, object: LogObject): LogPath | undefined {
  return ORIGIN.test(origin) ? { origin, object } : undefined;
}

function tileOf(path: string): TilePath | undefined {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (isCrexError(error, 'audit.malformed-tile-path')) return undefined;
    throw error;
  }
}
