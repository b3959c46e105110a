import {
  ANSWER_OUTCOMES,
  archivesSchema,
  COUNTRIES,
  DELAY_REASONS,
  DIGEST_PATTERN,
  MAX_INFORMATION_ROUNDS,
  MISSING_ITEMS,
  RECALL_REASONS,
  recordSchema,
  REFUSAL_REASONS,
  UNANSWERED_OUTCOMES,
  type InformationRequestBody,
  type JsonSchema,
  lineSchema,
  PURPOSES,
} from '#libs/protocol';
import { stateOfClock, stopClock } from '#libs/deadline';
import { ASKED_STATES, askedQuestion, move } from '#libs/lifecycle';
import type { RecallOfAnswer } from '../recall/recalled.store.js';
import type { UnsentRequest } from '../unsent/unsent.store.js';
import type { RequestList } from './list-requests.js';
import type { ListedQuestion } from './request-list.store.js';
import type { Answer, LateAnswer, QuestionView } from './question.store.js';
import type { ShownRequest } from './view-request.js';

export const time = {
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  description: 'UTC, ISO 8601',
} as const;
export const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } as const;
const digest = { type: 'string', pattern: DIGEST_PATTERN, description: 'SHA-256, base64url' } as const;
const messageId = { type: 'string', maxLength: 64, examples: ['BR-AR-1-000000000123'] } as const;
const outcome = { type: 'string', enum: [...ANSWER_OUTCOMES, ...UNANSWERED_OUTCOMES] } as const;
export const code = { type: 'string', maxLength: 100, description: 'why it was rejected or not delivered' } as const;
export const orNull = ({ type, ...rest }: { readonly type: string; readonly enum?: readonly string[] }) => ({
  ...rest,
  type: [type, 'null'],
  ...(rest.enum === undefined ? {} : { enum: [...rest.enum, null] }),
});

export function closed(properties: Record<string, object>, optional: readonly string[] = []): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

const answerSchema = closed(
  {
    outcome: { type: 'string', enum: ANSWER_OUTCOMES },
    receivedAt: { ...time, description: 'when the answering country had the question' },
    dueAt: { ...time, description: 'until when its law gives it time' },
    record: { ...recordSchema, description: 'with RECORDS and PARTIAL' },
    reason: { type: 'string', enum: REFUSAL_REASONS, description: 'with REFUSED' },
    candidates: { type: 'integer', minimum: 1, description: 'with MULTIPLE_CANDIDATES: so many at most' },
    missing: {
      ...{ type: 'array', items: { type: 'string', enum: MISSING_ITEMS } },
      description: 'with NOT_IDENTIFIED and MULTIPLE_CANDIDATES: what the question does not tell',
    },
    archives: { ...archivesSchema, description: 'with PARTIAL: what could not be looked through' },
  },
  ['record', 'reason', 'candidates', 'missing', 'archives'],
);

const promiseSchema = closed({
  ...{ eventId: uuid, origin: { type: 'string' }, leafHash: digest },
  time: { type: 'integer', description: 'seconds since 1970, as it was signed' },
});

const lateSchema = closed({ messageId, outcome, code, arrivedAt: time, answer: answerSchema, promise: promiseSchema }, [
  ...['code', 'answer', 'promise'],
]);

const recallSchema = closed({
  messageId,
  answerMessageId: { ...messageId, description: 'the answer that does not hold any more' },
  reason: { type: 'string', enum: RECALL_REASONS },
  receivedAt: time,
  convictionIds: {
    ...{ type: 'array', items: { type: 'string' } },
    description: 'those of its convictions that it is about; empty when it is about who the person is',
  },
});

export const statesSchema = {
  type: 'string',
  enum: ASKED_STATES.filter((state) => !['DRAFT', 'AWAITING_APPROVAL', 'DISCARDED'].includes(state)),
} as const;

export const proofSchema = closed({ requestDigest: digest, answerMessageId: messageId, promise: promiseSchema }, [
  ...['requestDigest', 'answerMessageId', 'promise'],
]);

