import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { QueryFailedError, type EntityManager } from 'typeorm';

/** The one-method thing that the pure libs ask for: SQL text with $1, $2, ... and the rows it returns. */
export interface Sql {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Names of prepared statements, by their text. More texts than this are composed, not written, and stay unnamed. */
const names = new Map<string, string>();
const MOST_NAMES = 500;

/**
 * SQL through TypeORM: inside {@link inTransaction} it runs in that transaction; given `dataSource.manager` each query
 * stands alone. A statement with values is prepared once a connection, so PostgreSQL does not parse and plan it anew
 * each time. Unlike `EntityManager.query` it returns rows for UPDATE and DELETE too, not a pair.
 */
export function sqlOf(manager: EntityManager): Sql {
  return {
    async query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
      const runner = manager.queryRunner ?? manager.dataSource.createQueryRunner();
      try {
        const client = (await runner.connect()) as PoolClient;
        const name = values.length === 0 ? undefined : nameOf(text);
        const { rows } = await client.query<R>({ text, values: [...values], ...(name === undefined ? {} : { name }) });
        return rows;
      } catch (error) {
        throw new QueryFailedError(text, [...values], error as Error);
      } finally {
        if (manager.queryRunner === undefined) await runner.release();
      }
    },
  };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  names.set(text, name);
  return name;
}
