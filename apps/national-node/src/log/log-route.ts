import { readLogPath } from '#libs/audit';
import type { OperationsRoute } from '#libs/platform';
import type { LogFiles } from './log-files.js';

export const NOTE_TYPE = 'text/plain; charset=utf-8';
export const TILE_TYPE = 'application/octet-stream';
const PREFIX = '/logs/';

/** This country's log on the operator's machine, for stock clients: `/logs/<origin>/checkpoint` and hash tiles, never entries. */
export function logRoute(files: LogFiles): OperationsRoute {
  return async ({ method, path }) => {
    const place = method === 'GET' && path.startsWith(PREFIX) ? readLogPath(path.slice(PREFIX.length)) : undefined;
    if (place === undefined || (typeof place.object === 'string' && place.object !== 'checkpoint')) return undefined;
    if (place.object === 'checkpoint') return answer(NOTE_TYPE, await files.checkpoint(place.origin), 'no-cache');
    const { level, ...where } = place.object;
    if (level === 'entries') return undefined;
    const tile = await files.tile(place.origin, { level, ...where });
    return answer(TILE_TYPE, tile, 'max-age=31536000, immutable');
  };
}

function answer(type: string, body: string | Uint8Array | undefined, cacheControl: string) {
  if (body === undefined) return undefined;
  return { status: 200, headers: { 'content-type': type, 'cache-control': cacheControl }, body };
}
