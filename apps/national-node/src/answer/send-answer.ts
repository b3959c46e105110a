import { randomFillSync, randomUUID } from 'node:crypto';
import { promiseOf, type AuditLog, type NewEntry } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { bodyDigest, DEFAULT_LIFE_SECONDS, freshNonce, type AnswerBody, type RequestBody } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { answeredEntry } from './answer-entry.js';
import type { Answered, DecideAnswer } from './decide-answer.js';
import type { RecordRecipients } from './record-recipients.store.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** The officials of this country who have decided; nobody where the machine did. */
export type DecidedBy = readonly Pick<Official, 'id' | 'role'>[];

/**
 * The one answer to a question: log entry, reply, who was told what, and the end of the question, in the transaction of
 * whoever decided. What the log promises travels in the reply.
 */
export class SendAnswer {
  constructor(
    private readonly decide: Pick<DecideAnswer, 'rules'>,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly recipients: RecordRecipients,
    private readonly received: ReceivedQuestions,
    private readonly home: Home,
  ) {}

  async run(
    tx: Transaction,
    question: ReceivedQuestion,
    request: RequestBody,
    answered: Answered,
    decidedBy: DecidedBy = [],
  ): Promise<void> {
    const now = this.home.nowSeconds();
    const { receivedAt, dueAt, messageId, contentDigest } = question;
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    const body: AnswerBody = { ...answered.answer, receivedAt, dueAt, salt };
    const eventId = randomUUID();
    const said = { eventId, entry: this.entryOf(question, request, body) };
    const [logged] = await this.log.append(sqlOf(tx), [answeredEntry(said, question, request, answered, decidedBy)]);
    if (logged === undefined) return;
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: logged.leaf.type, recipient: question.asker, kind: 'RRS', priority: question.priority },
      ...{ inReplyTo: messageId, requestDigest: contentDigest, promise: promiseOf(logged), body },
      notAfter: now + DEFAULT_LIFE_SECONDS,
    });
    if (answered.disclosed !== undefined) await this.recipients.keep(tx, eventId, answered.disclosed, now);
    await this.received.advance(tx, question, 'ANSWER', {
      ...{ endedAt: now, inTime: now <= dueAt, answerEvent: eventId },
      ...{ answeredBy: decidedBy.length === 0 ? 'MACHINE' : 'CLERK', queue: null, clockStoppedAt: null },
    });
  }

  /** One entry per answer, of a type that says what left: records, nothing, or less than an answer. */
  private entryOf(question: ReceivedQuestion, request: RequestBody, body: AnswerBody): NewEntry['entry'] {
    const answer = {
      ...{ from: this.home.country, to: question.asker, purpose: request.purpose, legalBasis: request.legalBasis },
      ...{ requestDigest: question.contentDigest, bodyDigest: bodyDigest(body), ...this.decide.rules },
    };
    const { outcome, reason } = body;
    if (outcome === 'RECORDS' || outcome === 'PARTIAL') return { type: 'DISCLOSURE', ...answer, outcome };
    if (outcome === 'NO_RECORD') return { type: 'NO_RECORD', ...answer };
    return { type: 'WITHHELD', ...answer, outcome, ...(reason === undefined ? {} : { reason }) };
  }
}
