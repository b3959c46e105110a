import { inTransaction, type Database } from '#libs/platform';
import type { BrokerIdentity } from '../broker-identity.js';
import type { CurrentDirectory } from './current-directory.js';
import { checkPublished, TIMESTAMP_LIFE_SECONDS, type Publisher } from './publisher.js';

/** A snapshot is signed anew when less than this is left of its life (seconds). */
const SNAPSHOT_RESERVE_SECONDS = 3 * 24 * 3600;

/** Keeps the directory alive: a timestamp that nobody renews is how everyone notices that the broker is frozen. */
export class RenewTimestamp {
  constructor(
    private readonly database: Database,
    private readonly publisher: Publisher,
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerIdentity,
    /** Age at which a timestamp is replaced. */
    private readonly periodMs: number,
  ) {}

  /** @returns whether something was due @throws directory.none */
  async run(): Promise<boolean> {
    const renewed = await inTransaction(this.database, async (tx) => {
      const current = await this.publisher.begin(tx);
      checkPublished(current);
      const now = this.broker.nowSeconds();
      const age = now - (current.timestampExpires - TIMESTAMP_LIFE_SECONDS);
      if (current.snapshotExpires - now < SNAPSHOT_RESERVE_SECONDS) {
        await this.publisher.publishSnapshot(tx, current, new Map());
      } else if (age * 1000 >= this.periodMs) {
        await this.publisher.publishTimestamp(tx, current);
      } else return false;
      return true;
    });
    if (renewed) await this.directory.refresh();
    return renewed;
  }
}
