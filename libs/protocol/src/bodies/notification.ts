import { convictionSchema } from '../conviction-schema.js';
import type { Conviction } from '../conviction.js';
import { DIGEST_PATTERN, type Digest } from '../digest.js';
import { recordSchema, type DisclosedIdentity } from '../record.js';
import type { JsonSchema } from '../shape.js';
import type { YesNoUnknown } from '../subject.js';
import { closed, salt, type Salted } from './fields.js';

export const NOTIFICATION_ACTIONS = ['CONVICTION', 'UPDATE', 'DELETE'] as const;
export type NotificationAction = (typeof NOTIFICATION_ACTIONS)[number];

/** What became of a notification: stored with a person, not taken, or waiting for a clerk (a second NRS follows). */
export const NOTIFICATION_RESULTS = ['STORED', 'REFUSED', 'WAITING'] as const;
export type NotificationResult = (typeof NOTIFICATION_RESULTS)[number];

/** Why a notification is not taken (the response types of ECRIS). */
export const NOTIFICATION_REFUSALS = [
  ...(['NOT_A_NATIONAL', 'DECEASED', 'BIOMETRIC_MISMATCH', 'SEVERAL_PERSONS', 'NOT_IDENTIFIED'] as const),
] as const;
export type NotificationRefusal = (typeof NOTIFICATION_REFUSALS)[number];

/** Why what was told does not hold any more. */
export const RECALL_REASONS = ['CORRECTED', 'ANNULLED', 'REMOVED', 'EXTRACT_REVOKED', 'EXTRACT_SUPERSEDED'] as const;
export type RecallReason = (typeof RECALL_REASONS)[number];

/** What became of the recalled copy: marked, not kept any more, or never seen. */
export const RECALL_RESULTS = ['MARKED', 'ERASED', 'UNKNOWN'] as const;
export type RecallResult = (typeof RECALL_RESULTS)[number];

/** "A national of yours was convicted here": to a country of nationality, without being asked. */
export interface NotificationBody extends Salted {
  readonly action: NotificationAction;
  /** The conviction's own id, the same in all versions. */
  readonly convictionId: string;
  /** Of what this recipient was told of this conviction: 1, 2, 3 without gaps. */
  readonly version: number;
  /** The person as the convicting register writes them. */
  readonly subject: DisclosedIdentity;
  /** Whole, as of this version; not with DELETE. */
  readonly conviction?: Conviction;
  /** Whether the recipient may tell others, for criminal proceedings and for all else. */
  readonly retransmission: {
    readonly criminal: YesNoUnknown;
    readonly other: YesNoUnknown;
  };
  /** Code of what happened in the register. */
  readonly change?: string;
}

export interface NotificationResponseBody extends Salted {
  readonly result: NotificationResult;
  /** REFUSED. */
  readonly reason?: NotificationRefusal;
}

/** "What I told you does not hold any more." */
export interface RecallBody extends Salted {
  /** contentDigest of the RRS or NOT that told it. */
  readonly answerDigest: Digest;
  readonly reason: RecallReason;
  /** Those of the told convictions that it is about; empty when that is not known any more: the whole answer. */
  readonly convictionIds: readonly string[];
}

export interface RecallResponseBody extends Salted {
  readonly result: RecallResult;
}

const convictionId = convictionSchema.properties.id;
const { transmittable } = convictionSchema.properties;

export const notificationSchemas = {
  NOT: {
    ...closed(
      {
        salt,
        action: { enum: NOTIFICATION_ACTIONS },
        convictionId,
        version: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
        subject: recordSchema.properties.identity,
        conviction: convictionSchema,
        retransmission: transmittable,
        change: { type: 'string', pattern: '^[A-Z][A-Z0-9-]{0,38}[A-Z0-9]$' },
      },
      ['conviction', 'change'],
    ),
    if: { properties: { action: { const: 'DELETE' } } },
    then: { not: { required: ['conviction'] } },
    else: { required: ['conviction'] },
  },
  NRS: {
    ...closed(
      {
        salt,
        result: { enum: NOTIFICATION_RESULTS },
        reason: { enum: NOTIFICATION_REFUSALS },
      },
      ['reason'],
    ),
    if: { properties: { result: { const: 'REFUSED' } } },
    then: { required: ['reason'] },
    else: { not: { required: ['reason'] } },
  },
  RECALL: closed({
    ...{
      salt,
      answerDigest: { type: 'string', pattern: DIGEST_PATTERN },
      reason: { enum: RECALL_REASONS },
    },
    convictionIds: {
      type: 'array',
      items: convictionId,
      maxItems: 500,
      uniqueItems: true,
    },
  }),
  RECALLR: closed({ salt, result: { enum: RECALL_RESULTS } }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
