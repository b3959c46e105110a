import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type RecallBody, type RecallResult } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Receiver } from '../courier/work-inbox.js';
import { subjectReferences } from '../log/references.js';
import type { RecalledStore } from './recalled.store.js';

/**
 * Another country recalls what it told us: the copy is marked, the log says so, and the acknowledgement is queued, in one
 * transaction. Only its own answers can be recalled by a country; what is not known (yet) is kept for when it comes.
 */
export class ReceiveRecall implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly recalled: RecalledStore,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly courier: Doorbell,
    private readonly home: Home,
  ) {}

  async run(message: InboxMessage, { slip, content, signed }: OpenedMessage): Promise<void> {
    const { answerDigest, reason, convictionIds } = content.body as RecallBody;
    await inTransaction(this.database, async (tx) => {
      if (!(await this.inbox.finish(tx, message.messageId, 'RECALL', signed))) return;
      const { messageId, sender, contentDigest, receivedAt } = message;
      const result = await this.recalled.mark(tx, { messageId, sender, answerDigest, reason, receivedAt });
      const about = await this.recalled.questionOf(tx, answerDigest, sender);
      const eventId = randomUUID();
      const parties = { from: sender, to: this.home.country };
      const acknowledged = { from: this.home.country, to: sender, requestDigest: contentDigest, result };
      await this.log.append(sqlOf(tx), [
        { eventId, entry: { type: 'RECEIVED', messageId, ...parties, class: slip.class, contentDigest } },
        {
          ...{ eventId, entry: { type: 'RECALL', ...parties, contentDigest: answerDigest, reason } },
          ...{ subject: { convictionIds: [...convictionIds] }, actor: { country: sender } },
          findBy: { subject: subjectReferences(about) },
        },
        { eventId, entry: { type: 'ACKNOWLEDGEMENT', ...acknowledged } },
      ]);
      await this.acknowledge(tx, eventId, message, result);
    });
    this.courier.ring();
  }

  private async acknowledge(tx: Transaction, eventId: string, message: InboxMessage, result: RecallResult) {
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'ACKNOWLEDGEMENT', recipient: message.sender, kind: 'RECALLR', priority: 0 },
      ...{ inReplyTo: message.messageId, requestDigest: message.contentDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), result },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
  }
}
