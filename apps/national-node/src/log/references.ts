import { canonicalDocument, foldName } from '#libs/matching';
import type { CountryCode, IdentityDocument, Subject } from '#libs/protocol';

/** A spelling under which a person is found in the log. */
export type SubjectReference =
  | ({ readonly by: 'document' } & IdentityDocument)
  | { readonly by: 'name'; readonly name: string; readonly birthDate: string };

type Described = Partial<Pick<Subject, 'names' | 'birthDate' | 'documents'>>;

/**
 * The spellings by whose keyed pseudonyms an auditor finds every entry about a person: each identity number in its
 * canonical form, and each folded name with the birth date. The log stores the pseudonyms, never these.
 */
export function describedReferences(subject: Described): SubjectReference[] {
  const documents = (subject.documents ?? []).map(canonicalDocument).filter((document) => document !== undefined);
  const { birthDate = '' } = subject;
  return [
    ...documents.map(({ country, type, number }) => ({ by: 'document', country, type, number }) as const),
    ...(subject.names ?? []).map(({ full }) => ({ by: 'name', name: foldName(full), birthDate }) as const),
  ];
}

/** One spelling as `findBy` takes it. */
export function spelled(reference: SubjectReference): string {
  return reference.by === 'document'
    ? `number:${reference.country}:${reference.type}:${reference.number}`
    : `name:${reference.name}:${reference.birthDate}`;
}

/** All spellings of persons, as `findBy` takes them: of whom was asked for, and of whom was found. */
export function subjectReferences(...persons: readonly (Described | undefined)[]): string[] {
  return [...new Set(persons.flatMap((person) => describedReferences(person ?? {}).map(spelled)))];
}

/** An official of this country is found by the staff number alone, one of another country by both; no staff number holds a NUL. */
export function officialReference(id: string, country?: CountryCode): string {
  return country === undefined ? id : `${country}\0${id}`;
}

/** A case or file number however it is spaced and in capitals or not; nothing for an empty one. */
export function caseReferences(text: string): string[] {
  const folded = text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toUpperCase();
  return folded === '' ? [] : [folded];
}