const questionSchema = closed(
  {
    id: uuid,
    country: { type: 'string', enum: COUNTRIES },
    messageId: orNull(messageId),
    state: statesSchema,
    outcome: { ...orNull(outcome), description: 'set once; null while it is open' },
    code: orNull(code),
    dueAt: { ...orNull(time), description: "the answering country's deadline, from its signed receipt" },
    answeredAt: { ...orNull(time), description: 'when the outcome was set here' },
    delay: closed({
      announcedAt: { ...time, description: 'when the answering country now expects to answer; its deadline stays' },
      reason: { type: 'string', enum: DELAY_REASONS },
    }),
    information: closed(
      {
        round: { type: 'integer', minimum: 1, maximum: MAX_INFORMATION_ROUNDS },
        missing: { type: 'array', items: { type: 'string', enum: MISSING_ITEMS } },
        respondBy: { ...time, description: 'without a word until then the question lapses' },
        note: { type: 'object', description: 'language, value, translated' },
      },
      ['note'],
    ),
    clock: {
      ...{ type: 'string', enum: ['RUNNING', 'AT_RISK', 'OVERDUE', 'STOPPED'] },
      description:
        "the answering country's deadline: at risk when 70 % has gone; stopped while it waits for information",
    },
    readAt: { ...orNull(time), description: 'when its official first saw the answer' },
    answer: answerSchema,
    late: { type: 'array', items: lateSchema, description: 'answers that came after the outcome was set' },
    recalls: { type: 'array', items: recallSchema, description: 'what the country has said of its answers since' },
    proof: proofSchema,
  },
  ['answer', 'delay', 'information', 'clock'],
);

/** Of a request or query that has not been sent: where it stands before it has questions. */
export const unsentSchema: JsonSchema = {
  ...closed({
    state: { type: 'string', enum: ['DRAFT', 'AWAITING_APPROVAL', 'DISCARDED'] },
    countries: { type: 'array', items: { type: 'string', enum: COUNTRIES } },
    lapsesAt: { ...time, description: 'it is over when nobody has submitted or approved it until then' },
  }),
  description: 'only while nothing has been sent, and when nothing will be: it waits for a second person, or is over',
};

/** JSON Schema of a request as its official sees it. */
export const requestSchema: JsonSchema = closed(
  {
    id: uuid,
    createdAt: time,
    questions: { type: 'array', maxItems: COUNTRIES.length - 1, items: questionSchema },
    unsent: unsentSchema,
  },
  ['unsent'],
);

/** A request as JSON for its official: field by field, so that nothing leaves which nobody has named here. */
export function requestResponse({ requestId, createdAt, questions, recalls, unsent }: ShownRequest, now: number) {
  return {
    ...{ id: requestId, createdAt: createdAt.toISOString() },
    questions: questions.map((question) => questionOf(question, recalls, now)),
    ...unsentOf(unsent),
  };
}

/** JSON Schema of a list of requests. */
export const requestListSchema: JsonSchema = closed({
  requests: {
    type: 'array',
    items: closed(
      {
        ...{ id: uuid, kind: { type: 'string', enum: ['REQ', 'QUERY'] }, createdAt: time },
        purpose: { type: 'string', enum: PURPOSES, description: 'from when it is signed until it is erased' },
        caseReference: { ...lineSchema(50), description: 'likewise' },
        questions: {
          type: 'array',
          items: closed(
            {
              country: { type: 'string', enum: COUNTRIES },
              state: statesSchema,
              answeredAt: { ...orNull(time), description: 'when the outcome was set here' },
              unreadSince: { ...time, description: 'answered then, and you have not looked at it' },
              isReminded: { type: 'boolean', description: 'unread for five working days of this country' },
            },
            ['unreadSince', 'isReminded'],
          ),
        },
      },
      ['purpose', 'caseReference'],
    ),
  },
});

