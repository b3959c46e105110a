import type { Database } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { ReconciliationStore } from './reconciliation.store.js';

/** Calls an operator for a country that has not compared what was stated to it, until its result comes. */
export class WatchReconciliation {
  constructor(
    private readonly database: Database,
    private readonly store: ReconciliationStore,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
  ) {}

  async run(): Promise<void> {
    // a statement that was not taken by then has expired; the next one states the same numbers
    const overdue = await this.store.overdue(this.database, this.home.nowSeconds() - DEFAULT_LIFE_SECONDS);
    const keyed = overdue.map(({ other, epoch, since }) => ({ key: `${this.home.country}-${other}-${epoch}`, since }));
    for (const { key, since } of keyed) {
      await this.alarm.run({ kind: 'reconciliation-overdue', key, detail: { statedAt: since.toISOString() } });
    }
    await this.alarm.endAllBut('reconciliation-overdue', keyed.map(({ key }) => key)); // prettier-ignore
  }
}
