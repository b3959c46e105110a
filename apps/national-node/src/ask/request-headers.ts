import type { FastifyReply } from 'fastify';
import { CrexError } from '#libs/protocol';
import type { Official } from '../context.js';
import { listening } from '../events/event-stream.js';
import type { AwaitAnswers } from './await-answers.js';

/** The longest that an answer is held back (seconds): proxies between officer and node give up soon after. */
const MAX_WAIT_SECONDS = 60;

const KEY = /^[\x21-\x7e]{1,128}$/;
const WAIT = /^wait *= *(?:"(\d{1,9})"|(\d{1,9}))$/i;

/**
 * The key under which the same question is asked only once, however often it is sent.
 *
 * @throws ask.idempotency-key-missing
 */
export function idempotencyKeyOf(header: string | undefined): string {
  if (header === undefined || !KEY.test(header)) {
    throw new CrexError(
      'ask.idempotency-key-missing',
      'the header Idempotency-Key must hold 1 to 128 visible characters',
      {
        nextStep: 'send a fresh random key, such as a UUID, and the same key again only to repeat the same question',
      },
    );
  }
  return header;
}

/**
 * How long the client would wait for answers (seconds, 60 at most); undefined when it does not say, or not so that it can
 * be understood: a preference is never an error.
 *
 * @see RFC 7240, 2 and 4.3
 */
export function preferredWait(header: string | undefined): number | undefined {
  for (const preference of (header ?? '').split(',')) {
    const [, quoted, plain] = WAIT.exec((preference.split(';')[0] ?? '').trim()) ?? [];
    const seconds = quoted ?? plain;
    if (seconds !== undefined) return Math.min(Number(seconds), MAX_WAIT_SECONDS);
  }
  return undefined;
}

/** Waits if the client prefers to; undefined when it does not. Who hangs up is waited for no longer. @see RFC 7240 4.3 */
export async function waitAsPreferred(
  awaitAnswers: AwaitAnswers,
  official: Official,
  requestId: string,
  prefer: string | undefined,
  reply: FastifyReply,
): Promise<boolean | undefined> {
  const seconds = preferredWait(prefer);
  if (seconds === undefined) return undefined;
  void reply.header('preference-applied', 'wait');
  return awaitAnswers.run(official, requestId, seconds * 1000, listening(reply));
}
