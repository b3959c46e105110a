import { HIT_RESULTS, MISSING_ITEMS, REFUSAL_REASONS } from '../outcome.js';
import type { HitResult, MissingItem, RefusalReason } from '../outcome.js';
import type { JsonSchema } from '../shape.js';
import { closed, onlyWith, salt, seconds, type Salted } from './fields.js';
import { questionSchemas, type RequestBody } from './question.js';

/** "Do you hold something about this person?": asked by the same rights and in the same form as a question. */
export type QueryBody = RequestBody;

/** Whether there is something that a question for the same purpose would tell; no count, no data. */
export interface HitsBody extends Salted {
  readonly result: HitResult;
  /** Seconds since 1970. */
  readonly receivedAt: number;
  /** REFUSED. */
  readonly reason?: RefusalReason;
  /** MORE_INFORMATION: what the query does not tell; drawn from the query alone. */
  readonly missing?: readonly MissingItem[];
}

export const querySchemas = {
  QUERY: questionSchemas.REQ,
  HITS: {
    ...closed(
      {
        ...{ salt, result: { enum: HIT_RESULTS }, receivedAt: seconds, reason: { enum: REFUSAL_REASONS } },
        missing: { type: 'array', items: { enum: MISSING_ITEMS }, minItems: 1, maxItems: 16, uniqueItems: true },
      },
      ['reason', 'missing'],
    ),
    allOf: [onlyWith('reason', 'result', ['REFUSED']), onlyWith('missing', 'result', ['MORE_INFORMATION'])],
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;
