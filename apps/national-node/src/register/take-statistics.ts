import {
  countsOf,
  HOT_OTHER,
  HOT_PAIR,
  isPairKey,
  LEAST_COUNTED_PERSONS,
  STATISTIC_KINDS,
  type Features,
  type StatisticKind,
} from '#libs/matching';
import { inTransaction, type Database, type Transaction } from '#libs/platform';
import { nightOf } from '../calendar.js';
import type { Home } from '../context.js';
import type { SearchTable, StatisticsStore, TakenStatistics } from './statistics.store.js';

/** Different values that are counted at once: beyond it the rarest are let go. About 200 bytes each. */
const MOST_VALUES = 1_000_000;

/**
 * Counts which keys are shared by too many and how often each value stands in the register, and puts the new counts in
 * the place of the old ones in one transaction. Runs after an import, every night, and on an operator's word.
 */
export class TakeStatistics {
  constructor(
    private readonly database: Database,
    private readonly store: StatisticsStore,
    private readonly home: Home,
  ) {}

  async run(): Promise<{ persons: number; hotKeys: number; values: number }> {
    const taken = await this.count('person_search');
    await inTransaction(this.database, (tx) => this.put(tx, taken));
    return { persons: taken.persons, hotKeys: taken.hotKeys.length, values: taken.values.length };
  }

  /** Once a night; what no import has counted yet is left alone. */
  async runNightly(): Promise<void> {
    const takenAt = await this.store.takenAt(this.database.manager);
    if (takenAt === undefined) return;
    if (nightOf(this.home, this.home.nowSeconds()) > nightOf(this.home, takenAt.getTime() / 1000)) await this.run();
  }

  /** Reads a search table from end to end; takes minutes at 10 million persons. */
  async count(table: SearchTable): Promise<TakenStatistics> {
    const manager = this.database.manager;
    const shared = await this.store.sharedKeys(manager, table, Math.min(HOT_PAIR, HOT_OTHER));
    const hotKeys = shared.filter(([key, persons]) => persons > (isPairKey(key) ? HOT_PAIR : HOT_OTHER));
    const counter = new ValueCounter();
    let persons = 0;
    for await (const page of this.store.features(manager, table)) {
      for (const features of page) counter.add(countsOf(JSON.parse(features) as Features));
      persons += page.length;
    }
    return { persons, hotKeys, values: counter.common(persons) };
  }

  put(tx: Transaction, taken: TakenStatistics): Promise<void> {
    return this.store.replace(tx, taken, new Date(this.home.clock.nowMs()));
  }
}

/**
 * Counts in bounded memory: when too many values are held, those counted least are let go (lossy counting). Common values
 * are counted exactly unless a register has millions of different rare ones; then some too low, by a few.
 *
 * @see G. S. Manku, R. Motwani: Approximate Frequency Counts over Data Streams (VLDB 2002), §4.2
 */
class ValueCounter {
  private readonly counts = new Map<StatisticKind, Map<string, number>>(
    STATISTIC_KINDS.map((kind) => [kind, new Map<string, number>()]),
  );
  private held = 0;
  private letGo = 0;

  add(counts: ReturnType<typeof countsOf>): void {
    for (const [kind, value] of counts) {
      const values = this.counts.get(kind) as Map<string, number>;
      const before = values.get(value);
      values.set(value, (before ?? 0) + 1);
      if (before === undefined) this.held += 1;
    }
    while (this.held > MOST_VALUES) this.prune();
  }

  /** What more persons than a handful have, and of each kind that everybody has the empty value: it was counted. */
  common(everybody: number): (readonly [StatisticKind, string, number])[] {
    return [...this.counts].flatMap(([kind, values]) => [
      [kind, '', Math.max(everybody, LEAST_COUNTED_PERSONS + 1)] as const,
      ...[...values]
        .filter(([value, persons]) => persons > LEAST_COUNTED_PERSONS && value !== '')
        .map(([value, persons]) => [kind, value, persons] as const),
    ]);
  }

  private prune(): void {
    this.letGo += 1;
    for (const values of this.counts.values()) {
      for (const [value, persons] of values) {
        if (persons > this.letGo) continue;
        values.delete(value);
        this.held -= 1;
      }
    }
  }
}
