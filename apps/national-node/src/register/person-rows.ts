import { describe, documentKeysOf, FEATURES_VERSION, recordKeys, type Features } from '#libs/matching';
import type { Digest, Person } from '#libs/protocol';
import { copyField } from '#libs/platform/plain';

/** The tables that hold a person, with the columns of a row, in the order in which they must be written. */
export const PERSON_TABLES = {
  person: 'person (person_id, identity, digest)',
  conviction: 'conviction (person_id, conviction_id, version, record)',
  search: 'person_search (person_id, keys, birth_date, features, normaliser_version)',
  document: 'person_document (document, person_id)',
} as const;
export type PersonTable = keyof typeof PERSON_TABLES;

/** Rows of each table as whole lines of PostgreSQL's COPY text format. */
export type PersonRows<T> = Readonly<Record<PersonTable, T>>;

/** A person as it is imported, with the digest by which a re-run knows it again. */
export interface ImportedPerson {
  readonly person: Person;
  readonly digest: Digest;
}

/** Everything that is stored of these persons, search keys included. */
export function personRows(persons: Iterable<ImportedPerson>): PersonRows<string> {
  const rows: Record<PersonTable, string> = { person: '', conviction: '', search: '', document: '' };
  for (const { person, digest } of persons) {
    const { personId, convictions, ...identity } = person;
    const id = copyField(personId);
    rows.person += `${id}\t${copyField(JSON.stringify(identity))}\t${digest}\n`;
    for (const record of convictions) {
      rows.conviction += `${id}\t${copyField(record.id)}\t${record.version}\t${copyField(JSON.stringify(record))}\n`;
    }
    const found = searchRows(personId, identity);
    rows.search += found.search;
    rows.document += found.document;
  }
  return rows;
}

/** What a person is found and compared by: the rows of person_search and person_document. */
export function searchRows(personId: string, identity: Parameters<typeof describe>[0]) {
  const features = describe(identity);
  const id = copyField(personId);
  const keys = `{${recordKeys(features).join(',')}}`;
  const description = copyField(JSON.stringify(features));
  const documents = documentKeysOf(features).map((key) => `${copyField(key)}\t${id}\n`);
  return {
    search: `${id}\t${keys}\t${copyField(birthDay(features))}\t${description}\t${FEATURES_VERSION}\n`,
    document: documents.join(''),
  };
}

function birthDay({ birthDates }: Features): string | undefined {
  const full = birthDates.find(({ day }) => day !== undefined);
  if (full === undefined) return undefined;
  const { year, month = 0, day = 0 } = full;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
