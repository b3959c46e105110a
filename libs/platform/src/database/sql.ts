import type { PoolClient } from 'pg';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { statementOf, type StatementOptions } from './statement.js';

/** The one-method thing that the pure libs ask for: SQL text with $1, $2, ... and the rows it returns. */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/**
 * SQL through TypeORM: inside {@link inTransaction} it runs in that transaction; given `dataSource.manager` each query
 * stands alone. Unlike `EntityManager.query` it returns rows for UPDATE and DELETE too, not a pair.
 */
export function sqlOf(manager: EntityManager, options: StatementOptions = {}): Sql {
  return {
    async query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
      const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
      try {
        const client = (await runner.connect()) as PoolClient;
        const { rows } = await client.query<R>(statementOf(text, values, options));
        return rows;
      } catch (error) {
        throw new QueryFailedError(text, [...values], error as Error);
      } finally {
        if (manager.queryRunner === undefined) await runner.release();
      }
    },
  };
}
