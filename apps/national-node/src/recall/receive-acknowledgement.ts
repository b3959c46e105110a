import { randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { FaultBody, RecallResponseBody } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxMessage, InboxStore } from '../courier/inbox.store.js';
import type { OpenedMessage } from '../courier/open-message.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import { repliedTo } from '../courier/replied-to.js';
import type { Receiver } from '../courier/work-inbox.js';
import type { RecallStore } from './recall.store.js';

/** A country says what became of the copy that we recalled (RECALLR), or that it cannot work with the recall (FEM). */
export class ReceiveAcknowledgement implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly outbox: OutboxStore,
    private readonly recalls: RecallStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws message.reply-to-nothing, message.swapped-reply */
  async run(message: InboxMessage, reply: OpenedMessage): Promise<void> {
    await inTransaction(this.database, async (tx) => {
      const sent = await repliedTo(tx, this.outbox, reply, 'RECALL');
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
        return this.recalls.reject(tx, sent.eventId, (content.body as FaultBody).code, at);
      }
      const { result } = content.body as RecallResponseBody;
      const acknowledged = { type: 'ACKNOWLEDGEMENT', ...parties, requestDigest, result } as const;
      await this.log.append(sqlOf(tx), [received, { eventId, entry: acknowledged }]);
      await this.recalls.acknowledge(tx, sent.eventId, result, at);
    });
  }
}
