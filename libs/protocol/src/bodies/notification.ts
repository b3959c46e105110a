import { convictionSchema } from '../conviction-schema.js';
import { DIGEST_PATTERN, type Digest } from '../digest.js';
import type { JsonSchema } from '../shape.js';
import { closed, salt, type Salted } from './fields.js';

/** Why what was told does not hold any more. */
export const RECALL_REASONS = ['CORRECTED', 'ANNULLED', 'REMOVED'] as const;
export type RecallReason = (typeof RECALL_REASONS)[number];

/** What became of the recalled copy: marked, not kept any more, or never seen. */
export const RECALL_RESULTS = ['MARKED', 'ERASED', 'UNKNOWN'] as const;
export type RecallResult = (typeof RECALL_RESULTS)[number];

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

export const notificationSchemas = {
  RECALL: closed({
    ...{ salt, answerDigest: { type: 'string', pattern: DIGEST_PATTERN }, reason: { enum: RECALL_REASONS } },
    convictionIds: { type: 'array', items: convictionId, maxItems: 500, uniqueItems: true },
  }),
  RECALLR: closed({ salt, result: { enum: RECALL_RESULTS } }),
} as const satisfies Readonly<Record<string, JsonSchema>>;
