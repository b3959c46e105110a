import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { VoidBody } from '#libs/protocol';
import type { InboxMessage, InboxStore } from './inbox.store.js';
import type { OpenMessage } from './open-message.js';

/** A control message: VOID closes numbers of the sender that will not arrive, TIMEOUT states our silence. Both are logged. */
export class ReceiveControl {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly open: OpenMessage,
    private readonly log: AuditLog,
  ) {}

  /** @throws message.*, pki.*, directory.expired; the caller refuses or retries */
  async run(message: InboxMessage): Promise<void> {
    const { slip, content, contentJws } = await this.open.run(message);
    await inTransaction(this.database, async (tx) => {
      if (!(await this.inbox.finish(tx, message.messageId, content.kind, contentJws))) return;
      const { messageId, contentDigest } = message;
      const entry = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest };
      await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry: { type: 'RECEIVED', ...entry } }]);
      if (content.kind === 'VOID') {
        const { epoch, numbers } = content.body as VoidBody;
        await this.inbox.closeNumbers(tx, message.sender, epoch, numbers);
      }
    });
  }
}
