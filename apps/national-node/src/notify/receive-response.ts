import { randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { NotificationResponseBody } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { repliedTo } from '../courier/replied-to.js';
import type { Receiver } from '../courier/work-inbox.js';
import type { NotificationStore } from './notification.store.js';

/** A country says what became of our notification (NRS, perhaps two of them), or that it cannot work with it (FEM). */
export class ReceiveResponse implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly outbox: OutboxStore,
    private readonly notifications: NotificationStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply */
  async run(message: InboxMessage, reply: OpenedMessage): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const sent = await repliedTo(tx, this.outbox, reply, 'NOT');
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
        return this.notifications.answer(tx, sent.eventId, { result: 'REJECTED' }, at);
      }
      const { salt: _salt, ...said } = content.body as NotificationResponseBody;
      const acknowledged = { type: 'ACKNOWLEDGEMENT', ...parties, requestDigest, ...said } as const;
      await this.log.append(sqlOf(tx), [received, { eventId, entry: acknowledged }]);
      await this.notifications.answer(tx, sent.eventId, said, at);
    });
  }
}
