import { Pool, type PoolClient } from 'pg';
import { columnTypes } from './column-types.js';
import type { DatabaseOptions } from './open-database.js';
import { PooledClient } from './pooled-client.js';
import type { Sql } from './sql.js';
import { statementOf } from './statement.js';

/** A pool of connections without a mapper. Each query stands alone; failures are PostgreSQL's own errors. */
export interface SqlDatabase extends Sql {
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>, isolation?: 'READ COMMITTED' | 'REPEATABLE READ'): Promise<T>;
  close(): Promise<void>;
}

const CONNECT_LIMIT_MS = 10_000;

/** Opens a database for a program that loads as little as it can; others use openDatabase. Types as {@link columnTypes}. */
export async function openSqlDatabase(options: Omit<DatabaseOptions, 'entities'>): Promise<SqlDatabase> {
  const pool = new Pool({
    ...{ connectionString: options.url, max: options.poolSize, application_name: options.applicationName },
    ...{ connectionTimeoutMillis: CONNECT_LIMIT_MS, types: columnTypes, Client: PooledClient },
  });
  // a connection broke: who uses it has the error, and the pool replaces it
  pool.on('error', () => undefined);
  const database: SqlDatabase = {
    query: async <R extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<R>(statementOf(text, values))).rows,
    transaction: async (work, isolation = 'READ COMMITTED') => {
      const client = await pool.connect();
      try {
        await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
        const result = await work(sqlOfClient(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // a connection on which even that fails is not used again
        await client.query('ROLLBACK').then(
          () => client.release(),
          () => client.release(true),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
  await database.query('SELECT 1').catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  return database;
}

function sqlOfClient(client: PoolClient): Sql {
  return {
    query: async <R extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<R>(statementOf(text, values))).rows,
  };
}
