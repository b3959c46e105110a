import type { AuditLog } from '#libs/audit';
import type { MemberView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import {
  checkEnvironment,
  CrexError,
  readStatement,
  type Digest,
  type MessageItem,
  type Statement,
} from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive, type Trust } from '../directory/trust.js';
import type { Doorbells } from './doorbells.js';
import type { Mailbox } from './mailbox.js';

/** Two calls that take the same messages in another order may meet; one of them then begins again. */
const TAKE_RETRIES = 3;

/**
 * The recipient has the messages and says so with its signature: the ciphertext goes, the receipt waits for the
 * sender, and the log says who took what. Saying it twice changes nothing.
 */
export class TakeMessages {
  constructor(
    private readonly database: Database,
    private readonly mailbox: Mailbox<Transaction>,
    private readonly trust: Trust,
    private readonly log: AuditLog,
    private readonly broker: BrokerIdentity,
    private readonly doorbells: Doorbells,
  ) {}

  /**
   * @param taken signed *taken* statements, one for each sender
   * @param statements digests of statements that the member has stored
   */
  async run(peer: MemberView, taken: readonly string[], statements: readonly Digest[]): Promise<void> {
    checkActive(peer, 'sender');
    const receipts = await Promise.all(taken.map((token) => this.check(peer, token)));
    const work = async (tx: Transaction) => {
      for (const { token, payload } of receipts) await this.record(tx, peer, token, payload);
      if (statements.length > 0) await this.mailbox.dropStatements(tx, peer.id, statements);
    };
    await inTransaction(this.database, work, { retries: TAKE_RETRIES });
    for (const { payload } of receipts) this.doorbells.ring(payload.to);
  }

  private async check(peer: MemberView, token: string) {
    const receipt = readStatement('taken', token);
    checkEnvironment(receipt.payload, this.broker.env);
    checkStatedBy(receipt.payload, peer);
    await this.trust.checkSigned(receipt, peer);
    return receipt;
  }

  private async record(
    tx: Transaction,
    peer: MemberView,
    token: string,
    receipt: Statement<MessageItem>,
  ): Promise<void> {
    const taken = await this.mailbox.take(tx, peer.id, receipt.to, receipt.items);
    if (taken.length === 0) return;
    await this.mailbox.leaveStatement(tx, receipt.to, token);
    const entries = taken.map(({ eventId, id: messageId, slipDigest, contentDigest }) => ({
      eventId,
      entry: { type: 'TAKEN', messageId, slipDigest, contentDigest, by: peer.id } as const,
    }));
    await this.log.append(sqlOf(tx), entries);
  }
}

function checkStatedBy(receipt: Statement<unknown>, peer: MemberView): void {
  if (receipt.by !== peer.id) {
    throw new CrexError('message.wrong-sender', 'the statement is made by another than the TLS certificate says');
  }
}
