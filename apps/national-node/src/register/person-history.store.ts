import { sqlOf, type Transaction } from '#libs/platform';
import type { Digest, Person } from '#libs/protocol';

/** An id that was found to be another person's too, with the versions in which both stand in the history. */
export interface Merge {
  readonly personId: string;
  readonly intoId: string;
  readonly version: number;
  readonly intoVersion: number;
  /** Of the record of personId as it was imported. */
  readonly digest: Digest;
}

/** A version that is over: what ended it, when, by whom and why. */
export interface PastVersion {
  readonly version: number;
  readonly change: string;
  readonly eventId: string | null;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** What persons were before, and which ids became one. Versions are only ever added, and end by rule or with the person. */
export class PersonHistory {
  /** Every id that was merged into this one, directly or through another. */
  async mergedInto(tx: Transaction, personId: string): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ personId: string }>(
      `WITH RECURSIVE merged AS (
         SELECT person_id FROM person_merged WHERE into_id = $1
         UNION SELECT m.person_id FROM person_merged m JOIN merged ON m.into_id = merged.person_id)
       SELECT person_id AS "personId" FROM merged ORDER BY person_id`,
      [personId],
    );
    return rows.map((row) => row.personId);
  }

  /** The person whom an id leads to, itself unless it was merged; undefined for one that is nobody's. */
  async resolve(tx: Transaction, personId: string): Promise<string | undefined> {
    const [row] = await sqlOf(tx).query<{ personId: string }>(
      `WITH RECURSIVE lead AS (
         SELECT $1::text COLLATE "C" AS person_id
         UNION SELECT m.into_id FROM person_merged m JOIN lead ON m.person_id = lead.person_id)
       SELECT p.person_id AS "personId" FROM lead JOIN person p ON p.person_id = lead.person_id`,
      [personId],
    );
    return row?.personId;
  }

  async mergeOf(tx: Transaction, personId: string): Promise<Merge | undefined> {
    const [merge] = await sqlOf(tx).query<Merge>(
      `SELECT person_id AS "personId", into_id AS "intoId", version, into_version AS "intoVersion", digest
       FROM person_merged WHERE person_id = $1`,
      [personId],
    );
    return merge;
  }

  async keepMerge(tx: Transaction, { personId, intoId, version, intoVersion, digest }: Merge): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO person_merged (person_id, into_id, version, into_version, digest) VALUES ($1, $2, $3, $4, $5)',
      [personId, intoId, version, intoVersion, digest],
    );
  }

  async endMerge(tx: Transaction, personId: string): Promise<void> {
    await sqlOf(tx).query('DELETE FROM person_merged WHERE person_id = $1', [personId]);
  }

  /** Every version of a person that is over, oldest first, without what it said. */
  async versionsOf(tx: Transaction, personId: string): Promise<PastVersion[]> {
    return sqlOf(tx).query<PastVersion>(
      `SELECT version, change, event_id AS "eventId", changed_at AS at, changed_by AS by, reason
       FROM person_history WHERE person_id = $1 ORDER BY version`,
      [personId],
    );
  }

  async lastVersion(tx: Transaction, personId: string): Promise<number | undefined> {
    return (await this.versionsOf(tx, personId)).at(-1)?.version;
  }

  /** The person as they were, but for the id. */
  async versionOf(tx: Transaction, personId: string, version: number): Promise<Omit<Person, 'personId'> | undefined> {
    const [row] = await sqlOf(tx).query<{ record: Omit<Person, 'personId'> }>(
      'SELECT record FROM person_history WHERE person_id = $1 AND version = $2',
      [personId, version],
    );
    return row?.record;
  }

  /** Ids of all convictions that these persons had in a version that is over. */
  async convictionsOf(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
    const rows = await sqlOf(tx).query<{ id: string }>(
      `SELECT DISTINCT c->>'id' AS id FROM person_history h, jsonb_array_elements(h.record->'convictions') c
       WHERE h.person_id = ANY($1)`,
      [personIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets persons who have left the register, with what they were and the ids that were merged into them. */
  async forgetPersons(tx: Transaction, personIds: readonly string[]): Promise<void> {
    await sqlOf(tx).query('DELETE FROM person_merged WHERE person_id = ANY($1)', [personIds]);
    for (const personId of personIds) await sqlOf(tx).query('SELECT register_forget_person($1)', [personId]);
  }

  /** Forgets versions that ended before the first of a month so many months ago. @returns how many */
  async forgetOld(tx: Transaction, now: Date, retentionMonths: number): Promise<number> {
    const [row] = await sqlOf(tx).query<{ forgotten: number }>(
      `SELECT register_forget_history(
         date_trunc('month', $1::timestamptz, 'UTC') - make_interval(months => $2)) AS forgotten`,
      [now, retentionMonths],
    );
    return row?.forgotten ?? 0;
  }
}
