import { archivesSchema, type JsonSchema } from '#libs/protocol';
import { closed, country, listOf, text, time } from '../log/log-schemas.js';
import { candidateOf, candidateSchema } from '../register/search-response.js';
import type { ClerkDecision, QuestionComment, QueuedQuestion } from './clerk.store.js';
import type { Ordered } from './decide-question.js';
import type { Candidate, QuestionView } from './view-question.js';
import { QUEUES } from '../answer/received-questions.store.js';

const nullable = (schema: object) => ({ oneOf: [schema, { type: 'null' }] });
const staffNumber = nullable({ ...text, description: 'staff number; null for nobody, and once it is erased' });
const flag = { type: 'string', enum: ['RUNNING', 'AT_RISK', 'OVERDUE'] } as const;

const questionFields = {
  questionId: { type: 'string', format: 'uuid' },
  country: { ...country, description: 'who asks' },
  ...{ purpose: text, urgency: text },
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
  searches: listOf(closed({ name: text, query: { type: 'object' } })),
});
export const orderedSchema: JsonSchema = closed({ result: { type: 'string', enum: ['SENT', 'WAITS_FOR_RELEASE'] } });
export const questionSchema: JsonSchema = closed(
  {
    ...questionFields,
    request: { type: 'object', description: 'what is asked (docs/protocol/schemas/body-REQ.json), without the salt' },
    decision: { type: 'string', description: 'what the search says; absent where it was not asked' },
    missing: listOf(text),
    wouldSeparate: { ...text, description: 'what would tell the candidates apart best; for your eyes' },
    candidates: listOf(
      closed({
        candidate: candidateSchema,
        mayGo: { type: 'integer', minimum: 0, description: 'convictions that the policy lets go' },
        held: { type: 'integer', minimum: 0, description: 'convictions in the register' },
      }),
    ),
    refusal: { ...text, description: 'the reason of the policy, where it refuses the question' },
    decisions: listOf(
      closed(
        {
          choice: text,
          ...{ personId: text, reason: text, archives: archivesSchema },
          ...{
            decidedBy: staffNumber,
            decidedAt: time,
            state: text,
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

export function questionResponse({ question, request, found, candidates, refusal, ...more }: QuestionView) {
  const { salt: _salt, ...asked } = request;
  return {
    ...questionOf(question),
    request: asked,
    ...(found === undefined ? {} : { decision: found.decision, missing: found.missing }),
    ...(found?.wouldSeparate === undefined ? {} : { wouldSeparate: found.wouldSeparate }),
    candidates: candidates.map(shownCandidate),
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
