import { parseTilePath, type TileCoordinates } from '#libs/audit';
import { CrexError, isCrexError } from '#libs/protocol';

/** What a path below `/logs/` names: a log by its origin, and something of it. */
export interface LogPath {
  readonly origin: string;
  readonly object: LogObject;
}

export type LogObject = 'checkpoint' | 'checkpoints' | 'cosignature' | 'entries' | TileCoordinates;

/** The origins that a directory lists, and few characters more; what it holds is compared, never followed. */
const ORIGIN = /^[a-z0-9][a-z0-9./_~-]{0,199}$/;
const NAMED = /^(?<origin>.+)\/(?<name>checkpoint|checkpoints|cosignature)$/;

/**
 * Reads what follows `/logs/`. Origins hold slashes, so the end of the path decides.
 *
 * @throws logs.not-found
 */
export function readLogPath(path: string): LogPath {
  const { origin, name } = NAMED.exec(path)?.groups ?? {};
  if (origin !== undefined) return { origin: checkedOrigin(origin), object: name as LogObject };
  const tileAt = path.lastIndexOf('/tile/');
  const tile = readTilePath(path.slice(tileAt + 1));
  return { origin: checkedOrigin(path.slice(0, Math.max(0, tileAt))), object: tile };
}

function readTilePath(path: string): LogObject {
  try {
    const { level, ...where } = parseTilePath(path);
    return level === 'entries' ? level : { level, ...where };
  } catch (error) {
    if (isCrexError(error)) throw nothingThere();
    throw error;
  }
}

function checkedOrigin(origin: string): string {
  if (!ORIGIN.test(origin)) throw nothingThere();
  return origin;
}

/** One answer for all that is not there, malformed paths included: stock clients expect a 404. */
export function nothingThere(): CrexError {
  return new CrexError('logs.not-found', 'no log has anything at this path');
}
