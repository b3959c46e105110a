import { canonicalJson, DIGEST_PATTERN, type Digest } from './digest.js';
import { COUNTRIES, ENVIRONMENTS, type CountryCode, type Environment } from './country.js';
import { CrexError } from './error.js';
import { readJws, TYP, type ReadJws } from './jws.js';
import type { JsonLimits } from './json.js';
import { MESSAGE_ID_PATTERN, parseMessageId, type MessageId } from './message-id.js';
import { checkShape } from './shape.js';

/** The version of the wire that this code speaks. */
export const WIRE_VERSION = 1;

export const MESSAGE_CLASSES = ['request', 'reply', 'control'] as const;
export type MessageClass = (typeof MESSAGE_CLASSES)[number];

/** The routing slip: all that the broker may read of a message, signed by the sender (docs/protocol/slip.md). */
export interface Slip {
  readonly v: number;
  readonly env: Environment;
  readonly id: MessageId;
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly class: MessageClass;
  /** 1 goes before 0 in the mailbox. */
  readonly priority: 0 | 1;
  /** Seconds since 1970. */
  readonly iat: number;
  /** End of the transport life, seconds since 1970; the legal deadline is another clock. */
  readonly exp: number;
  /** The id of the message that a reply replies to. */
  readonly inReplyTo?: MessageId;
  readonly contentDigest: Digest;
  readonly sealedDigest: Digest;
  readonly suite: string;
  readonly kid: string;
}

const digest = { type: 'string', pattern: DIGEST_PATTERN } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;
const messageId = { type: 'string', pattern: MESSAGE_ID_PATTERN } as const;

export const slipSchema = {
  type: 'object',
  properties: {
    v: { type: 'integer' },
    env: { enum: ENVIRONMENTS },
    id: messageId,
    from: { enum: COUNTRIES },
    to: { enum: COUNTRIES },
    class: { enum: MESSAGE_CLASSES },
    priority: { enum: [0, 1] },
    iat: seconds,
    exp: seconds,
    inReplyTo: messageId,
    contentDigest: digest,
    sealedDigest: digest,
    suite: { type: 'string', maxLength: 64 },
    kid: digest,
  },
  required: [
    'v',
    'env',
    'id',
    'from',
    'to',
    'class',
    'priority',
    'iat',
    'exp',
    'contentDigest',
    'sealedDigest',
    'suite',
    'kid',
  ],
  additionalProperties: false,
} as const;

const SLIP_LIMITS: JsonLimits = { maxBytes: 2048, maxDepth: 1, maxValues: 32, integersAndStringsOnly: true };

/** How far the clock of another may run ahead (seconds). */
export const MAX_SKEW_SECONDS = 60;
/** Longest and usual transport life (seconds). */
export const MAX_LIFE_SECONDS = 72 * 3600;
export const DEFAULT_LIFE_SECONDS = 24 * 3600;

/**
 * Reads a slip: structure only; signature, sender and time are the caller's next steps.
 *
 * @throws message.unknown-version, message.malformed and the codes of readJws
 */
export function readSlip(token: string): ReadJws<Slip> {
  const jws = readJws(token, TYP.slip, SLIP_LIMITS);
  checkVersion(jws.payload);
  checkShape(slipSchema, jws.payload, 'message.malformed', 'the slip');
  const slip = jws.payload as Slip;
  checkIdNamesParties(slip);
  checkReplyReference(slip);
  return { ...jws, payload: slip };
}

/** The version is looked at before the shape: another version may have another shape. */
export function checkVersion(payload: unknown): void {
  const version = typeof payload === 'object' && payload !== null ? (payload as { v?: unknown }).v : undefined;
  if (version !== WIRE_VERSION) {
    throw new CrexError('message.unknown-version', `this side speaks version ${WIRE_VERSION}`, {
      nextStep: 'send version 1, or ask the other side which versions the directory announces',
    });
  }
}

function checkIdNamesParties(slip: Slip): void {
  const { from, to } = parseMessageId(slip.id);
  if (from !== slip.from || to !== slip.to) {
    throw new CrexError('message.id-mismatch', 'the id names other parties than the slip');
  }
}

function checkReplyReference(slip: Slip): void {
  if ((slip.class === 'reply') !== (slip.inReplyTo !== undefined)) {
    throw new CrexError('message.malformed', 'a reply names the request it answers in inReplyTo; no other class does');
  }
  if (slip.inReplyTo === undefined) return;
  const { from, to } = parseMessageId(slip.inReplyTo);
  if (from !== slip.to || to !== slip.from) {
    throw new CrexError('message.id-mismatch', 'inReplyTo names a request between other parties');
  }
}

/** @throws message.wrong-environment */
export function checkEnvironment(object: { readonly env: string }, ours: Environment): void {
  if (object.env !== ours) {
    throw new CrexError('message.wrong-environment', `this side runs in environment ${ours}`, {
      nextStep: 'never mix production, test and demo keys or addresses',
    });
  }
}

/**
 * The transport life: not from the future, not over, not longer than allowed. Times in seconds.
 *
 * @throws message.from-future, message.expired, message.lives-too-long
 */
export function checkTimes({ iat, exp }: { readonly iat: number; readonly exp: number }, now: number): void {
  checkNotFromFuture(iat, now);
  checkNotExpired(exp, now);
  checkLife(iat, exp);
}

function checkNotFromFuture(iat: number, now: number): void {
  if (iat > now + MAX_SKEW_SECONDS) {
    throw new CrexError('message.from-future', `iat is more than ${MAX_SKEW_SECONDS} s ahead of this clock`, {
      nextStep: 'synchronise both clocks (NTP)',
    });
  }
}

function checkNotExpired(exp: number, now: number): void {
  if (exp <= now) throw new CrexError('message.expired', 'exp has passed');
}

function checkLife(iat: number, exp: number): void {
  if (exp <= iat || exp - iat > MAX_LIFE_SECONDS) {
    throw new CrexError('message.lives-too-long', `exp lies after iat, at most ${MAX_LIFE_SECONDS} s`);
  }
}

/** HPKE `aad`: the slip without sealedDigest, so nothing in it can be exchanged without the seal breaking. */
export function aadOf(slip: Omit<Slip, 'sealedDigest'>): Uint8Array {
  const { sealedDigest: _, ...bound } = slip as Slip;
  return Buffer.from(canonicalJson(bound), 'utf8');
}
