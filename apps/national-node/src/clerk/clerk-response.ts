import {
  archivesSchema,
  bodySchemas,
  MISSING_ITEMS,
  PURPOSES,
  REFUSAL_REASONS,
  URGENCIES,
  type JsonSchema,
} from '#libs/protocol';
import { closed, country, listOf, text, time } from '../log/log-schemas.js';
import { candidateOf, candidateSchema } from '../register/search-response.js';
import { queueQuerySchema } from './clerk-input.js';
import type { ClerkDecision, QuestionComment, QueuedQuestion } from './clerk.store.js';
import type { Ordered } from './decide-question.js';
import type { Candidate, QuestionView } from './view-question.js';
import { QUEUES } from '../answer/received-questions.store.js';

const CHOICES = [
  ...(['PERSON', 'PARTIAL', 'DECEASED', 'BIOMETRIC_MISMATCH', 'REFUSED', 'NOBODY'] as const),
  ...(['CANNOT_TELL', 'NOT_COMPETENT'] as const),
];
const nullable = (schema: object) => ({ oneOf: [schema, { type: 'null' }] });
const staffNumber = nullable({ ...text, description: 'staff number; null for nobody, and once it is erased' });
const flag = { type: 'string', enum: ['RUNNING', 'AT_RISK', 'OVERDUE'] } as const;

const { salt: _salt, ...requestFields } = bodySchemas.REQ['properties'] as Readonly<Record<string, object>>;
const request = {
  ...closed(requestFields, ['evidence', 'taskForce']),
  description: 'what is asked (docs/protocol/schemas/body-REQ.json), without the salt',
};
const missingItem = { type: 'string', enum: MISSING_ITEMS } as const;

const questionFields = {
  questionId: { type: 'string', format: 'uuid' },
  country: { ...country, description: 'who asks' },
  purpose: { type: 'string', enum: PURPOSES },
  urgency: { type: 'string', enum: URGENCIES },
  state: { ...text, description: 'IN_PROGRESS, or DELAYED once a delay is announced' },
  queue: { type: 'string', enum: QUEUES },
  assignee: staffNumber,
  rounds: { type: 'integer', minimum: 0, maximum: 3, description: 'how often the asker was asked for more' },
  receivedAt: time,
  dueAt: { ...time, description: 'the legal deadline' },
  announcedAt: nullable(time),
} as const;

/** JSON Schemas of what a clerk is shown. */
export const queueSchema: JsonSchema = closed({ questions: listOf(closed({ ...questionFields, deadline: flag })) });
export const savedSearchesSchema: JsonSchema = closed({
  searches: listOf(closed({ name: text, query: queueQuerySchema })),
});
export const orderedSchema: JsonSchema = closed({ result: { type: 'string', enum: ['SENT', 'WAITS_FOR_RELEASE'] } });
export const questionSchema: JsonSchema = closed(
  {
    ...questionFields,
    request,
    decision: {
      ...{ type: 'string', enum: ['MATCH', 'SEVERAL', 'NONE', 'INSUFFICIENT_DATA'] },
      description: 'what the search says; absent where it was not asked',
    },
    missing: { ...listOf(missingItem), description: 'what the subject does not tell' },
    wouldSeparate: { ...missingItem, description: 'what would tell the candidates apart best; for your eyes' },
    mayAsk: { type: 'boolean', description: 'whether the asker may be asked for more' },
    alone: {
      ...closed({ answer: { type: 'boolean' }, refusal: { type: 'boolean' } }),
      description: 'whether your answer, your refusal, leaves without another clerk',
    },
    candidates: listOf(
      closed({
        candidate: candidateSchema,
        mayGo: { type: 'integer', minimum: 0, description: 'convictions that the policy lets go' },
        held: { type: 'integer', minimum: 0, description: 'convictions in the register' },
      }),
    ),
    refusal: {
      type: 'string',
      enum: REFUSAL_REASONS,
      description: 'the reason of the policy, where it refuses the question',
    },
    decisions: listOf(
      closed(
        {
          choice: { type: 'string', enum: CHOICES },
          ...{ personId: text, reason: { type: 'string', enum: REFUSAL_REASONS } },
          archives: archivesSchema,
          ...{
            decidedBy: staffNumber,
            decidedAt: time,
            state: { type: 'string', enum: ['OPEN', 'RELEASED', 'RETURNED'] },
            settledBy: staffNumber,
            settledAt: nullable(time),
          },
        },
        ['personId', 'reason', 'archives'],
      ),
    ),
    comments: listOf(closed({ by: staffNumber, at: time, comment: nullable(text) })),
  },
  ['decision', 'missing', 'wouldSeparate', 'refusal'],
);

/** Field by field, so that nothing leaves which nobody has named here. */
export function queueResponse(questions: readonly QueuedQuestion[]) {
  return { questions: questions.map((question) => ({ ...questionOf(question), deadline: question.deadline })) };
}

export const orderedResponse = (result: Ordered) => ({ result });

export function questionResponse({ question, request: body, found, candidates, refusal, ...more }: QuestionView) {
  const { salt: _, ...asked } = body;
  return {
    ...questionOf(question),
    request: asked,
    ...(found === undefined ? {} : { decision: found.decision, missing: found.missing }),
    ...(found?.wouldSeparate === undefined ? {} : { wouldSeparate: found.wouldSeparate }),
    candidates: candidates.map(shownCandidate),
    ...{ mayAsk: more.mayAsk, alone: more.alone },
    ...(refusal?.reason === undefined ? {} : { refusal: refusal.reason }),
    decisions: more.decisions.map(decisionOf),
    comments: more.comments.map(commentOf),
  };
}

function questionOf(question: Omit<QueuedQuestion, 'deadline'>) {
  const { questionId, asker, purpose, urgency, state, queue, assignee, rounds } = question;
  return {
    ...{ questionId, country: asker, purpose, urgency, state, queue, assignee, rounds },
    ...{ receivedAt: isoOf(question.receivedAt), dueAt: isoOf(question.dueAt) },
    announcedAt: question.announcedAt === null ? null : isoOf(question.announcedAt),
  };
}

function shownCandidate({ person, ...score }: Candidate) {
  const { disclosed, forAuditor } = person.filtered;
  const candidate = candidateOf({ ...score, identity: person.identity });
  return { candidate, mayGo: disclosed.length, held: forAuditor.considered };
}

function decisionOf(decision: ClerkDecision) {
  const { choice, personId, reason, archives, decidedBy, decidedAt, state, settledBy, settledAt } = decision;
  return {
    ...{ choice, ...(personId === null ? {} : { personId }), ...(reason === null ? {} : { reason }) },
    ...(archives === null ? {} : { archives }),
    ...{ decidedBy, decidedAt: isoOf(decidedAt), state, settledBy },
    settledAt: settledAt === null ? null : isoOf(settledAt),
  };
}

function commentOf({ officialId, saidAt, comment }: QuestionComment) {
  return { by: officialId, at: isoOf(saidAt), comment };
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');
