import { randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import type { FaultBody, NotificationResponseBody, RecallResponseBody } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from './inbox.store.js';
import type { OpenedMessage } from './open-message.js';
import type { OutboxStore } from './outbox.store.js';
import { repliedTo } from './replied-to.js';
import type { Receiver } from './work-inbox.js';

/** What is owed to other countries until they say what became of it: notifications, recalls. */
export interface Owed<B extends NotificationResponseBody | RecallResponseBody> {
  readonly kind: 'NOT' | 'RECALL';
  acknowledged(tx: Transaction, eventId: string, said: Omit<B, 'salt'>, at: Date): Promise<void>;
  /** It cannot work with it: the alarm of its silence says so to the operator. */
  rejected(tx: Transaction, eventId: string, code: string, at: Date): Promise<void>;
}

/** A country says what became of our notification or recall (NRS, RECALLR), or that it cannot work with it (FEM). */
export class ReceiveAcknowledgement<B extends NotificationResponseBody | RecallResponseBody> implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly outbox: OutboxStore,
    private readonly owed: Owed<B>,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply, lifecycle.illegal-transition */
  async run(message: InboxMessage, reply: OpenedMessage): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const sent = await repliedTo(tx, this.outbox, reply, this.owed.kind);
      const { slip, content, signed } = reply;
      if (!(await this.inbox.finish(tx, message.messageId, content.kind, signed))) return;
      const { messageId, contentDigest } = message;
      const eventId = randomUUID();
      const { requestDigest = '' } = content;
      const parties = { from: slip.from, to: slip.to };
      const received: NewEntry = {
        eventId,
        entry: { type: 'RECEIVED', messageId, ...parties, class: slip.class, contentDigest, requestDigest },
      };
      const at = new Date(this.home.clock.nowMs());
      if (content.kind === 'FEM') {
        await this.log.append(sqlOf(tx), [received]);
        return this.owed.rejected(tx, sent.eventId, (content.body as FaultBody).code, at);
      }
      const { salt: _salt, ...said } = content.body as B;
      const acknowledged = { type: 'ACKNOWLEDGEMENT', ...parties, requestDigest, ...said } as const;
      await this.log.append(sqlOf(tx), [received, { eventId, entry: acknowledged }]);
      await this.owed.acknowledged(tx, sent.eventId, said, at);
    });
  }
}
