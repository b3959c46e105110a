import { inTransaction, type Database, type Transaction } from '#libs/platform';
import {
  checkEnvironment,
  checkSealedDigest,
  checkTimes,
  CrexError,
  digestOf,
  isCrexError,
  MAX_BATCH,
  readEnvelope,
  signStatement,
  type CountryCode,
  type Envelope,
  type Signer,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { BrokerConnection } from './broker-connection.js';
import type { HighWaterFile } from './high-water.js';
import type { InboxStore } from './inbox.store.js';
import type { KeepStatement } from './keep-statement.js';
import type { Oddities } from './oddities.js';

/**
 * Empties the mailbox: checks that each envelope is for this node and signed by its sender, stores the batch in the
 * inbox, and only then says so with signed *taken* receipts. What cannot be trusted is neither stored nor receipted.
 */
export class Collect {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly broker: BrokerConnection,
    private readonly trust: Trust,
    private readonly signer: Signer,
    private readonly keepStatement: KeepStatement,
    private readonly highWater: HighWaterFile,
    private readonly oddities: Oddities,
    private readonly home: Home,
  ) {}

  /** Waits for the mailbox, takes one batch. @returns how many messages are new in the inbox */
  async run(signal: AbortSignal): Promise<number> {
    const mailbox = await this.broker.fetch(signal);
    const checked = await Promise.all(mailbox.envelopes.slice(0, MAX_BATCH).map((line) => this.check(line)));
    const envelopes = checked.filter((envelope) => envelope !== undefined);
    const stored = await inTransaction(this.database, async (tx) => {
      const kept: string[] = [];
      for (const token of mailbox.statements) if (await this.keep(tx, token)) kept.push(digestOf(token));
      const receivedAt = new Date(this.home.clock.nowMs());
      return { ...(await this.inbox.store(tx, envelopes, receivedAt)), kept };
    });
    for (const id of stored.conflicting) this.oddities.note('message.id-reused', id);

    await this.highWater.seen(stored.held.map(({ slip }) => slip.payload.id));
    const receipts = await Promise.all(this.receiptsFor(stored.held));
    if (receipts.length > 0 || stored.kept.length > 0) await this.broker.take(receipts, stored.kept);
    return stored.fresh;
  }

  /** In order: readable, of this environment, for this node, signed by its sender, whole, in time. */
  private async check(line: Uint8Array): Promise<Envelope | undefined> {
    try {
      const envelope = readEnvelope(line);
      const slip = envelope.slip.payload;
      checkEnvironment(slip, this.home.env);
      checkAddressedToUs(slip.to, this.home);
      await this.trust.checkSigned(envelope.slip, slip.from, slip.iat);
      checkSealedDigest(envelope);
      checkTimes(slip, this.home.nowSeconds());
      return envelope;
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.oddities.note(error.code);
      return undefined;
    }
  }

  /** One receipt a sender: nobody learns from it who else has written. */
  private receiptsFor(envelopes: readonly Envelope[]): Promise<string>[] {
    return [...Map.groupBy(envelopes, ({ slip }) => slip.payload.from)].map(([to, group]) => {
      const items = group.map(({ slip: { digest, payload } }) => {
        return { id: payload.id, slipDigest: digest, contentDigest: payload.contentDigest };
      });
      const statement = { env: this.home.env, by: this.home.country, to, time: this.home.nowSeconds(), items };
      return signStatement('taken', statement, this.signer);
    });
  }

  private async keep(tx: Transaction, token: string): Promise<boolean> {
    try {
      await this.keepStatement.run(tx, token);
      return true;
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.oddities.note(error.code);
      return true; // it says nothing that this node could use: no need to hear it again
    }
  }
}

function checkAddressedToUs(to: CountryCode, home: Home): void {
  if (to !== home.country) throw new CrexError('message.wrong-recipient', 'the slip is addressed to another country');
}
