import { inTransaction, type Database, type Transaction } from '#libs/platform';
import {
  BROKER,
  checkEnvironment,
  CrexError,
  digestOf,
  MAX_BATCH,
  readStatement,
  type MessageItem,
  type ReadJws,
  type RefusedItem,
  type Statement,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { BrokerConnection } from './broker-connection.js';
import type { EndUndelivered } from './end-undelivered.js';
import type { HighWaterFile } from './high-water.js';
import type { OutboxStore, SealedMessage } from './outbox.store.js';
import type { SealOutgoing } from './seal-outgoing.js';

/** Refusals that say "not now": the same bytes may be sent again. Every other refusal is final. */
const NOT_NOW = new Set([
  ...['broker.mailbox-full', 'broker.over-limit', 'broker.internal', 'broker.directory-expired', 'broker.from-future'],
]);
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 5 * 60_000;
/** A message that the broker holds is offered again this often, in case the broker lost it (ms). */
const REOFFER_MS = 10 * 60_000;

/**
 * Posts sealed messages to the broker until each is taken by its recipient, refused for good, or out of time. What is
 * posted is always the stored bytes.
 */
export class Deliver {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxStore,
    private readonly sealOutgoing: SealOutgoing,
    private readonly highWater: HighWaterFile,
    private readonly broker: BrokerConnection,
    private readonly trust: Trust,
    private readonly endUndelivered: EndUndelivered,
    private readonly home: Home,
  ) {}

  /** Leases of a round that did not end: of a killed predecessor, or our own when the database failed. */
  private mayHoldLeases = true;

  /** One round: what is new, what is due again. @returns how many messages were posted */
  async run(): Promise<number> {
    // one courier a database (HoldCourier), one round at a time: a lease that is found here has nobody behind it
    if (this.mayHoldLeases) await inTransaction(this.database, (tx) => this.outbox.takeBackLeases(tx));
    this.mayHoldLeases = true;
    const fresh = await this.sealOutgoing.run();
    await this.post(fresh);
    const due = await inTransaction(this.database, (tx) => this.outbox.claimDue(tx, MAX_BATCH, this.home.nowSeconds()));
    await this.post(due);
    this.mayHoldLeases = false;
    return fresh.length + due.length;
  }

  private async post(messages: readonly SealedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    // no number leaves that is not on disk, whatever happened between its commit and this moment
    await this.highWater.sent(messages.map(({ messageId }) => messageId));
    try {
      const answer = await this.broker.put(messages.map(({ line }) => line));
      const stored = await Promise.all(answer.stored.map((token) => this.readFromBroker('stored', token)));
      const refused = await Promise.all(answer.refused.map((token) => this.readFromBroker('refused', token)));
      await inTransaction(this.database, async (tx) => {
        for (const receipt of stored) await this.keepReceipt(tx, messages, receipt);
        for (const refusal of refused) await this.heed(tx, messages, refusal.payload.items);
      });
    } catch (error) {
      // the lease already keeps others off; now say when to try again
      await inTransaction(this.database, (tx) => this.tryAgain(tx, messages, 'broker.unreachable'));
      this.mayHoldLeases = false;
      throw error;
    }
  }

  /** A statement of the broker, verified: receipts and refusals are evidence. */
  private async readFromBroker<K extends 'stored' | 'refused'>(kind: K, token: string) {
    const statement = readStatement(kind, token);
    const { by, to, time } = statement.payload;
    checkEnvironment(statement.payload, this.home.env);
    checkStatedTo(by, to, this.home);
    await this.trust.checkSigned(statement, BROKER, time);
    return statement;
  }

  /** A receipt counts for the messages whose digests it repeats. */
  private async keepReceipt(
    tx: Transaction,
    messages: readonly SealedMessage[],
    receipt: ReadJws<Statement<MessageItem>>,
  ) {
    const named = messages.filter((message) => receipt.payload.items.some((item) => isAbout(item, message)));
    await this.outbox.markStored(
      tx,
      named.map(({ messageId }) => messageId),
      receipt.token,
      REOFFER_MS,
    );
  }

  private async heed(
    tx: Transaction,
    messages: readonly SealedMessage[],
    items: readonly RefusedItem[],
  ): Promise<void> {
    for (const item of items) {
      const message = messages.find(({ messageId, line }) =>
        item.id === undefined ? item.lineDigest === digestOf(line) : item.id === messageId,
      );
      // said of the whole call (a certificate, a limit): no message is to blame, so none ends before its time is over
      const wholeCall = item.id === undefined && item.lineDigest === undefined;
      const concerned = wholeCall ? messages : message === undefined ? [] : [message];
      if (wholeCall || NOT_NOW.has(item.code)) await this.tryAgain(tx, concerned, item.code);
      else for (const each of concerned) await this.endUndelivered.run(tx, each, 'REFUSED', item.code);
    }
  }

  /** Exponential back-off with full jitter; the end of the transport life bounds it (endOverdue). */
  private async tryAgain(tx: Transaction, messages: readonly SealedMessage[], code: string): Promise<void> {
    for (const { eventId, attempts } of messages) {
      const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(attempts, 20));
      await this.outbox.postpone(tx, [eventId], Math.random() * longest, code);
    }
  }

  /** Messages whose transport life is over end here. @returns how many */
  async endOverdue(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const overdue = await this.outbox.overdue(tx, this.home.nowSeconds(), MAX_BATCH);
      for (const message of overdue) await this.endUndelivered.run(tx, message, 'EXPIRED', 'requester.expired');
      return overdue.length;
    });
  }
}

function isAbout(item: MessageItem, message: SealedMessage): boolean {
  const { messageId, slipDigest, contentDigest } = message;
  return item.id === messageId && item.slipDigest === slipDigest && item.contentDigest === contentDigest;
}

function checkStatedTo(by: string, to: string, home: Home): void {
  if (by !== BROKER || to !== home.country) {
    throw new CrexError('message.wrong-sender', 'a statement of the broker that is not made to this country');
  }
}
