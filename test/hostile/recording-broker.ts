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

type Method = (...given: unknown[]) => unknown;

/** Puts `before` in front of a method that every request or answer has. */
function listen(prototype: object, name: string, before: (self: object, given: unknown[]) => void): void {
  const original = Reflect.get(prototype, name) as Method;
  const listening = function (this: object, ...given: unknown[]): unknown {
    before(this, given);
    return original.apply(this, given);
  };
  Reflect.set(prototype, name, listening);
}

listen(IncomingMessage.prototype, 'push', (self, [chunk]) => {
  const { method, url, rawHeaders } = self as IncomingMessage;
  record(chunk ?? `\n${method} ${url} ${rawHeaders.join(' ')}\n`);
});
for (const name of ['write', 'end']) listen(ServerResponse.prototype, name, (_, [chunk]) => record(chunk));

await import('../../apps/broker/src/main.js');
