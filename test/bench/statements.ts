import { openDatabase } from '#libs/platform';

/** PostgreSQL settings with which a server counts its statements. */
export const COUNTING = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' };

interface Counted {
  readonly database: string;
  readonly calls: number;
  readonly ms: number;
  readonly query: string;
}

/** Counts what a PostgreSQL server that was started with {@link COUNTING} does: from `reset` to `heaviest`. */
export async function statementCounter(adminUrl: string) {
  const database = await openDatabase({ url: adminUrl, entities: [], poolSize: 1, applicationName: 'bench' });
  await database.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  return {
    reset: (): Promise<unknown> => database.query('SELECT pg_stat_statements_reset()'),
    /** The statements with the most execution time, all databases together. */
    heaviest: (count: number): Promise<Counted[]> =>
      database.query<Counted[]>(
        `SELECT d.datname AS database, sum(s.calls)::float8 AS calls, sum(s.total_exec_time) AS ms,
           left(regexp_replace(s.query, '\\s+', ' ', 'g'), 150) AS query
         FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         GROUP BY 1, 4 ORDER BY 3 DESC LIMIT $1`,
        [count],
      ),
    close: () => database.destroy(),
  };
}
