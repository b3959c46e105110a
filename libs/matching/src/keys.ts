import type { Person, Subject } from '#libs/protocol';
import { isFullBirthDate } from './birth-date.js';
import { documentKeys } from './document.js';
import { nameKeys, nameTokens } from './name.js';

/** What a person can be found by. A register stores these with NORMALISER_VERSION; a subject's keys are looked up in them. */
export interface SearchKeys {
  /** `country|type|number` */
  readonly documentKeys: readonly string[];
  /** Sorted folded tokens of each full name, aliases included. */
  readonly nameKeys: readonly string[];
  /** `birthDate|token`, for each name token: a birth date alone is shared by too many to mean anything. */
  readonly birthNameKeys: readonly string[];
}

/** The keys under which a register stores a person. */
export function personKeys(person: Pick<Person, 'names' | 'birthDate' | 'documents'>): SearchKeys {
  return subjectKeys(person);
}

/** The keys by which the candidates for a subject are found: whoever shares any one of them. */
export function subjectKeys(subject: Pick<Subject, 'names' | 'birthDate' | 'documents'>): SearchKeys {
  const date = subject.birthDate;
  // An initial is shared by too many; a word of over a hundred letters is no name.
  const tokens = subject.names
    .flatMap((name) => nameTokens(name.full))
    .filter((token) => token.length > 1 && token.length <= 100);
  return {
    documentKeys: documentKeys(subject.documents ?? []),
    nameKeys: nameKeys(subject.names),
    birthNameKeys: isFullBirthDate(date) ? [...new Set(tokens)].map((token) => `${date}|${token}`) : [],
  };
}
