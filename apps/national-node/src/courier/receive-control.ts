import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Doorbell, type Transaction } from '#libs/platform';
import type { ComparisonBody, ReconciliationBody, VoidBody } from '#libs/protocol';
import type { CompareMessages } from '../reconcile/compare-messages.js';
import type { KeepComparison } from '../reconcile/keep-comparison.js';
import type { InboxMessage, InboxStore } from './inbox.store.js';
import type { OpenedMessage } from './open-message.js';

/**
 * A control message: VOID closes numbers of the sender that will not arrive, TIMEOUT states our silence, RECON and RECR
 * compare what was sent with what came. All are logged.
 */
export class ReceiveControl {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly log: AuditLog,
    private readonly compare: CompareMessages,
    private readonly keepComparison: KeepComparison,
    private readonly courier: Doorbell,
  ) {}

  async run(message: InboxMessage, opened: OpenedMessage): Promise<void> {
    const { slip, content, signed } = opened;
    await inTransaction(this.database, async (tx) => {
      if (!(await this.inbox.finish(tx, message.messageId, content.kind, signed))) return;
      const { messageId, contentDigest } = message;
      const eventId = randomUUID();
      const entry = { messageId, from: slip.from, to: slip.to, class: slip.class, contentDigest };
      await this.log.append(sqlOf(tx), [{ eventId, entry: { type: 'RECEIVED', ...entry } }]);
      await this.heed(tx, eventId, message, opened);
    });
    if (content.kind === 'RECON') this.courier.ring();
  }

  private async heed(tx: Transaction, eventId: string, message: InboxMessage, { content }: OpenedMessage) {
    const { sender, contentDigest } = message;
    if (content.kind === 'VOID') {
      const { epoch, numbers } = content.body as VoidBody;
      await this.inbox.closeNumbers(tx, sender, epoch, numbers);
    } else if (content.kind === 'RECON') {
      await this.compare.run(tx, eventId, sender, contentDigest, content.body as ReconciliationBody);
    } else if (content.kind === 'RECR') {
      await this.keepComparison.run(tx, eventId, sender, content.body as ComparisonBody);
    }
  }
}
