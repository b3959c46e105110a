import { NORMALISER_VERSION, personKeys, type SearchKeys } from '#libs/matching';
import { sqlOf, type Transaction } from '#libs/platform';
import type { Conviction, Digest, DisclosedIdentity, Person } from '#libs/protocol';

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** A person as it is imported, with the digest by which a re-run knows it again. */
export interface ImportedPerson {
  readonly person: Person;
  readonly digest: Digest;
}

/** The country's persons and convictions. */
export class RegisterStore {
  /** False until a first import is complete: then, and only then, "nobody" is an answer. */
  async isComplete(tx: Transaction): Promise<boolean> {
    const done = await sqlOf(tx).query('SELECT 1 FROM register_import WHERE completed_at IS NOT NULL LIMIT 1');
    return done.length > 0;
  }

  /** Every person who shares any key with these: the search is complete, so that "none" may be believed. */
  async candidates(tx: Transaction, keys: SearchKeys): Promise<(DisclosedIdentity & { personId: string })[]> {
    const rows = await sqlOf(tx).query<{ personId: string; identity: DisclosedIdentity }>(
      `SELECT p.person_id AS "personId", p.identity FROM person p
       WHERE p.person_id IN (SELECT person_id FROM person_key WHERE key = ANY($1))`,
      [storedKeys(keys)],
    );
    return rows.map(({ personId, identity }) => ({ ...identity, personId }));
  }

  async convictionsOf(tx: Transaction, personId: string): Promise<Conviction[]> {
    const rows = await sqlOf(tx).query<{ record: Conviction }>(
      `SELECT record FROM conviction WHERE person_id = $1 ORDER BY record->>'finalDate', conviction_id`,
      [personId],
    );
    return rows.map(({ record }) => record);
  }

  /** Writes persons with keys and convictions as they are now; what has not changed is left alone. */
  async write(tx: Transaction, persons: readonly ImportedPerson[]): Promise<Omit<ImportCounts, 'refused'>> {
    const written = await sqlOf(tx).query<{ personId: string; added: boolean }>(
      `INSERT INTO person AS p (person_id, identity, digest)
       SELECT * FROM unnest($1::text[], $2::jsonb[], $3::text[])
       ON CONFLICT (person_id) DO UPDATE SET identity = excluded.identity, digest = excluded.digest, updated_at = now()
         WHERE p.digest <> excluded.digest
       RETURNING person_id AS "personId", (xmax = 0) AS added`,
      [
        persons.map(({ person }) => person.personId),
        persons.map(({ person: { personId: _personId, convictions: _convictions, ...identity } }) =>
          JSON.stringify(identity),
        ),
        persons.map(({ digest }) => digest),
      ],
    );
    const touched = new Set(written.map(({ personId }) => personId));
    await this.replaceParts(
      tx,
      persons.map(({ person }) => person).filter(({ personId }) => touched.has(personId)),
    );
    const added = written.filter((row) => row.added).length;
    return { added, changed: written.length - added, unchanged: persons.length - written.length };
  }

  /** Takes a person out, with keys and convictions; gives back who it was. */
  async remove(
    tx: Transaction,
    personId: string,
  ): Promise<{ identity: DisclosedIdentity; convictions: Conviction[] } | undefined> {
    const convictions = await this.convictionsOf(tx, personId);
    const [row] = await sqlOf(tx).query<{ identity: DisclosedIdentity }>(
      'DELETE FROM person WHERE person_id = $1 RETURNING identity',
      [personId],
    );
    return row === undefined ? undefined : { identity: row.identity, convictions };
  }

  private async replaceParts(tx: Transaction, persons: readonly Person[]): Promise<void> {
    const ids = persons.map(({ personId }) => personId);
    await sqlOf(tx).query('DELETE FROM person_key WHERE person_id = ANY($1)', [ids]);
    await sqlOf(tx).query('DELETE FROM conviction WHERE person_id = ANY($1)', [ids]);
    const keys = persons.flatMap((person) =>
      storedKeys(personKeys(person)).map((key) => [key, person.personId] as const),
    );
    await sqlOf(tx).query(
      `INSERT INTO person_key (key, person_id, normaliser_version)
       SELECT *, $3::int FROM unnest($1::text[], $2::text[])`,
      [keys.map(([key]) => key), keys.map(([, personId]) => personId), NORMALISER_VERSION],
    );
    const convictions = persons.flatMap(({ personId, convictions: list }) =>
      list.map((record) => ({ personId, record })),
    );
    await sqlOf(tx).query(
      `INSERT INTO conviction (conviction_id, person_id, version, record)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::jsonb[])`,
      [
        convictions.map(({ record }) => record.id),
        convictions.map(({ personId }) => personId),
        convictions.map(({ record }) => record.version),
        convictions.map(({ record }) => JSON.stringify(record)),
      ],
    );
  }

  async startImport(tx: Transaction, fileDigest: Digest, at: Date): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO register_import (file_digest, started_at) VALUES ($1, $2)
       ON CONFLICT (file_digest) DO UPDATE SET started_at = excluded.started_at`,
      [fileDigest, at],
    );
  }

  async completeImport(tx: Transaction, fileDigest: Digest, counts: ImportCounts, at: Date): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE register_import SET completed_at = $2, added = $3, changed = $4, unchanged = $5, refused = $6
       WHERE file_digest = $1`,
      [fileDigest, at, counts.added, counts.changed, counts.unchanged, counts.refused],
    );
  }
}

/** One column for the three kinds of key, told apart by their first letter. */
function storedKeys({ documentKeys, nameKeys, birthNameKeys }: SearchKeys): string[] {
  const keys = [
    ...documentKeys.map((key) => `D|${key}`),
    ...nameKeys.map((key) => `N|${key}`),
    ...birthNameKeys.map((key) => `B|${key}`),
  ];
  return [...new Set(keys)];
}
