import type { AskedState } from '#libs/lifecycle';
import { sqlOf, type Database, type Transaction } from '#libs/platform';
import type {
  AcceptedBody,
  AnswerBody,
  CountryCode,
  DelayReason,
  Digest,
  FaultBody,
  HitsBody,
  InformationRequestBody,
  Kind,
  LogPromise,
  MessageId,
  Outcome,
  RequestBody,
} from '#libs/protocol';
import type { KeptColumns, KeptContent } from '../courier/kept-content.js';
import { stateOfOutcome, stateOfQuestion } from './question-life.store.js';
import type { Outgoing } from '../courier/outbox.store.js';
import type { CountryState } from '../events/follow-states.js';

/** What may stand in the place of an answer. */
export type Answer = AnswerBody | HitsBody | FaultBody;

/** The two ways to ask: for the record, or whether there is one. */
export type Asking = 'REQ' | 'QUERY';

/** One country's question and what became of it; `state` follows from the outbox and the outcome. */
export interface QuestionView {
  readonly questionId: string;
  readonly country: CountryCode;
  readonly messageId: MessageId | null;
  readonly state: AskedState;
  readonly outcome: Outcome | null;
  readonly code: string | null;
  readonly outcomeAt: Date | null;
  /** Seconds since 1970. */
  readonly dueAt: number | null;
  /** Seconds since 1970: when the answering country had it, last said it would answer, and why it is late. */
  readonly acceptedAt: number | null;
  readonly announcedAt: number | null;
  readonly delayReason: DelayReason | null;
  /** Seconds since 1970: until when the other country waits for what it has asked back for. */
  readonly respondBy: number | null;
  readonly informationId: MessageId | null;
  /** What it has asked back for last; null before that, and once it is erased. */
  readonly information: InformationRequestBody | null;
  readonly readAt: Date | null;
  /** Null before there is one, and once it is erased. */
  readonly answer: Answer | null;
  readonly late: readonly LateAnswer[];
  /** The digest of the question as it was sent, which the answer and all three logs name. */
  readonly requestDigest: Digest | null;
  readonly answerMessageId: MessageId | null;
  /** The answering country's promise that its log holds this answer. */
  readonly promise: LogPromise | null;
}

/** An answer that came after the outcome was set. */
export interface LateAnswer {
  readonly messageId: MessageId;
  /** ISO 8601, as PostgreSQL writes it into JSON. */
  readonly receivedAt: string;
  readonly outcome: Outcome;
  readonly code: string | null;
  /** Null once it is erased. */
  readonly answer: Answer | null;
  /** As of an answer in time. */
  readonly promise: LogPromise | null;
}

/** A request with its questions, in the order of their countries. */
export interface RequestView {
  readonly requestId: string;
  readonly createdAt: Date;
  readonly questions: readonly QuestionView[];
}

export interface Settlement {
  readonly questionId: string;
  readonly outcome: Outcome;
  readonly code?: string | undefined;
  readonly answerMessageId?: MessageId;
  readonly promise?: LogPromise | undefined;
}

const courseColumns = `q.accepted_at AS "acceptedAt", q.announced_at AS "announcedAt", q.delay_reason AS "delayReason",
  q.respond_by AS "respondBy", q.information_id AS "informationId", q.read_at AS "readAt"`;

/** Requests and their questions. */
export class QuestionStore {
  constructor(private readonly kept: KeptContent) {}

  /** The request that this official has made under this key before; undefined for a new one, which is now kept. */
  async keepRequest(
    tx: Transaction,
    request: NewRequest,
  ): Promise<{ requestId: string; inputDigest: Digest } | undefined> {
    const made = await sqlOf(tx).query(
      `INSERT INTO request (request_id, kind, questions, official_id, idempotency_key, input_digest, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (official_id, idempotency_key) DO NOTHING RETURNING 1`,
      [
        ...[request.requestId, request.kind, request.questions, request.officialId],
        ...[request.idempotencyKey, request.inputDigest, request.createdAt],
      ],
    );
    if (made.length === 1) return undefined;
    const [earlier] = await sqlOf(tx).query<{ requestId: string; inputDigest: Digest }>(
      `SELECT request_id AS "requestId", input_digest AS "inputDigest" FROM request
       WHERE official_id = $1 AND idempotency_key = $2`,
      [request.officialId, request.idempotencyKey],
    );
    return earlier;
  }

