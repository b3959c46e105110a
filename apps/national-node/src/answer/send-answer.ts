import { randomFillSync } from 'node:crypto';
import { promiseOf, type AuditLog, type LogEntry } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type AnswerBody, type RequestBody } from '#libs/protocol';
import type { Home } from '../context.js';
import type { IssueExtract } from '../extract/issue-extract.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { answerEntry, type DecidedBy } from './answer-entry.js';
import type { Answered, DecideAnswer } from './decide-answer.js';
import type { QueueQuestion } from './queue-question.js';
import type { RecordRecipients } from './record-recipients.store.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** Which extract a new answer's extract takes the place of. */
export interface InPlaceOf {
  readonly supersedes: string;
}

/**
 * The one answer to a question: log entry, reply, who was told what, and the end of the question, in the transaction of
 * whoever decided. What the log promises travels in the reply. One that is certified waits in the outbox until its extract
 * is sealed; the asker has the *accepted* receipt meanwhile.
 */
export class SendAnswer {
  constructor(
    private readonly decide: Pick<DecideAnswer, 'rules'>,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly recipients: RecordRecipients,
    private readonly received: ReceivedQuestions,
    private readonly extracts: Pick<IssueExtract, 'certifies' | 'run'>,
    private readonly queue: Pick<QueueQuestion, 'accept'>,
    private readonly home: Home,
  ) {}

  async run(
    tx: Transaction,
    question: ReceivedQuestion,
    request: RequestBody,
    answered: Answered,
    decidedBy: DecidedBy = [],
  ): Promise<void> {
    const answerEvent = await this.reply(tx, question, request, answered, decidedBy);
    const now = this.home.nowSeconds();
    await this.received.advance(tx, question, 'ANSWER', {
      ...{ endedAt: now, inTime: now <= question.dueAt, answerEvent },
      ...{ answeredBy: decidedBy.length === 0 ? 'MACHINE' : 'CLERK', queue: null, clockStoppedAt: null },
    });
  }

  /** All of it but the end of the question, which an answer that was given anew has behind it. @returns the answer's event */
  async reply(
    tx: Transaction,
    question: ReceivedQuestion,
    request: RequestBody,
    answered: Answered,
    decidedBy: DecidedBy,
    inPlaceOf?: InPlaceOf,
  ): Promise<string> {
    const now = this.home.nowSeconds();
    const { receivedAt, dueAt, messageId, contentDigest } = question;
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    const body: AnswerBody = { ...answered.answer, receivedAt, dueAt, salt };
    const entry = answerEntry(this.home, this.decide.rules, {
      ...{ message: { sender: question.asker, contentDigest }, asked: request, body, decidedBy },
      ...{ outcome: body.outcome, reason: body.reason, forAuditor: answered.forAuditor, about: answered.about },
    });
    const [logged] = await this.log.append(sqlOf(tx), [entry]);
    const { eventId } = entry;
    const promise = promiseOf(logged as LogEntry);
    const awaitsExtract = this.extracts.certifies(request, body);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: entry.entry.type, recipient: question.asker, kind: 'RRS', priority: question.priority },
      ...{ inReplyTo: messageId, requestDigest: contentDigest, promise, body, awaitsExtract },
      notAfter: now + DEFAULT_LIFE_SECONDS,
    });
    if (answered.disclosed !== undefined) await this.recipients.keep(tx, eventId, answered.disclosed, now);
    if (awaitsExtract) {
      await this.queue.accept(tx, question);
      await this.extracts.run(tx, { question, request, body, promise, supersedes: inPlaceOf?.supersedes });
    }
    return eventId;
  }
}
