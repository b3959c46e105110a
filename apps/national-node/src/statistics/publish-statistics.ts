import { inTransaction, type Database } from '#libs/platform';
import { monthIn, monthsAfter, signStatistics, type Signer } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerConnection } from '../courier/broker-connection.js';
import { countMonth } from './count-month.js';
import type { MemberStatistics } from './member-statistics.js';
import { pairFigures } from './pair-figures.js';
import type { StatisticsStore } from './statistics.store.js';

/** Months that a node makes up for after it was away. */
const MOST_MISSED = 12;

/**
 * Publishes the figures of each month that is over, once: what was published is sent again until the broker has it, and
 * never computed anew, so that two publications of a month have no difference from which a hidden number follows. A node
 * that has lost its memory finds its own word at the broker.
 */
export class PublishStatistics {
  constructor(
    private readonly database: Database,
    private readonly store: StatisticsStore,
    private readonly members: MemberStatistics,
    private readonly broker: Pick<BrokerConnection, 'putStatistics'>,
    private readonly signer: Signer,
    private readonly home: Home,
  ) {}

  /** @throws courier.*, directory.expired; what did not arrive is sent next time */
  async run(): Promise<void> {
    for (const month of await this.due()) {
      const token = (await this.members.published(month)) ?? (await this.figures(month));
      await inTransaction(this.database, (tx) => this.store.publish(tx, month, token));
    }
    for (const { month, token } of await this.store.undelivered()) {
      await this.broker.putStatistics(token);
      await this.store.delivered(month);
    }
  }

  /** The months that are over and not published: since the last one, or the last month alone. */
  private async due(): Promise<string[]> {
    const present = monthIn(this.home.zone, this.home.nowSeconds());
    const last = (await this.store.lastMonth()) ?? monthsAfter(present, -2);
    const months = Array.from({ length: MOST_MISSED }, (_, index) => monthsAfter(present, index - MOST_MISSED));
    return months.filter((month) => month > last);
  }

  private async figures(month: string): Promise<string> {
    const { env, country: by } = this.home;
    const counted = await inTransaction(this.database, (tx) => countMonth(tx, month, this.home.zone));
    const pairs = counted.map(pairFigures).filter((pair) => pair !== undefined);
    return signStatistics({ env, by, time: this.home.nowSeconds(), month, pairs }, this.signer);
  }
}
