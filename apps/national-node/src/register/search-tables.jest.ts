import {
  countsOf,
  describe as describePerson,
  documentKeysOf,
  FEATURES_VERSION,
  HOT_OTHER,
  HOT_PAIR,
  isPairKey,
  recordKeys,
} from '#libs/matching';
import type { Sql } from '#libs/platform';
import type { Person } from '#libs/protocol';

const BATCH = 5_000;

/** Fills the tables of a search with persons, as an import and a count leave them. */
export async function fillSearchTables(sql: Sql, persons: Iterable<Person>, withoutPersons = false): Promise<number> {
  const counts = new Map<string, number>();
  const heat = new Map<number, number>();
  let batch: Person[] = [];
  let total = 0;
  const flush = async () => {
    if (!withoutPersons) await writePersons(sql, batch);
    const rows = batch.map((person) => ({ person, features: describePerson(person) }));
    const keys = rows.map(({ features }) => recordKeys(features));
    rows.forEach(({ features }, index) => {
      for (const [kind, value] of countsOf(features)) add(counts, `${kind}\t${value}`);
      for (const key of keys[index] ?? []) add(heat, key);
    });
    await sql.query(
      `INSERT INTO person_search (person_id, keys, birth_date, features, normaliser_version)
       SELECT id, keys::int4[], day::date, features, $5
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS t (id, keys, day, features)`,
      [
        rows.map(({ person }) => person.personId),
        keys.map((each) => `{${each.join(',')}}`),
        rows.map(({ person }) => (person.birthDate?.length === 10 ? person.birthDate : null)),
        rows.map(({ features }) => JSON.stringify(features)),
        FEATURES_VERSION,
      ],
    );
    const documents = rows.flatMap(({ person, features }) =>
      documentKeysOf(features).map((key) => [key, person.personId] as const),
    );
    await sql.query(`INSERT INTO person_document (document, person_id) SELECT * FROM unnest($1::text[], $2::text[])`, [
      documents.map(([key]) => key),
      documents.map(([, id]) => id),
    ]);
    total += batch.length;
    batch = [];
  };
  for (const person of persons) {
    batch.push(person);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await writeFigures(sql, counts, heat, total);
  return total;
}

async function writePersons(sql: Sql, persons: readonly Person[]): Promise<void> {
  await sql.query(
    `INSERT INTO person (person_id, identity, digest) SELECT *, '' FROM unnest($1::text[], $2::jsonb[])`,
    [
      persons.map(({ personId }) => personId),
      persons.map(({ personId: _, convictions: __, ...identity }) => JSON.stringify(identity)),
    ],
  );
  const convictions = persons.flatMap(({ personId, convictions: list }) =>
    list.map((each) => [personId, each] as const),
  );
  await sql.query(
    `INSERT INTO conviction (conviction_id, person_id, version, record)
     SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::jsonb[])`,
    [
      convictions.map(([, { id }]) => id),
      convictions.map(([personId]) => personId),
      convictions.map(([, { version }]) => version),
      convictions.map(([, record]) => JSON.stringify(record)),
    ],
  );
}

async function writeFigures(
  sql: Sql,
  counts: ReadonlyMap<string, number>,
  heat: ReadonlyMap<number, number>,
  persons: number,
): Promise<void> {
  const values = [...counts].map(([name, count]) => [...name.split('\t'), count] as [string, string, number]);
  await sql.query(`INSERT INTO register_statistic SELECT * FROM unnest($1::text[], $2::text[], $3::int[])`, [
    values.map(([kind]) => kind),
    values.map(([, value]) => value),
    values.map(([, , count]) => count),
  ]);
  const hot = [...heat].filter(([key, count]) => count > (isPairKey(key) ? HOT_PAIR : HOT_OTHER));
  await sql.query(`INSERT INTO hot_key SELECT * FROM unnest($1::int4[], $2::int[])`, [
    hot.map(([key]) => key),
    hot.map(([, count]) => count),
  ]);
  await sql.query(`UPDATE register_state SET normaliser_version = $1, persons = $2, statistics_at = now()`, [
    FEATURES_VERSION,
    persons,
  ]);
  await sql.query(`INSERT INTO register_import (file_digest, started_at, completed_at) VALUES ('spec', now(), now())`);
}

function add<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
