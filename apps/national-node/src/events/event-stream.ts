import { Readable } from 'node:stream';
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Home } from '../context.js';
import { DescribeProblems } from '../staff/describe-problems.js';
import type { CountryState } from './follow-states.js';

/** A line that says nothing, so that proxies keep the connection and a dead client is noticed (ms). */
const HEARTBEAT_MS = 15_000;
/** How long a client waits before it connects again (ms). */
const RETRY_MS = 2_000;
const EVENT_STREAM = 'text/event-stream';

/** Ends when the client hangs up. */
export function listening(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/**
 * Sends states as server-sent events: `state` for each change, `end` when every one is final; a stream that ends without
 * it is asked for again.
 *
 * @see HTML Living Standard, 9.2 Server-sent events
 */
export function sendStates(
  reply: FastifyReply,
  changes: AsyncGenerator<readonly CountryState[], void, void>,
  home: Home,
  heartbeatMs: number = HEARTBEAT_MS,
): FastifyReply {
  const stream = Readable.from(textOf(changes, home, heartbeatMs), { objectMode: false });
  return reply
    .headers({ 'content-type': EVENT_STREAM, 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    .send(stream);
}

/** The text of the stream, with heartbeats while nothing changes. */
async function* textOf(
  changes: AsyncGenerator<readonly CountryState[], void, void>,
  home: Home,
  heartbeatMs: number,
): AsyncGenerator<Buffer, void, void> {
  yield Buffer.from(`retry: ${RETRY_MS}\n\n`);
  const open = new Map<string, boolean>();
  try {
    for (let next = changes.next(); ;) {
      const arrived = await within(next, heartbeatMs);
      if (arrived === undefined) {
        yield Buffer.from(':\n\n');
        continue;
      }
      if (arrived.done === true) break;
      const at = new Date(home.clock.nowMs()).toISOString();
      for (const { country, state, isFinal } of arrived.value) {
        open.set(country, !isFinal);
        yield Buffer.from(`event: state\ndata: ${JSON.stringify({ country, state, at })}\n\n`);
      }
      next = changes.next();
    }
    if (![...open.values()].some(Boolean)) yield Buffer.from('event: end\ndata: {}\n\n');
  } finally {
    await changes.return();
  }
}

/** What a promise brings, or undefined when it has not within so long. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the OpenAPI document says of an endpoint that follows states. */
export function DescribeEvents(tag: string, operationId: string): MethodDecorator {
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({
      operationId,
      summary: 'Follow where each country stands',
      description:
        'Server-sent events: `state` with country, state and the time it was seen, all at first and then each change; ' +
        '`end` when no state will change any more. No word about the person, and none of what was answered.',
    }),
    ApiResponse({ status: 200, content: { [EVENT_STREAM]: { schema: { type: 'string' } } } }),
    DescribeProblems({ 404: ['ask.not-found'] }),
  );
}
