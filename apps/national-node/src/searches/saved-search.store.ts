import { sqlOf, type Transaction } from '#libs/platform';

/** Which list is looked at: the questions that wait for clerks, or one's own requests. */
export type SearchedList = 'QUEUE' | 'REQUESTS';

/** A look at a list under a name; the query holds words of lists alone. */
export interface SavedSearch<Query extends object = object> {
  readonly name: string;
  readonly query: Query;
}

/** Looks at lists that officials have named, each their own. */
export class SavedSearchStore<Query extends object> {
  constructor(private readonly list: SearchedList) {}

  /** The same name replaces it. @param savedAt seconds since 1970 */
  async save(tx: Transaction, officialId: string, { name, query }: SavedSearch<Query>, savedAt: number): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO saved_search (official_id, list, name, query, saved_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (official_id, list, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at`,
      [officialId, this.list, name, JSON.stringify(query), savedAt],
    );
  }

  /** By name. */
  of(tx: Transaction, officialId: string): Promise<SavedSearch<Query>[]> {
    return sqlOf(tx).query('SELECT name, query FROM saved_search WHERE official_id = $1 AND list = $2 ORDER BY name', [
      officialId,
      this.list,
    ]);
  }

  /** @returns whether there was one */
  async forget(tx: Transaction, officialId: string, name: string): Promise<boolean> {
    const gone = await sqlOf(tx).query(
      'DELETE FROM saved_search WHERE official_id = $1 AND list = $2 AND name = $3 RETURNING 1',
      [officialId, this.list, name],
    );
    return gone.length === 1;
  }
}
