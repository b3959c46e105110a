import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** A pool of connections to the app's own database. */
export type Database = DataSource;
/** One open transaction of it; stores run their SQL in it through sqlOf. */
export type Transaction = EntityManager;

export interface TransactionOptions {
  /** READ COMMITTED unless said otherwise: the default of the role, which checkDatabaseRole looks at. */
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  /** How often `work` runs again after a serialization failure or a deadlock; 0 unless said. It must be repeatable. */
  readonly retries?: number;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const BACK_OFF_MS = 5;

/** What waits for the commit of a transaction that is still open. */
const waiting = new WeakMap<EntityManager, (() => void)[]>();

/**
 * Does something once this transaction is committed, and never if it is not: rings a bell for those who look at what it
 * wrote. It must not throw, and may be lost with the process.
 */
export function afterCommit(tx: EntityManager, then: () => void): void {
  waiting.set(tx, [...(waiting.get(tx) ?? []), then]);
}

/** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (tx: EntityManager) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      let due: readonly (() => void)[] = [];
      const whole = async (tx: EntityManager): Promise<T> => {
        const done = await work(tx);
        due = waiting.get(tx) ?? [];
        return done;
      };
      const result = await (options.isolation === undefined
        ? dataSource.transaction(whole)
        : dataSource.transaction(options.isolation, whole));
      for (const then of due) then();
      return result;
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

/** No connection could be had, or it broke: SQLSTATE classes 08, 57P and 53300, or the network's own errors. */
const DISCONNECTED = /^(08|57P|53300|ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT)/;
/** What pg says without a code. */
const PG_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/**
 * True when a statement failed because the database cannot be reached: it may be tried again later. Whether a commit
 * that failed so has happened is not known.
 */
export function isDisconnected(error: unknown): boolean {
  const { code, message, driverError, errors } = Object(error) as Record<string, unknown>;
  if (typeof code === 'string' && DISCONNECTED.test(code)) return true;
  if (typeof message === 'string' && PG_MESSAGES.test(message)) return true;
  if (Array.isArray(errors)) return errors.some(isDisconnected); // localhost by IPv4 and IPv6
  return driverError !== undefined && driverError !== error && isDisconnected(driverError);
}
