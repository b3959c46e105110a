import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** A pool of connections to the app's own database. */
export type Database = DataSource;
/** One open transaction of it; stores run their SQL in it through sqlOf. */
export type Transaction = EntityManager;

export interface TransactionOptions {
  /** READ COMMITTED unless said otherwise. */
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  /** How often `work` runs again after a serialization failure or a deadlock; 0 unless said. It must be repeatable. */
  readonly retries?: number;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const BACK_OFF_MS = 5;

/** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (tx: EntityManager) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await dataSource.transaction(options.isolation ?? 'READ COMMITTED', work);
    } catch (error) {
      if (attempt >= (options.retries ?? 0) || !isConflict(error)) throw error;
      await sleep(Math.random() * BACK_OFF_MS * 2 ** attempt);
    }
  }
}

function isConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK;
}

/** The SQLSTATE of a failed statement, `undefined` for any other error. @see PostgreSQL documentation, appendix A */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return typeof code === 'string' ? code : undefined;
}
