import { foreignConviction, move, type ForeignConvictionState } from '#libs/lifecycle';
import { FEATURES_VERSION } from '#libs/matching';
import { copyInto, sqlOf, type Transaction } from '#libs/platform';
import { CrexError, type Conviction, type Digest, type DisclosedIdentity, type Person } from '#libs/protocol';
import { PERSON_TABLES, personRows, type ImportedPerson, type PersonRows, type PersonTable } from './person-rows.js';

/** What ended a version of a person, when, by whom and why. */
export interface Change {
  readonly change: 'IMPORTED' | 'CORRECTED' | 'MERGED' | 'SPLIT';
  /** The CORRECTION entry of the log. */
  readonly eventId?: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** A person as the register holds them now. */
export interface HeldPerson {
  readonly person: Person;
  /** Of the record as it was imported; a correction by hand leaves it, so that an unchanged file does not undo it. */
  readonly digest: Digest;
}

/** The country's persons and convictions. Every method that writes is called after {@link RegisterStore.hold}. */
export class RegisterStore {
  async convictionsOf(tx: Transaction, personId: string): Promise<Conviction[]> {
    const rows = await sqlOf(tx).query<Pick<RecordRow, 'record'>>(
      `SELECT record FROM conviction WHERE person_id = $1 ORDER BY record->>'finalDate', conviction_id`,
      [personId],
    );
    return rows.map(({ record }) => record);
  }

  /** Everything that can be told of each of these persons: own convictions, and those that other countries have notified. */
  async tellableOf(tx: Transaction, personIds: readonly string[]): Promise<Map<string, Conviction[]>> {
    return recordsBy(
      await sqlOf(tx).query<RecordRow>(
        `WITH RECURSIVE ids AS (
           SELECT id COLLATE "C" AS now_id, id COLLATE "C" AS person_id FROM unnest($1::text[]) id
           UNION SELECT ids.now_id, m.person_id FROM person_merged m JOIN ids ON m.into_id = ids.person_id)
         SELECT person_id AS "personId", record FROM (
           SELECT person_id, record, conviction_id AS id FROM conviction WHERE person_id = ANY($1)
           UNION ALL
           SELECT ids.now_id, f.record->'conviction', f.record->'conviction'->>'id'
           FROM foreign_conviction f JOIN ids USING (person_id) WHERE f.state = 'STORED') held
         ORDER BY record->>'finalDate', id`,
        [personIds],
      ),
    );
  }

  /** Forgets what other countries have notified of persons who leave; their later versions are told that nobody is there. */
  async forgetForeign(tx: Transaction, personIds: readonly string[]): Promise<void> {
    const rows = await sqlOf(tx).query<{ id: string; state: ForeignConvictionState }>(
      'SELECT notification_id AS id, state FROM foreign_conviction WHERE person_id = ANY($1) FOR UPDATE',
      [personIds],
    );
    for (const { id, state } of rows) {
      await sqlOf(tx).query(
        `UPDATE foreign_conviction SET state = $2, reason = 'NOT_IDENTIFIED', person_id = NULL, record = NULL
         WHERE notification_id = $1`,
        [id, move(foreignConviction, state, 'LEAVE').to],
      );
    }
  }

