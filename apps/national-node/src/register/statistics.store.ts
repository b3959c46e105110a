import type { StatisticKind } from '#libs/matching';
import { copyInto, sqlOf, type Transaction } from '#libs/platform';
import { copyField } from '#libs/platform/plain';

/** What a register is searched and judged by, counted over all its persons. */
export interface TakenStatistics {
  readonly persons: number;
  readonly hotKeys: readonly (readonly [key: number, persons: number])[];
  readonly values: readonly (readonly [kind: StatisticKind, value: string, persons: number])[];
}

/** The search table that serves, or the one that is being built beside it. */
export type SearchTable = 'person_search' | 'person_search_next';

const PAGE = 5_000;
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

  /** The features of everybody, page by page in the order of ids. */
  async *features(tx: Transaction, table: SearchTable): AsyncGenerator<string[]> {
    for (let after = ''; ;) {
      const rows = await sqlOf(tx).query<{ personId: string; features: string }>(
        `SELECT person_id AS "personId", features FROM ${table} WHERE person_id > $1 ORDER BY person_id LIMIT ${PAGE}`,
        [after],
      );
      if (rows.length > 0) yield rows.map(({ features }) => features);
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.personId ?? '';
    }
  }

  /** When the register was counted last. */
  async takenAt(tx: Transaction): Promise<Date | undefined> {
    const [row] = await sqlOf(tx).query<{ at: Date | null }>('SELECT statistics_at AS at FROM register_state');
    return row?.at ?? undefined;
  }

  /** Replaces what was counted before; whoever reads sees the one or the other whole. */
  async replace(tx: Transaction, { persons, hotKeys, values }: TakenStatistics, at: Date): Promise<void> {
    await sqlOf(tx).query('DELETE FROM hot_key');
    await sqlOf(tx).query('DELETE FROM register_statistic');
    await copyInto(tx, 'hot_key (key, persons)', lines(hotKeys));
    await copyInto(tx, 'register_statistic (kind, value, persons)', lines(values));
    await sqlOf(tx).query('UPDATE register_state SET persons = $1, statistics_at = $2', [persons, at]);
  }
}

function lines(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  return Buffer.from(rows.map((row) => `${row.map((value) => copyField(String(value))).join('\t')}\n`).join(''));
}
