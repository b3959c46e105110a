import {
  COUNTRIES,
  HIT_RESULTS,
  MISSING_ITEMS,
  REFUSAL_REASONS,
  UNANSWERED_OUTCOMES,
  type JsonSchema,
} from '#libs/protocol';
import type { QuestionView } from '../ask/question.store.js';
import {
  closed,
  code,
  orNull,
  proofOf,
  proofSchema,
  statesSchema,
  time,
  unsentOf,
  unsentSchema,
  uuid,
} from '../ask/request-response.js';
import type { ShownRequest } from '../ask/view-request.js';

const answerSchema = closed(
  {
    id: uuid,
    country: { type: 'string', enum: COUNTRIES },
    state: statesSchema,
    result: {
      ...orNull({ type: 'string', enum: [...HIT_RESULTS, ...UNANSWERED_OUTCOMES] }),
      description: 'set once; null while it is open',
    },
    code: orNull(code),
    answeredAt: { ...orNull(time), description: 'when the result was set here' },
    reason: { type: 'string', enum: REFUSAL_REASONS, description: 'with REFUSED' },
    missing: {
      ...{ type: 'array', items: { type: 'string', enum: MISSING_ITEMS } },
      description: 'with MORE_INFORMATION: what the query does not tell',
    },
    proof: proofSchema,
  },
  ['reason', 'missing'],
);

/** JSON Schema of a query as its official sees it. */
export const querySchema: JsonSchema = closed(
  {
    id: uuid,
    createdAt: time,
    countries: { type: 'array', maxItems: COUNTRIES.length - 1, items: answerSchema },
    unsent: unsentSchema,
  },
  ['unsent'],
);

/** A query as JSON for its official: field by field, one answer a country. */
export function queryResponse({ requestId, createdAt, questions, unsent }: ShownRequest) {
  return {
    ...{ id: requestId, createdAt: createdAt.toISOString() },
    ...{ countries: questions.map(countryOf), ...unsentOf(unsent) },
  };
}

function countryOf(question: QuestionView) {
  const { questionId, country, state, outcome, code: why, outcomeAt, answer } = question;
  const { reason, missing } = answer !== null && 'result' in answer ? answer : {};
  return {
    ...{ id: questionId, country, state, result: outcome, code: why, answeredAt: outcomeAt?.toISOString() ?? null },
    ...(reason === undefined ? {} : { reason }),
    ...(missing === undefined ? {} : { missing }),
    proof: proofOf(question),
  };
}
