import { recordSchema, type DisclosedRecord } from './record.js';
import { DIGEST_PATTERN, type Digest } from './digest.js';
import type { Pointer } from './error.js';
import { MAX_EPOCH, MAX_MESSAGE_NUMBER, MESSAGE_ID_PATTERN, type MessageId } from './message-id.js';
import { ANSWER_OUTCOMES, MISSING_ITEMS, REFUSAL_REASONS } from './outcome.js';
import type { AnswerOutcome, MissingItem, RefusalReason } from './outcome.js';
import { PURPOSES, ROLES, URGENCIES, type Purpose, type Role, type Urgency } from './purpose.js';
import { SIZE_CLASSES } from './seal.js';
import type { JsonSchema } from './shape.js';
import type { MessageClass } from './slip.js';
import { lineSchema, subjectSchema, type Subject } from './subject.js';

/** The closed list of version 1. The broker never sees a kind, only its class. */
export const KINDS = ['REQ', 'RCPT', 'RRS', 'FEM', 'VOID', 'TIMEOUT', 'RECON', 'RECR'] as const;
export type Kind = (typeof KINDS)[number];

export const CLASS_OF_KIND: Readonly<Record<Kind, MessageClass>> = {
  REQ: 'request',
  RCPT: 'reply',
  RRS: 'reply',
  FEM: 'reply',
  VOID: 'control',
  TIMEOUT: 'control',
  RECON: 'control',
  RECR: 'control',
};

/**
 * Smallest size class of each message class (bytes). A reply is padded to at least 16 KiB, so that an ordinary record
 * and "nothing found" weigh the same on the wire.
 */
export const SMALLEST_SIZE_CLASS: Readonly<Record<MessageClass, number>> = {
  request: SIZE_CLASSES[0] as number,
  reply: SIZE_CLASSES[1] as number,
  control: SIZE_CLASSES[0] as number,
};

/** Every body is salted, so that its digest tells nothing to who does not hold it. */
interface Salted {
  readonly salt: string;
}

/** A question about one person. */
export interface RequestBody extends Salted {
  readonly purpose: Purpose;
  /** Code of the treaty or agreement that this pair of countries relies on. */
  readonly legalBasis: string;
  readonly caseReference: string;
  readonly urgency: Urgency;
  readonly authority: string;
  /** The official who asks: role, and the asking country's own staff number (no name). */
  readonly official: { readonly role: Role; readonly id: string };
  readonly subject: Subject;
}

/** "I have your question and must answer by dueAt": sent when the answer does not leave at once. Seconds since 1970. */
export interface AcceptedBody extends Salted {
  readonly receivedAt: number;
  readonly dueAt: number;
}

/** The answer. Which optional field stands follows from the outcome. */
export interface AnswerBody extends Salted {
  readonly outcome: AnswerOutcome;
  readonly receivedAt: number;
  readonly dueAt: number;
  /** RECORDS and PARTIAL. */
  readonly record?: DisclosedRecord;
  /** REFUSED. */
  readonly reason?: RefusalReason;
  /** MULTIPLE_CANDIDATES: how many, nothing about them. */
  readonly candidates?: number;
  /** NOT_IDENTIFIED: what the question would need. */
  readonly missing?: readonly MissingItem[];
}

/** "I cannot work with this message": a coded refusal with pointers to the elements at fault. */
export interface FaultBody extends Salted {
  readonly code: string;
  readonly detail: string;
  readonly pointers: readonly Pointer[];
}

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

interface Bodies {
  REQ: RequestBody;
  RCPT: AcceptedBody;
  RRS: AnswerBody;
  FEM: FaultBody;
  VOID: VoidBody;
  TIMEOUT: TimeoutBody;
  RECON: ReconciliationBody;
  RECR: ComparisonBody;
}
export type Body<K extends Kind = Kind> = Bodies[K];

const salt = { type: 'string', pattern: DIGEST_PATTERN } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

function closed(properties: Record<string, unknown>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

/** In an answer, `field` stands exactly with these outcomes. */
function onlyWith(
  field: string,
  outcomes: readonly AnswerOutcome[],
  orWith: readonly AnswerOutcome[] = [],
): JsonSchema {
  const without = { not: { required: [field] } };
  return {
    if: { properties: { outcome: { enum: outcomes } } },
    then: { required: [field] },
    else:
      orWith.length === 0 ? without : { if: { properties: { outcome: { enum: orWith } } }, then: true, else: without },
  };
}

const requestFields = {
  purpose: { enum: PURPOSES },
  legalBasis: { type: 'string', pattern: '^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$' },
  caseReference: lineSchema(50),
  urgency: { enum: URGENCIES },
  authority: lineSchema(400),
  subject: subjectSchema,
} as const;

const rangeOfNumbers = {
  epoch: { type: 'integer', minimum: 1, maximum: MAX_EPOCH },
  first: { type: 'integer', minimum: 1, maximum: MAX_MESSAGE_NUMBER },
  last: { type: 'integer', minimum: 1, maximum: MAX_MESSAGE_NUMBER },
} as const;
const numberOfMessages = { type: 'integer', minimum: 0, maximum: MAX_STATED_MESSAGES * 2 } as const;

/** The JSON Schema of each kind's body, published in docs/protocol/schemas/. */
export const bodySchemas: Readonly<Record<Kind, JsonSchema>> = {
  REQ: closed({ salt, ...requestFields, official: closed({ role: { enum: ROLES }, id: lineSchema(64) }) }),
  RCPT: closed({ salt, receivedAt: seconds, dueAt: seconds }),
  RRS: {
    ...closed(
      {
        salt,
        outcome: { enum: ANSWER_OUTCOMES },
        receivedAt: seconds,
        dueAt: seconds,
        record: recordSchema,
        reason: { enum: REFUSAL_REASONS },
        candidates: { type: 'integer', minimum: 1, maximum: 1000 },
        missing: { type: 'array', items: { enum: MISSING_ITEMS }, minItems: 1, maxItems: 16, uniqueItems: true },
      },
      ['record', 'reason', 'candidates', 'missing'],
    ),
    allOf: [
      onlyWith('record', ['RECORDS', 'PARTIAL']),
      onlyWith('reason', ['REFUSED']),
      onlyWith('candidates', ['MULTIPLE_CANDIDATES']),
      onlyWith('missing', ['NOT_IDENTIFIED'], ['MULTIPLE_CANDIDATES']),
    ],
  },
  FEM: closed({
    salt,
    code: { type: 'string', pattern: '^(requester|responder)\\.[a-z-]{1,60}$' },
    detail: lineSchema(400),
    pointers: {
      type: 'array',
      maxItems: 20,
      items: closed({ pointer: { type: 'string', maxLength: 200 }, rule: { type: 'string', maxLength: 200 } }),
    },
  }),
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
};
