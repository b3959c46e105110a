import { DIGEST_PATTERN, type Digest } from '../digest.js';
import { MISSING_ITEMS, type MissingItem } from '../outcome.js';
import type { JsonSchema } from '../shape.js';
import { lineSchema, subjectSchema, type Subject } from '../subject.js';
import type { Text } from '../text.js';
import { closed, salt, seconds, type Salted } from './fields.js';

/** How often one question may be sent back for more information. */
export const MAX_INFORMATION_ROUNDS = 3;
/** Why an answer will be late. */
export const DELAY_REASONS = [
  'WORKLOAD',
  'AWAITING_OTHER_AUTHORITY',
  'REGISTER_UNAVAILABLE',
  'MANUAL_ARCHIVE',
] as const;
export type DelayReason = (typeof DELAY_REASONS)[number];
/** Why a question is taken back. */
export const CANCELLATION_REASONS = ['NO_LONGER_NEEDED', 'SENT_IN_ERROR', 'WRONG_PERSON', 'DUPLICATE'] as const;
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];
/** What became of a question that was taken back. */
export const CANCELLATION_RESULTS = ['STOPPED', 'ALREADY_ANSWERED', 'UNKNOWN'] as const;
export type CancellationResult = (typeof CANCELLATION_RESULTS)[number];

/** "To say whose record this is I need more": the answerer's clock stands still until the RAR comes. */
export interface InformationRequestBody extends Salted {
  /** 1 to MAX_INFORMATION_ROUNDS. */
  readonly round: number;
  /** Drawn from the question alone: it tells nothing of the register. */
  readonly missing: readonly MissingItem[];
  /** Seconds since 1970: without a word until then the question lapses. */
  readonly respondBy: number;
  readonly note?: Text;
}

/** The asker's word on a RAI. With PROVIDED the whole subject as it is known now, in place of the one in the REQ. */
export interface InformationBody extends Salted {
  readonly response: 'PROVIDED' | 'NOT_AVAILABLE';
  readonly subject?: Subject;
  readonly note?: Text;
}

/** "It will take longer": the legal deadline stays as it is, the announced date stands beside it. Seconds since 1970. */
export interface DelayBody extends Salted {
  readonly dueAt: number;
  readonly announcedAt: number;
  readonly reason: DelayReason;
}

/** "I take my question back": `cancels` is the contentDigest of the REQ. */
export interface CancellationBody extends Salted {
  readonly cancels: Digest;
  readonly reason: CancellationReason;
}

/** What the answerer did about a CAN. */
export interface CancelledBody extends Salted {
  readonly result: CancellationResult;
}

const note = closed(
  {
    language: { enum: ['es', 'en', 'pt', 'nl'] },
    value: lineSchema(400),
    translated: { enum: ['Y', 'N'] },
  },
  ['translated'],
);

export const dialogueSchemas = {
  RAI: closed(
    {
      salt,
      round: { type: 'integer', minimum: 1, maximum: MAX_INFORMATION_ROUNDS },
      missing: { type: 'array', items: { enum: MISSING_ITEMS }, minItems: 1, maxItems: 16, uniqueItems: true },
      respondBy: seconds,
      note,
    },
    ['note'],
  ),
  RAR: {
    ...closed({ salt, response: { enum: ['PROVIDED', 'NOT_AVAILABLE'] }, subject: subjectSchema, note }, [
      ...['subject', 'note'],
    ]),
    if: { properties: { response: { const: 'PROVIDED' } } },
    then: { required: ['subject'] },
    else: { not: { required: ['subject'] } },
  },
  RDL: closed({ salt, dueAt: seconds, announcedAt: seconds, reason: { enum: DELAY_REASONS } }),
  CAN: closed({
    salt,
    cancels: { type: 'string', pattern: DIGEST_PATTERN },
    reason: { enum: CANCELLATION_REASONS },
  }),
  CANR: closed({ salt, result: { enum: CANCELLATION_RESULTS } }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