  /** Of these persons, those who are nationals of one of these countries, or were in the version before. */
  async nationalsAmong(tx: Transaction, personIds: readonly string[], countries: readonly string[]): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ personId: string }>(
      `SELECT p.person_id AS "personId" FROM person p
       LEFT JOIN LATERAL (SELECT h.record FROM person_history h WHERE h.person_id = p.person_id
                          ORDER BY h.version DESC LIMIT 1) was ON true
       WHERE p.person_id = ANY($1)
         AND (p.identity->'nationalities' ?| $2 OR was.record->'nationalities' ?| $2)`,
      [personIds, countries],
    );
    return rows.map(({ personId }) => personId);
  }

  /** People with convictions of this country who are nationals of one of these countries, in the order of their ids. */
  async nationalsOf(tx: Transaction, countries: readonly string[], after: string, max: number): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ personId: string }>(
      `SELECT p.person_id AS "personId" FROM person p
       WHERE p.person_id > $2 AND p.identity->'nationalities' ?| $1
         AND EXISTS (SELECT FROM conviction c WHERE c.person_id = p.person_id)
       ORDER BY p.person_id LIMIT $3`,
      [countries, after, max],
    );
    return rows.map(({ personId }) => personId);
  }

  /**
   * First step of every transaction that writes: nothing is swapped or begun to be built anew before it ends, and the
   * keys it writes are of the version that stands in the tables.
   *
   * @throws register.other-version
   */
  async hold(tx: Transaction): Promise<void> {
    // an empty register takes the version of the first program that writes to it
    await sqlOf(tx).query(
      `UPDATE register_state SET normaliser_version = $1
       WHERE normaliser_version = 0 AND NOT EXISTS (SELECT 1 FROM person)`,
      [FEATURES_VERSION],
    );
    const [state] = await sqlOf(tx).query<{ version: number }>(
      'SELECT normaliser_version AS version FROM register_state FOR SHARE',
    );
    checkVersion(state?.version === FEATURES_VERSION);
  }

  /** Digests of those of these persons who stand in the register. */
  async digestsOf(tx: Transaction, personIds: readonly string[]): Promise<ReadonlyMap<string, Digest>> {
    const rows = await sqlOf(tx).query<{ personId: string; digest: Digest }>(
      'SELECT person_id AS "personId", digest FROM person WHERE person_id = ANY($1)',
      [personIds],
    );
    return new Map(rows.map(({ personId, digest }) => [personId, digest]));
  }

  /** Ids that were merged into others, each with the digest of its record as it was imported. */
  async mergedDigests(tx: Transaction): Promise<ReadonlyMap<string, Digest>> {
    const rows = await sqlOf(tx).query<{ personId: string; digest: Digest }>(
      'SELECT person_id AS "personId", digest FROM person_merged',
    );
    return new Map(rows.map(({ personId, digest }) => [personId, digest]));
  }

  /** The person as held now, locked until the transaction ends. */
  async lock(tx: Transaction, personId: string): Promise<HeldPerson | undefined> {
    const [row] = await sqlOf(tx).query<{ identity: DisclosedIdentity; digest: Digest }>(
      'SELECT identity, digest FROM person WHERE person_id = $1 FOR UPDATE',
      [personId],
    );
    if (row === undefined) return undefined;
    const convictions = await this.convictionsOf(tx, personId);
    return { person: { personId, ...row.identity, convictions }, digest: row.digest };
  }

  /** Puts persons into the register who are not there. */
  async insert(tx: Transaction, persons: readonly ImportedPerson[]): Promise<void> {
    const rows = personRows(persons);
    const bytes = Object.entries(rows).map(([table, text]) => [table, Buffer.from(text)] as const);
    const ids = persons.map(({ person }) => person.personId);
    await this.insertRows(tx, Object.fromEntries(bytes) as PersonRows<Buffer>, ids);
  }

  /** The same from rows that were made elsewhere. @param personIds whose rows they are */
  async insertRows(tx: Transaction, rows: PersonRows<Uint8Array>, personIds: readonly string[]): Promise<void> {
    for (const [table, target] of Object.entries(PERSON_TABLES)) {
      await copyInto(tx, target, rows[table as PersonTable]);
    }
    await this.noteChanged(tx, personIds);
  }

  /**
   * Takes persons out to make room for what they are now; what they were goes into the history.
   *
   * @returns under which version, by id
   */
  async supersede(
    tx: Transaction,
    personIds: readonly string[],
    { change, ...of }: Change,
  ): Promise<ReadonlyMap<string, number>> {
    const kept = await sqlOf(tx).query<{ personId: string; version: number }>(
      `INSERT INTO person_history (person_id, version, change, event_id, changed_at, changed_by, reason, record)
       SELECT p.person_id,
         1 + (SELECT coalesce(max(h.version), 0) FROM person_history h WHERE h.person_id = p.person_id),
         $2, $3, $4, $5, $6,
         p.identity || jsonb_build_object('convictions', (
           SELECT coalesce(jsonb_agg(c.record ORDER BY c.record->>'finalDate', c.conviction_id), '[]')
           FROM conviction c WHERE c.person_id = p.person_id))
       FROM person p WHERE p.person_id = ANY($1)
       RETURNING person_id AS "personId", version`,
      [personIds, change, of.eventId, of.at, of.by, of.reason],
    );
    await this.delete(tx, personIds);
    return new Map(kept.map(({ personId, version }) => [personId, version]));
  }

  /** Takes persons out with search keys and convictions. */
  async delete(tx: Transaction, personIds: readonly string[]): Promise<void> {
    for (const table of ['person_search', 'person_document', 'person']) {
      await sqlOf(tx).query(`DELETE FROM ${table} WHERE person_id = ANY($1)`, [personIds]);
    }
    await this.noteChanged(tx, personIds);
  }

  /** While the search tables are built anew beside, whoever changes is read again before the swap. */
  private async noteChanged(tx: Transaction, personIds: readonly string[]): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO register_change (person_id)
       SELECT unnest($1::text[]) FROM register_state WHERE rebuilding_to IS NOT NULL`,
      [personIds],
    );
  }
}

interface RecordRow {
  readonly personId: string;
  readonly record: Conviction;
}

/** Of whoever has no record there is no line. */
function recordsBy(rows: readonly RecordRow[]): Map<string, Conviction[]> {
  const records = new Map<string, Conviction[]>();
  for (const { personId, record } of rows) records.set(personId, [...(records.get(personId) ?? []), record]);
  return records;
}

function checkVersion(same: boolean): void {
  if (!same) {
    throw new CrexError('register.other-version', 'the register’s search keys are of another version of this program', {
      nextStep: 'run `crex register rebuild` with the newest version, and no older one beside it',
    });
  }
}
