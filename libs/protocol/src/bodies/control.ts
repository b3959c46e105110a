import { DIGEST_PATTERN, type Digest } from '../digest.js';
import { MAX_EPOCH, MAX_MESSAGE_NUMBER, MESSAGE_ID_PATTERN, type MessageId } from '../message-id.js';
import type { JsonSchema } from '../shape.js';
import { closed, salt, seconds, type Salted } from './fields.js';

/** These numbers were given out and will never be sent. */
export interface VoidBody extends Salted {
  readonly epoch: number;
  readonly numbers: readonly number[];
  readonly reason: string;
}

/** "I asked and heard nothing": silence as a signed fact. */
export interface TimeoutBody extends Salted {
  readonly messageId: MessageId;
  readonly contentDigest: Digest;
  readonly askedAt: number;
}

/** Most messages that one RECON lists. */
export const MAX_STATED_MESSAGES = 10_000;
/** How a listed or held message differs between sender and recipient. */
export const DIFFERENCES = ['MISSING', 'OTHER_DIGEST', 'UNEXPECTED', 'NO_ENTRY'] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

/** "These are all messages that I sent you under these numbers": what is not listed is void. Numbers ascend. */
export interface ReconciliationBody extends Salted {
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
  readonly messages: readonly { readonly number: number; readonly contentDigest: Digest }[];
}

/** "I have compared that with what I hold": the recipient's answer to a RECON, which it names by its contentDigest. */
export interface ComparisonBody extends Salted {
  readonly contentDigest: Digest;
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
  readonly matched: number;
  /** How many differ; the list names the first thousand. */
  readonly differing: number;
  readonly differences: readonly { readonly number: number; readonly kind: DifferenceKind }[];
}

const rangeOfNumbers = {
  epoch: { type: 'integer', minimum: 1, maximum: MAX_EPOCH },
  first: { type: 'integer', minimum: 1, maximum: MAX_MESSAGE_NUMBER },
  last: { type: 'integer', minimum: 1, maximum: MAX_MESSAGE_NUMBER },
} as const;
const numberOfMessages = { type: 'integer', minimum: 0, maximum: MAX_STATED_MESSAGES * 2 } as const;

export const controlSchemas = {
  VOID: closed({
    salt,
    epoch: { type: 'integer', minimum: 1, maximum: MAX_EPOCH },
    numbers: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: MAX_MESSAGE_NUMBER },
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
    },
    reason: { type: 'string', pattern: '^[a-z-]{1,60}$' },
  }),
  TIMEOUT: closed({
    salt,
    messageId: { type: 'string', pattern: MESSAGE_ID_PATTERN },
    contentDigest: { type: 'string', pattern: DIGEST_PATTERN },
    askedAt: seconds,
  }),
  RECON: closed({
    ...{ salt, ...rangeOfNumbers },
    messages: {
      type: 'array',
      items: closed({ number: rangeOfNumbers.first, contentDigest: { type: 'string', pattern: DIGEST_PATTERN } }),
      maxItems: MAX_STATED_MESSAGES,
    },
  }),
  RECR: closed({
    ...{ salt, contentDigest: { type: 'string', pattern: DIGEST_PATTERN }, ...rangeOfNumbers },
    ...{ matched: numberOfMessages, differing: numberOfMessages },
    differences: {
      type: 'array',
      items: closed({ number: rangeOfNumbers.first, kind: { enum: DIFFERENCES } }),
      maxItems: 1000,
    },
  }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
