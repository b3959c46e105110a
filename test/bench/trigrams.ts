import { foldText } from '#libs/matching';
import type { Sql } from '#libs/platform';
import type { Person, Subject } from '#libs/protocol';

const BATCH = 10_000;

/** Names of a register, aliases too, in a table with a trigram index: what one would do without keys of our own. */
export async function fillTrigrams(sql: Sql, persons: Iterable<Person>): Promise<void> {
  await sql.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  await sql.query('CREATE TABLE trigram_name (person_id text NOT NULL, name text NOT NULL, birth_year int)');
  let ids: string[] = [];
  let names: string[] = [];
  let years: (number | null)[] = [];
  const flush = async (): Promise<void> => {
    await sql.query('INSERT INTO trigram_name SELECT * FROM unnest($1::text[], $2::text[], $3::int[])', [
      ids,
      names,
      years,
    ]);
    [ids, names, years] = [[], [], []];
  };
  for (const { personId, names: all, birthDate } of persons) {
    for (const { full } of all) {
      ids.push(personId);
      names.push(foldText(full));
      years.push(birthDate === undefined ? null : Number(birthDate.slice(0, 4)));
    }
    if (ids.length >= BATCH) await flush();
  }
  await flush();
  await sql.query('CREATE INDEX ON trigram_name USING gin (name gin_trgm_ops)');
  await sql.query('VACUUM ANALYZE trigram_name');
}

/** The 200 names most like the one asked, of those that are alike at all; the similarity that finds most at a bearable price. */
export async function trigramSearch(sql: Sql, { names: [name] }: Subject): Promise<string[]> {
  await sql.query(`SELECT set_config('pg_trgm.similarity_threshold', '0.45', false)`);
  const rows = await sql.query<{ id: string }>(
    `SELECT person_id AS id FROM trigram_name WHERE name % $1 ORDER BY similarity(name, $1) DESC LIMIT 200`,
    [foldText(name?.full ?? '')],
  );
  return rows.map(({ id }) => id);
}