  /** Their messages are in the outbox, under the ids of the questions. */
  async keepQuestions(tx: Transaction, requestId: string, messages: readonly NewQuestion[]): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO question (question_id, request_id, country, not_after)
       SELECT question_id, $1, country, not_after
       FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS q (question_id, country, not_after)`,
      [
        requestId,
        messages.map(({ eventId }) => eventId),
        messages.map(({ recipient }) => recipient),
        messages.map(({ notAfter }) => notAfter),
      ],
    );
  }

  /** Sets the outcome if there is none yet. @returns the request's id; undefined says that another outcome stands */
  async settle(tx: Transaction, settlement: Settlement, at: Date): Promise<string | undefined> {
    const [settled] = await sqlOf(tx).query<{ requestId: string }>(
      `UPDATE question SET outcome = $2, code = $3, answer_message_id = $4, promise = $5, outcome_at = $6, state = $7
       WHERE question_id = $1 AND outcome IS NULL RETURNING request_id AS "requestId"`,
      [
        ...[settlement.questionId, settlement.outcome, settlement.code],
        ...[settlement.answerMessageId, settlement.promise, at, stateOfOutcome(settlement.outcome)],
      ],
    );
    return settled?.requestId;
  }

  /** The answering country has the question and named its deadline: silence is measured from there. */
  async accept(tx: Transaction, questionId: string, { receivedAt, dueAt }: AcceptedBody, notAfter: number) {
    await sqlOf(tx).query(
      `UPDATE question SET accepted_at = $2, due_at = $3, not_after = greatest(not_after, $4)
       WHERE question_id = $1 AND outcome IS NULL AND coalesce(accepted_at, 0) <= $2`,
      [questionId, receivedAt, dueAt, notAfter],
    );
  }

  async keepLate(tx: Transaction, late: NewLateAnswer): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO late_answer (message_id, question_id, kind, outcome, code, promise, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [late.messageId, late.questionId, late.kind, late.outcome, late.code, late.promise, late.receivedAt],
    );
  }

  /** Questions that nobody has answered in time; locked until the transaction ends. */
  overdue(tx: Transaction, nowSeconds: number, max: number): Promise<OverdueQuestion[]> {
    return sqlOf(tx).query<OverdueQuestion>(
      `SELECT q.question_id AS "questionId", q.country, o.message_id AS "messageId", o.content_digest AS "requestDigest",
         extract(epoch FROM o.created_at)::bigint AS "askedAt"
       FROM question q JOIN outbox o ON o.event_id = q.question_id
       WHERE q.outcome IS NULL AND q.state <> 'AWAITING_INFO' AND q.not_after <= $1 ORDER BY q.not_after LIMIT $2 FOR UPDATE OF q SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  /** A request with its questions, if this official made it so. */
  async view(tx: Transaction, requestId: string, officialId: string, kind: Asking): Promise<RequestView | undefined> {
    const rows = await sqlOf(tx).query<QuestionRow & { createdAt: Date }>(
      `SELECT r.created_at AS "createdAt", q.question_id AS "questionId", q.country, o.message_id AS "messageId",
         q.outcome, q.code, q.outcome_at AS "outcomeAt", q.due_at AS "dueAt", q.promise,
         ${courseColumns},
         o.content_digest AS "requestDigest", q.answer_message_id AS "answerMessageId",
         ${stateOfQuestion} AS state,
         coalesce((SELECT jsonb_agg(jsonb_build_object('messageId', l.message_id, 'receivedAt', l.received_at,
                                                       'outcome', l.outcome, 'code', l.code, 'promise', l.promise)
                                    ORDER BY l.received_at, l.message_id)
                   FROM late_answer l WHERE l.question_id = q.question_id), '[]') AS late
       FROM request r JOIN question q USING (request_id) JOIN outbox o ON o.event_id = q.question_id
       WHERE r.request_id = $1 AND r.official_id = $2 AND r.kind = $3 ORDER BY q.country`,
      [requestId, officialId, kind],
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    const answers = await this.answers(tx, rows);
    const bodyOf = (messageId: MessageId | null) => answers.get(messageId ?? '') ?? null;
    const questions = rows.map(({ late, ...question }) => ({
      ...question,
      answer: bodyOf(question.answerMessageId) as Answer | null,
      information: bodyOf(question.informationId) as InformationRequestBody | null,
      late: late.map((each) => ({ ...each, answer: bodyOf(each.messageId) as Answer | null })),
    }));
    return { requestId, createdAt: first.createdAt, questions };
  }

  /** What the messages about these questions say, by message: those that are not erased. */
  private async answers(tx: Transaction, questions: readonly QuestionRow[]): Promise<ReadonlyMap<string, object>> {
    const ids = questions.flatMap(({ answerMessageId, informationId, late }) => [
      ...[answerMessageId, informationId].filter((id) => id !== null),
      ...late.map(({ messageId }) => messageId),
    ]);
    const answers = new Map<string, object>();
    if (ids.length === 0) return answers;
    const rows = await sqlOf(tx).query<KeptColumns & { id: MessageId }>(
      'SELECT message_id AS id, content, content_key FROM inbox WHERE message_id = ANY($1)',
      [ids],
    );
    for (const { id, ...kept } of rows) {
      const content = await this.kept.open(tx, id, kept);
      if (content !== undefined) answers.set(id, content.body);
    }
    return answers;
  }

  /** An answer that this official holds, with the question as it was signed; undefined once either is erased. */
  async heldAnswer(tx: Transaction, requestId: string, officialId: string, country: CountryCode) {
    const [row] = await sqlOf(tx).query<KeptColumns & Omit<HeldAnswer, 'question'> & { readonly id: MessageId }>(
      `SELECT q.question_id AS "questionId", i.content_digest AS "contentDigest", o.message_id AS id, o.content, o.content_key
       FROM request r JOIN question q USING (request_id) JOIN outbox o ON o.event_id = q.question_id
       JOIN inbox i ON i.message_id = q.answer_message_id
       WHERE r.request_id = $1 AND r.official_id = $2 AND q.country = $3 AND i.kind = 'RRS' AND i.content IS NOT NULL`,
      [requestId, officialId, country],
    );
    const content = row === undefined ? undefined : await this.kept.open(tx, row.id, row);
    if (row === undefined || content === undefined) return undefined;
    const { questionId, contentDigest } = row;
    return { questionId, contentDigest, question: content.body as RequestBody } satisfies HeldAnswer;
  }

  /** Where each question of a request stands; undefined if this official made no such request. */
  async states(
    database: Database,
    requestId: string,
    officialId: string,
    kind: Asking,
  ): Promise<readonly CountryState[] | undefined> {
    const rows = await sqlOf(database.manager).query<CountryState>(
      `SELECT q.country, ${stateOfQuestion} AS state, q.outcome IS NOT NULL AS "isFinal"
       FROM request r JOIN question q USING (request_id) JOIN outbox o ON o.event_id = q.question_id
       WHERE r.request_id = $1 AND r.official_id = $2 AND r.kind = $3
       UNION ALL SELECT unnest(u.countries), u.state, u.state = 'DISCARDED'
       FROM request r JOIN unsent_request u USING (request_id)
       WHERE r.request_id = $1 AND r.official_id = $2 AND r.kind = $3 AND u.state <> 'SUBMITTED' ORDER BY country`,
      [requestId, officialId, kind],
    );
    return rows.length === 0 ? undefined : rows;
  }

  /** Whether every question of a request has its outcome; undefined if this official made no such request. */
  async isSettled(database: Database, requestId: string, officialId: string): Promise<boolean | undefined> {
    const [row] = await sqlOf(database.manager).query<{ settled: boolean | null }>(
      `SELECT bool_and(q.outcome IS NOT NULL) AS settled FROM request r LEFT JOIN question q USING (request_id)
       WHERE r.request_id = $1 AND r.official_id = $2`,
      [requestId, officialId],
    );
    return row?.settled ?? undefined;
  }
}

type QuestionRow = Omit<QuestionView, 'answer' | 'information' | 'late'> & {
  readonly late: readonly Omit<LateAnswer, 'answer'>[];
};

/** An answer that may be passed on. */
export interface HeldAnswer {
  readonly questionId: string;
  readonly contentDigest: Digest;
  readonly question: RequestBody;
}

interface NewLateAnswer {
  readonly questionId: string;
  readonly messageId: MessageId;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly code: string | undefined;
  readonly promise: LogPromise | undefined;
  readonly receivedAt: Date;
}

type NewQuestion = Pick<Outgoing, 'eventId' | 'recipient' | 'notAfter'>;

interface NewRequest {
  readonly requestId: string;
  readonly kind: Asking;
  /** How many countries are asked. */
  readonly questions: number;
  readonly officialId: string;
  readonly idempotencyKey: string;
  readonly inputDigest: Digest;
  readonly createdAt: Date;
}

export interface OverdueQuestion {
  readonly questionId: string;
  readonly country: CountryCode;
  readonly messageId: MessageId | null;
  readonly requestDigest: Digest | null;
  readonly askedAt: number;
}
