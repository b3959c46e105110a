import type { MissingItem, Subject } from '#libs/protocol';
import { isFullBirthDate } from './birth-date.js';
import { documentKeys } from './document.js';
import { isCivilName, nameKeys } from './name.js';

type Check = readonly [item: MissingItem, isTold: (subject: Subject) => boolean];

const hasName = (subject: Subject): boolean => nameKeys(subject.names.filter(isCivilName)).length > 0;

/** Without these nobody is looked for. A single name can be complete: many Javanese and Hindustani names are one word. */
const FOR_ANSWER: readonly Check[] = [
  ['Forename', hasName],
  ['Surname', hasName],
  ['BirthDate', (subject) => isFullBirthDate(subject.birthDate)],
  ['IdentityNumber', (subject) => documentKeys(subject.documents ?? []).length > 0],
];

/** These help a clerk to tell several candidates apart. */
const FOR_CERTAINTY: readonly Check[] = [
  ['SecondSurname', (subject) => subject.names.some((name) => name.surname2 !== undefined)],
  ['Sex', (subject) => subject.sex === 1 || subject.sex === 2],
  ['BirthPlace', (subject) => subject.birthPlace?.town !== undefined],
  ['Nationality', (subject) => (subject.nationalities ?? []).length > 0],
  ['FormerName', (subject) => subject.names.some((name) => name.kind === 'former' || name.kind === 'birth')],
  ['MotherName', (subject) => subject.mother !== undefined],
  ['FatherName', (subject) => subject.father !== undefined],
  ['IdentificationDocument', (subject) => (subject.documents ?? []).length > 1],
  ['Fingerprints', () => false],
];

const untold = (subject: Subject, checks: readonly Check[]): MissingItem[] =>
  checks.filter(([, isTold]) => !isTold(subject)).map(([item]) => item);

/** What an incomplete subject lacks: any of name, full birth date, identity number. Empty for a complete one. */
export function missingForAnswer(subject: Subject): MissingItem[] {
  return untold(subject, FOR_ANSWER);
}

/** What a complete subject could still tell so that a person can decide between several candidates. */
export function missingForCertainty(subject: Subject): MissingItem[] {
  return untold(subject, FOR_CERTAINTY);
}
