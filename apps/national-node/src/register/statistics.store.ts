import { copyInto, sqlOf, type Transaction } from '#libs/platform';
import { copyField } from '#libs/platform/plain';
import type { TakenStatistics } from './take-statistics.js';

/** The search table that serves, or the one that is being built beside it. */
export type SearchTable = 'person_search' | 'person_search_next';

const COUNT_MEMORY = '256MB';

/** What is counted over all persons: hot keys and the frequencies of values. */
export class StatisticsStore {
  /** Keys that more than so many persons share. */
  async sharedKeys(tx: Transaction, table: SearchTable, above: number): Promise<(readonly [number, number])[]> {
    return tx.transaction(async (counting) => {
      const sql = sqlOf(counting);
      await sql.query(`SELECT set_config('work_mem', $1, true)`, [COUNT_MEMORY]);
      const rows = await sql.query<{ key: number; persons: number }>(
        `SELECT key, count(*)::int AS persons FROM ${table}, unnest(keys) key GROUP BY key HAVING count(*) > $1`,
        [above],
      );
      return rows.map(({ key, persons }) => [key, persons] as const);
    });
  }

  async persons(tx: Transaction, table: SearchTable): Promise<number> {
    const [row] = await sqlOf(tx).query<{ persons: number }>(`SELECT count(*) AS persons FROM ${table}`);
    return row?.persons ?? 0;
  }

  /** Replaces what was counted before; whoever reads sees the one or the other whole. */
  async replace(tx: Transaction, { persons, hotKeys }: TakenStatistics, at: Date): Promise<void> {
    await sqlOf(tx).query('DELETE FROM hot_key');
    await copyInto(tx, 'hot_key (key, persons)', lines(hotKeys));
    await sqlOf(tx).query('UPDATE register_state SET persons = $1, statistics_at = $2', [persons, at]);
  }
}

function lines(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${row.map((value) => copyField(String(value))).join('\t')}\n`).join(''));
}
