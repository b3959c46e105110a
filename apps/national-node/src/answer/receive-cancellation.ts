import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { move, receivedQuestion } from '#libs/lifecycle';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type CancellationBody, type CancellationResult } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { endQuestion } from './end-question.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** An asker takes a question back (CAN): it is stopped, unless it has come to an end; the asker is told which (CANR). */
export class ReceiveCancellation {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly received: ReceivedQuestions,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const { cancels } = opened.content.body as CancellationBody;
    await inTransaction(this.database, async (tx) => {
      const question = await this.received.byContent(tx, message.sender, cancels);
      if (!(await this.inbox.finish(tx, message.messageId, 'CAN', opened.signed))) return;
      const eventId = randomUUID();
      await this.logReceived(tx, eventId, message, opened);
      const result = await this.stop(tx, question);
      await this.outbox.enqueue(tx, {
        ...{ eventId, entryType: 'RECEIVED', recipient: message.sender, kind: 'CANR', priority: opened.slip.priority },
        ...{ inReplyTo: message.messageId, requestDigest: message.contentDigest },
        body: { salt: freshNonce((bytes) => randomFillSync(bytes)), result },
        notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
      });
    });
    this.courier.ring();
  }

  private async stop(tx: Transaction, question: ReceivedQuestion | undefined): Promise<CancellationResult> {
    if (question === undefined) return 'UNKNOWN';
    const { effects } = move(receivedQuestion, question.state, 'CAN');
    if (effects.includes('FREEZE_CLOCK')) {
      const { received, log, home } = this;
      await endQuestion(tx, { received, log, home }, question, 'CANCELLED');
    }
    return effects.includes('SEND_CANR_STOPPED') ? 'STOPPED' : 'ALREADY_ANSWERED';
  }

  private async logReceived(tx: Transaction, eventId: string, message: InboxMessage, { slip }: OpenedMessage) {
    const { messageId, contentDigest } = message;
    const said = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest };
    await this.log.append(sqlOf(tx), [{ eventId, entry: { type: 'RECEIVED', ...said } }]);
  }
}