/** A list of requests as JSON: what for, states and times; nothing about a person. */
export function requestListResponse({ requests, remindedBefore }: RequestList) {
  const questionOf = ({ country, state, answeredAt, isUnread }: ListedQuestion) => {
    const at = answeredAt?.toISOString() ?? null;
    const unread =
      !isUnread || answeredAt === null ? {} : { unreadSince: at, isReminded: answeredAt <= remindedBefore };
    return { country, state, answeredAt: at, ...unread };
  };
  return {
    requests: requests.map(({ requestId, kind, createdAt, asked, questions }) => ({
      ...{ id: requestId, kind, createdAt: createdAt.toISOString(), ...asked, questions: questions.map(questionOf) },
    })),
  };
}

/** The member `unsent`, where there is something to say. */
export function unsentOf(unsent: UnsentRequest | undefined) {
  if (unsent === undefined) return {};
  const { state, countries, lapsesAt } = unsent;
  return { unsent: { state, countries, lapsesAt: timeOf(lapsesAt) } };
}

function questionOf(question: QuestionView, ofRequest: readonly RecallOfAnswer[], now: number) {
  const { questionId, country, messageId, outcome, code, answerMessageId } = question;
  const answers = [answerMessageId, ...question.late.map((late) => late.messageId)];
  const recalls = ofRequest.filter((recall) => answers.includes(recall.answerMessageId));
  const isRecalled = recalls.some((recall) => recall.answerMessageId === answerMessageId);
  const state = isRecalled ? move(askedQuestion, question.state, 'RECALL').to : question.state;
  return {
    ...{ id: questionId, country, messageId, state, outcome, code },
    dueAt: question.dueAt === null ? null : timeOf(question.dueAt),
    answeredAt: question.outcomeAt?.toISOString() ?? null,
    ...courseOf(question, now),
    readAt: question.readAt?.toISOString() ?? null,
    ...answerOf(question.answer),
    late: question.late.map(lateOf),
    recalls: recalls.map(({ receivedAt, ...recall }) => ({ ...recall, receivedAt: receivedAt.toISOString() })),
    proof: proofOf(question),
  };
}

/** What an open question waits for, and how its time goes. */
function courseOf(question: QuestionView, now: number) {
  const { outcome, state, dueAt, acceptedAt, announcedAt, delayReason, information } = question;
  if (outcome !== null) return {};
  const clock = dueAt === null ? undefined : { startedAt: acceptedAt ?? dueAt, dueAt };
  const isStopped = state === 'AWAITING_INFO';
  return {
    ...(announcedAt === null ? {} : { delay: { announcedAt: timeOf(announcedAt), reason: delayReason } }),
    ...(isStopped && information !== null ? { information: informationOf(information) } : {}),
    ...(clock === undefined ? {} : { clock: stateOfClock(isStopped ? stopClock(clock, now) : clock, now) }),
  };
}

function informationOf({ round, missing, respondBy, note }: InformationRequestBody) {
  return { round, missing, respondBy: timeOf(respondBy), ...(note === undefined ? {} : { note }) };
}

/** By which digests and promise the three logs can be asked about a question. */
export function proofOf({ requestDigest, answerMessageId, promise }: QuestionView) {
  return {
    ...(requestDigest === null ? {} : { requestDigest }),
    ...(answerMessageId === null ? {} : { answerMessageId }),
    ...(promise === null ? {} : { promise }),
  };
}

function lateOf({ messageId, receivedAt, outcome, code, answer, promise }: LateAnswer) {
  return {
    ...{ messageId, outcome, ...(code === null ? {} : { code }), arrivedAt: new Date(receivedAt).toISOString() },
    ...answerOf(answer),
    ...(promise === null ? {} : { promise }),
  };
}

/** The answer without its salt: who has the salt can show to others what it opens. A fault is no answer; its code says all. */
function answerOf(answer: Answer | null) {
  if (answer === null || !('outcome' in answer)) return {};
  const { outcome, receivedAt, dueAt, record, reason, candidates, missing, archives } = answer;
  return {
    answer: {
      ...{ outcome, receivedAt: timeOf(receivedAt), dueAt: timeOf(dueAt) },
      ...(record === undefined ? {} : { record }),
      ...(reason === undefined ? {} : { reason }),
      ...(candidates === undefined ? {} : { candidates }),
      ...(missing === undefined ? {} : { missing }),
      ...(archives === undefined ? {} : { archives }),
    },
  };
}

export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
