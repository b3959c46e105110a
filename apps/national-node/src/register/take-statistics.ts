import { HOT_OTHER, HOT_PAIR, isPairKey } from '#libs/matching';
import { inTransaction, type Database, type Transaction } from '#libs/platform';
import type { Home } from '../context.js';
import type { SearchTable, StatisticsStore } from './statistics.store.js';

/** What a register is searched and judged by, counted over all its persons. */
export interface TakenStatistics {
  readonly persons: number;
  readonly hotKeys: readonly (readonly [key: number, persons: number])[];
}

/**
 * Counts which keys are shared by too many, and puts the new counts in
 * the place of the old ones in one transaction. Runs after an import, every night, and on an operator's word.
 */
export class TakeStatistics {
  constructor(
    private readonly database: Database,
    private readonly store: StatisticsStore,
    private readonly home: Home,
  ) {}

  async run(): Promise<{ persons: number; hotKeys: number }> {
    const taken = await this.count('person_search');
    await inTransaction(this.database, (tx) => this.put(tx, taken));
    return { persons: taken.persons, hotKeys: taken.hotKeys.length };
  }

  /** Reads a search table from end to end; takes minutes at 10 million persons. */
  async count(table: SearchTable): Promise<TakenStatistics> {
    const manager = this.database.manager;
    const shared = await this.store.sharedKeys(manager, table, Math.min(HOT_PAIR, HOT_OTHER));
    const hotKeys = shared.filter(([key, persons]) => persons > (isPairKey(key) ? HOT_PAIR : HOT_OTHER));
    return { persons: await this.store.persons(manager, table), hotKeys };
  }

  put(tx: Transaction, taken: TakenStatistics): Promise<void> {
    return this.store.replace(tx, taken, new Date(this.home.clock.nowMs()));
  }
}
