import { setTimeout as sleep } from 'node:timers/promises';
import { FEATURES_VERSION } from '#libs/matching';
import { inTransaction, SessionLock, sqlState, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import { allowIndexMemory } from './register-import.store.js';
import { REBUILD_PAGE, type SearchRebuildStore } from './search-rebuild.store.js';
import type { TakenStatistics } from './statistics.store.js';
import type { TakeStatistics } from './take-statistics.js';

const REBUILD_LOCK = 4_739_211;
const LOCK_NOT_AVAILABLE = '55P03';
const MOST_ATTEMPTS = 100;
const ATTEMPT_EVERY_MS = 500;

export interface Rebuilt {
  readonly persons: number;
  /** Changes that others committed meanwhile, and that were read again. */
  readonly caughtUp: number;
  readonly version: number;
}

/**
 * Builds the search tables and the counts anew from the persons, by this program's rules, beside those that serve, and
 * puts them in their place in one short transaction. Questions are answered and persons changed meanwhile; a program of
 * another version answers nobody from the swap on. One that was killed leaves the old tables as they are.
 */
export class RebuildSearch {
  constructor(
    private readonly database: Database,
    private readonly store: SearchRebuildStore,
    private readonly statistics: TakeStatistics,
  ) {}

  /** @throws register.rebuild-under-way, register.swap-not-possible */
  async run(indexMemoryMb?: number): Promise<Rebuilt> {
    const lock = new SessionLock(this.database, REBUILD_LOCK);
    checkAlone(await lock.take());
    try {
      await inTransaction(this.database, (tx) => this.store.begin(tx));
      await this.copyAll();
      await inTransaction(this.database, async (tx) => {
        await allowIndexMemory(tx, indexMemoryMb);
        await this.store.buildIndexes(tx);
      });
      let caughtUp = await this.catchUp();
      const counted = await this.statistics.count('person_search_next');
      caughtUp += await this.catchUp();
      caughtUp += await this.swap(counted);
      return { persons: counted.persons, caughtUp, version: FEATURES_VERSION };
    } finally {
      await lock.release();
    }
  }

  private async copyAll(): Promise<void> {
    for (let after = ''; ;) {
      const page = await inTransaction(this.database, (tx) => this.store.copyPage(tx, after));
      if (page.persons < REBUILD_PAGE) return;
      after = page.last;
    }
  }

  /** Until no more is left than the swap can do while writers wait. */
  private async catchUp(): Promise<number> {
    for (let total = 0; ;) {
      const noted = await inTransaction(this.database, (tx) => this.store.catchUp(tx));
      total += noted;
      if (noted < REBUILD_PAGE) return total;
    }
  }

  /** Tries again when somebody reads for long: until then the old tables serve. */
  private async swap(counted: TakenStatistics): Promise<number> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.database, async (tx) => {
          await this.store.stopWriters(tx);
          let caughtUp = 0;
          for (let noted = REBUILD_PAGE; noted === REBUILD_PAGE; caughtUp += noted)
            noted = await this.store.catchUp(tx);
          await this.statistics.put(tx, counted);
          await this.store.swap(tx);
          return caughtUp;
        });
      } catch (error) {
        if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
        checkAttempts(attempt, error);
        await sleep(ATTEMPT_EVERY_MS);
      }
    }
  }
}

function checkAlone(taken: boolean): void {
  if (!taken) throw new CrexError('register.rebuild-under-way', 'the search tables are being built anew already');
}

function checkAttempts(attempt: number, cause: unknown): void {
  if (attempt >= MOST_ATTEMPTS) {
    throw new CrexError('register.swap-not-possible', 'somebody reads the search tables without an end', {
      cause,
      nextStep: 'look for the long transaction in pg_stat_activity, end it, and run the command again',
    });
  }
}
