import { randomFillSync } from 'node:crypto';
import { promiseOf, type AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type AnswerBody, type RequestBody } from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { answerEntry, type DecidedBy } from './answer-entry.js';
import type { Answered, DecideAnswer } from './decide-answer.js';
import type { RecordRecipients } from './record-recipients.store.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

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
    const entry = answerEntry(this.home, this.decide.rules, {
      ...{ message: { sender: question.asker, contentDigest }, asked: request, body, decidedBy },
      ...{ outcome: body.outcome, reason: body.reason, forAuditor: answered.forAuditor, about: answered.about },
    });
    const [logged] = await this.log.append(sqlOf(tx), [entry]);
    if (logged === undefined) return;
    const { eventId } = entry;
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
}
