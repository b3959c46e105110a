/**
 * A test's own entry of the broker: before the real one starts, every request and every answer, decrypted, is written
 * to a file: lines, headers and bodies.
 */
import { appendFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';

const file = process.env['TEST_TRAFFIC_FILE'] ?? '';
const record = (chunk: unknown): void => {
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) appendFileSync(file, chunk);
};

const push = IncomingMessage.prototype.push as (...given: unknown[]) => boolean;
IncomingMessage.prototype.push = function (this: IncomingMessage, ...given: unknown[]) {
  record(given[0] ?? `\n${this.method} ${this.url} ${this.rawHeaders.join(' ')}\n`);
  return push.apply(this, given);
};
for (const name of ['write', 'end'] as const) {
  const original = ServerResponse.prototype[name] as (...given: unknown[]) => unknown;
  ServerResponse.prototype[name] = function (this: ServerResponse, ...given: unknown[]) {
    record(given[0]);
    return original.apply(this, given);
  } as never;
}

await import('../../apps/broker/src/main.js');
