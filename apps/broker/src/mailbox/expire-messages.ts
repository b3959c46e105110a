import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { MAX_BATCH, signStatement } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { Doorbells } from './doorbells.js';
import type { Mailbox } from './mailbox.js';

/** Nobody took these before their time was over: silence becomes a signed statement to the sender. */
export class ExpireMessages {
  constructor(
    private readonly database: Database,
    private readonly mailbox: Mailbox<Transaction>,
    private readonly log: AuditLog,
    private readonly broker: BrokerIdentity,
    private readonly doorbells: Doorbells,
  ) {}

  /** @returns how many expired; at most one batch a run */
  async run(): Promise<number> {
    const expired = await inTransaction(this.database, async (tx) => {
      const messages = await this.mailbox.expire(tx, this.broker.nowSeconds(), MAX_BATCH);
      for (const [sender, group] of Map.groupBy(messages, ({ from }) => from)) {
        const items = group.map(({ id, slipDigest, contentDigest }) => ({ id, slipDigest, contentDigest }));
        const statement = { ...this.broker.statementTo(sender), items };
        await this.mailbox.leaveStatement(tx, sender, await signStatement('expired', statement, this.broker.signer));
        const entries = group.map(({ eventId, id: messageId, slipDigest, contentDigest }) => ({
          eventId,
          entry: { type: 'EXPIRED', messageId, slipDigest, contentDigest } as const,
        }));
        await this.log.append(sqlOf(tx), entries);
      }
      return messages;
    });
    for (const { from } of expired) this.doorbells.ring(from);
    return expired.length;
  }
}
