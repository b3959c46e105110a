import { inTransaction, openDatabase, sqlOf, type Database, type Sql } from '#libs/platform';
import { isCrexError, type Conviction } from '#libs/protocol';
import { readConvictions } from '../register/read-person.js';
import { sourceAway, sourceMalformed, SOURCE_LIMIT_MS, type Changes, type RecordSource, type SourcePerson } from './record-source.js'; // prettier-ignore

/** Two views in the country's own PostgreSQL, read by a role that may do nothing else. */
export class SqlRecordSource implements RecordSource {
  private opened: Promise<Database> | undefined;

  constructor(private readonly url: string) {}

  async changes(after: string, limit: number): Promise<Changes> {
    const [number = '-1', ...person] = after === '' ? [] : after.split(':');
    const rows = await this.read((sql) =>
      sql.query<SourcePerson & { readonly number: string }>(
        `SELECT change_number::text AS number, person_id AS "personId", identity FROM crex.person
         WHERE (change_number, person_id) > ($1::bigint, $2) ORDER BY change_number, person_id LIMIT $3`,
        [number, person.join(':'), limit],
      ),
    );
    const last = rows.at(-1);
    return { persons: rows, cursor: last === undefined ? after : `${last.number}:${last.personId}` };
  }

  async convictionsOf(personId: string): Promise<Conviction[]> {
    const rows = await this.read((sql) =>
      sql.query<{ record: unknown }>(
        `SELECT record FROM crex.conviction WHERE person_id = $1 ORDER BY record->>'finalDate', record->>'id'`,
        [personId],
      ),
    );
    return readConvictions(rows.map(({ record }) => record));
  }

  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await opened?.then(
      (database) => database.destroy(),
      () => undefined,
    );
  }

  /** Read-only whatever the role may do, and over after {@link SOURCE_LIMIT_MS}. */
  private async read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(await this.database(), async (tx) => {
        await sqlOf(tx).query(
          `SELECT set_config('statement_timeout', $1, true), set_config('transaction_read_only', 'on', true)`,
          [String(SOURCE_LIMIT_MS)],
        );
        return work(sqlOf(tx));
      });
    } catch (error) {
      if (isCrexError(error)) throw error;
      // a view or a column that is not there: the connection works, the agreement does not
      throw /^(42|22)/.test(String((error as { code?: unknown }).code)) ? sourceMalformed(error) : sourceAway(error);
    }
  }

  /** Opened with the first need of it: a node starts, and holds its questions, while the source is away. */
  private database(): Promise<Database> {
    this.opened ??= openDatabase({ url: this.url, entities: [], poolSize: 4, applicationName: 'crex-record-source' });
    const opening = this.opened;
    opening.catch(() => {
      if (this.opened === opening) this.opened = undefined;
    });
    return opening;
  }
}
