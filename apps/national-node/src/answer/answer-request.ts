import { randomFillSync, randomUUID } from 'node:crypto';
import { promiseOf, type AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type AnswerBody, type RequestBody } from '#libs/protocol';
import type { Home } from '../context.js';
import { dueAtHome } from '../calendar.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { answerEntry } from './answer-entry.js';
import type { Decided, DecideAnswer } from './decide-answer.js';
import type { RecordRecipients } from './record-recipients.store.js';

/** How long a question that cannot be answered yet waits before it is looked at again (ms). */
const HOLD_RETRY_MS = 15_000;

/**
 * Another country asks about a person: refuse what was seen before, decide, log, queue the reply. From first sight to the
 * queue it is one transaction: no answer without its log entry, and no second answer to one question.
 */
export class AnswerRequest {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly decide: DecideAnswer,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly recipients: RecordRecipients,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const request = opened.content.body as RequestBody;
    await inTransaction(this.database, async (tx) => {
      const decision = await this.decide.run(tx, message.sender, request);
      if ('holdBecause' in decision) return this.hold(tx, message, opened, request);
      if (!(await this.inbox.finish(tx, message.messageId, 'REQ', opened.signed))) return;
      const body = this.bodyOf(message, request, decision.answer);
      const { forAuditor, about } = decision;
      const answered = { message, asked: request, body, outcome: body.outcome, reason: body.reason, forAuditor, about };
      const [logged] = await this.log.append(sqlOf(tx), [answerEntry(this.home, this.decide.rules, answered)]);
      if (logged === undefined) return;
      await this.reply(tx, message, opened, body, logged);
      const { disclosed } = decision;
      if (disclosed !== undefined) {
        await this.recipients.keep(tx, logged.leaf.eventId, disclosed, this.home.nowSeconds());
      }
    });
    this.courier.ring();
  }

  private bodyOf(message: InboxMessage, request: RequestBody, answer: Decided): AnswerBody {
    return { ...answer, ...this.times(message, request), salt: freshNonce((bytes) => randomFillSync(bytes)) };
  }

  /** When the question was received, and until when it must be answered in this country's calendar (seconds). */
  private times(message: InboxMessage, { purpose, urgency }: RequestBody): { receivedAt: number; dueAt: number } {
    const receivedAt = Math.floor(message.receivedAt.getTime() / 1000);
    return { receivedAt, dueAt: dueAtHome(this.home, receivedAt, purpose, urgency) };
  }

  private async reply(
    tx: Transaction,
    message: InboxMessage,
    opened: OpenedMessage,
    body: AnswerBody,
    logged: LoggedEntry,
  ) {
    await this.outbox.enqueue(tx, {
      ...{ eventId: logged.leaf.eventId, entryType: logged.leaf.type, recipient: message.sender, kind: 'RRS' },
      ...{ priority: opened.slip.priority, inReplyTo: message.messageId, requestDigest: message.contentDigest },
      ...{ promise: promiseOf(logged), body, notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS },
    });
  }

  /** Not yet: the asker gets the signed *accepted* receipt with the deadline, once; the question stays in the inbox. */
  private async hold(
    tx: Transaction,
    message: InboxMessage,
    opened: OpenedMessage,
    request: RequestBody,
  ): Promise<void> {
    if (!(await this.inbox.hold(tx, message.messageId, HOLD_RETRY_MS))) return;
    const times = this.times(message, request);
    const eventId = randomUUID();
    const { slip } = opened;
    const { messageId, contentDigest } = message;
    const about = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest, dueAt: times.dueAt };
    await this.log.append(sqlOf(tx), [{ eventId, entry: { type: 'RECEIVED', ...about } }]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECEIVED', recipient: message.sender, kind: 'RCPT', priority: slip.priority },
      ...{ inReplyTo: messageId, requestDigest: contentDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), ...times },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}

type LoggedEntry = Awaited<ReturnType<AuditLog['append']>>[number];
