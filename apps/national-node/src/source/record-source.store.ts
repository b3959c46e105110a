import { sqlOf, type Transaction } from '#libs/platform';

/** How far the source has been followed. */
export interface Followed {
  readonly cursor: string;
  /** True once everything has been read. */
  readonly isComplete: boolean;
}

export class RecordSourceStore {
  /** Nothing before the first pull. */
  async followed(tx: Transaction): Promise<Followed | undefined> {
    const [row] = await sqlOf(tx).query<Followed>(
      'SELECT cursor, completed_at IS NOT NULL AS "isComplete" FROM record_source FOR UPDATE',
    );
    return row;
  }

  async isRegisterEmpty(tx: Transaction): Promise<boolean> {
    return (await sqlOf(tx).query('SELECT 1 FROM person LIMIT 1')).length === 0;
  }

  /** Persons who are followed, by their ids. */
  async personsAfter(tx: Transaction, after: string, max: number): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ id: string }>(
      'SELECT person_id AS id FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2',
      [after, max],
    );
    return rows.map(({ id }) => id);
  }

  /** Written with the persons who were told up to here. */
  async advance(tx: Transaction, cursor: string): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO record_source (cursor) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET cursor = excluded.cursor',
      [cursor],
    );
  }

  async complete(tx: Transaction, at: Date): Promise<void> {
    await sqlOf(tx).query('UPDATE record_source SET completed_at = $1', [at]);
  }
}
