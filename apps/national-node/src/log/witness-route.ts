import type { OperationsRoute } from '#libs/platform';
import type { AddCheckpoint, WitnessAnswer } from './add-checkpoint.js';

const PREFIX = '/witness/';
const MONITORING = /^(?<logId>[0-9a-f]{64})\/checkpoint$/;

/**
 * The witness on the operator's machine, for stock logs and monitors (C2SP tlog-witness): `/witness/add-checkpoint`, and
 * `/witness/<SHA-256 of the origin in hex>/checkpoint` with the newest checkpoint that it has cosigned.
 */
export function witnessRoute(witness: AddCheckpoint): OperationsRoute {
  return async ({ method, path, body }) => {
    if (!path.startsWith(PREFIX)) return undefined;
    const rest = path.slice(PREFIX.length);
    if (rest === 'add-checkpoint') {
      return method === 'POST'
        ? answer(await witness.run(await body()))
        : { ...NOT_ALLOWED, headers: { allow: 'POST' } };
    }
    const logId = MONITORING.exec(rest)?.groups?.['logId'];
    if (logId === undefined || method !== 'GET') return undefined;
    const newest = await witness.newestOf(logId);
    if (newest === undefined) return undefined;
    return answer({ status: 200, contentType: 'text/plain; charset=utf-8', body: newest });
  };
}

const NOT_ALLOWED = { status: 405, body: '' } as const;

function answer({ status, contentType, body }: WitnessAnswer) {
  return { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
}
