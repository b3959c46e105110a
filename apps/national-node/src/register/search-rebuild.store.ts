import { FEATURES_VERSION } from '#libs/matching';
import { copyInto, sqlOf, type Transaction } from '#libs/platform';
import type { DisclosedIdentity } from '#libs/protocol';
import { searchRows } from './person-rows.js';

/** Persons read and described at once. */
export const REBUILD_PAGE = 2_000;

interface Described {
  readonly personId: string;
  readonly identity: DisclosedIdentity;
}

/** The search tables that are built beside those that serve: person_search_next and person_document_next. */
export class SearchRebuildStore {
  /** Makes the new tables, empty. Waits for whoever is writing; from then on every writer notes whom it changes. */
  async begin(tx: Transaction): Promise<void> {
    await sqlOf(tx).query('SELECT register_begin_rebuild($1)', [FEATURES_VERSION]);
  }

  /** Describes the persons behind this id into the new tables. @returns the last one's id, and how many they are */
  async copyPage(tx: Transaction, after: string): Promise<{ last: string; persons: number }> {
    const persons = await sqlOf(tx).query<Described>(
      `SELECT person_id AS "personId", identity FROM person WHERE person_id > $1 ORDER BY person_id LIMIT ${REBUILD_PAGE}`,
      [after],
    );
    await this.copy(tx, persons);
    return { last: persons.at(-1)?.personId ?? after, persons: persons.length };
  }

  async buildIndexes(tx: Transaction): Promise<void> {
    await sqlOf(tx).query('SELECT register_index_rebuild()');
  }

  /**
   * Describes some of those anew who changed since {@link begin}. Who was noted has been committed, so that the statement
   * after it sees what they are now.
   *
   * @returns how many changes were noted
   */
  async catchUp(tx: Transaction): Promise<number> {
    const noted = await sqlOf(tx).query<{ personId: string }>(
      `DELETE FROM register_change WHERE change_id IN
         (SELECT change_id FROM register_change ORDER BY change_id LIMIT ${REBUILD_PAGE})
       RETURNING person_id AS "personId"`,
    );
    const ids = [...new Set(noted.map(({ personId }) => personId))];
    for (const table of ['person_search_next', 'person_document_next']) {
      await sqlOf(tx).query(`DELETE FROM ${table} WHERE person_id = ANY($1)`, [ids]);
    }
    const now = await sqlOf(tx).query<Described>(
      'SELECT person_id AS "personId", identity FROM person WHERE person_id = ANY($1)',
      [ids],
    );
    await this.copy(tx, now);
    return noted.length;
  }

  /** Nobody writes to the register from here to the end of the transaction. */
  async stopWriters(tx: Transaction): Promise<void> {
    await sqlOf(tx).query('SELECT 1 FROM register_state FOR UPDATE');
  }

  /** The new tables take the place of the old ones. Waits two seconds at most for who reads them: others queue behind. */
  async swap(tx: Transaction): Promise<void> {
    await sqlOf(tx).query(`SET LOCAL lock_timeout = '2s'`);
    await sqlOf(tx).query('SELECT register_swap_rebuild()');
  }

  private async copy(tx: Transaction, persons: readonly Described[]): Promise<void> {
    const rows = persons.map(({ personId, identity }) => searchRows(personId, identity));
    await copyInto(
      tx,
      'person_search_next (person_id, keys, birth_date, features, normaliser_version)',
      Buffer.from(rows.map(({ search }) => search).join('')),
    );
    await copyInto(
      tx,
      'person_document_next (document, person_id)',
      Buffer.from(rows.map(({ document }) => document).join('')),
    );
  }
}
