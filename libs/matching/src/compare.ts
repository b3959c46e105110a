import type { Person, PersonName, Subject } from '#libs/protocol';
import { isFullBirthDate } from './birth-date.js';
import { documentKeys } from './document.js';
import type { SearchKeys } from './keys.js';
import { foldName, isCivilName, nameKeys } from './name.js';

/** Who somebody in the register is; identification never sees what they did. */
export type Candidate = Omit<Person, 'convictions'>;

/** One compared field. It says whether the field agrees, never what the register holds. */
export interface ExplanationLine {
  readonly field:
    'IdentityNumber' | 'Name' | 'BirthDate' | 'Sex' | 'BirthPlace' | 'Nationality' | 'MotherName' | 'FatherName';
  /** `missing`: one side does not have it, or not in full. */
  readonly result: 'agrees' | 'differs' | 'missing';
}

type Result = ExplanationLine['result'];

/** One candidate held against the subject. */
export interface Comparison {
  readonly personId: string;
  /** True when any number of the subject is one of theirs, contradicted or not. */
  readonly sharesNumber: boolean;
  readonly lines: readonly ExplanationLine[];
}

const intersects = (left: readonly string[], right: readonly string[]): boolean =>
  left.some((key) => right.includes(key));

/** True when two sides have any one key in common: the candidate is one. */
export function sharesAnyKey(left: SearchKeys, right: SearchKeys): boolean {
  return (
    intersects(left.documentKeys, right.documentKeys) ||
    intersects(left.nameKeys, right.nameKeys) ||
    intersects(left.birthNameKeys, right.birthNameKeys)
  );
}

/** Holds a candidate against the subject, field by field. */
export function compare(subject: Subject, candidate: Candidate): Comparison {
  const asked = documentKeys(subject.documents ?? []);
  const held = documentKeys(candidate.documents);
  return {
    personId: candidate.personId,
    sharesNumber: intersects(asked, held),
    lines: [
      { field: 'IdentityNumber', result: compareNumbers(asked, held) },
      { field: 'Name', result: compareNames(subject.names.filter(isCivilName), candidate.names.filter(isCivilName)) },
      { field: 'BirthDate', result: compareBirthDates(subject.birthDate, candidate.birthDate) },
      { field: 'Sex', result: compareSexes(subject.sex, candidate.sex) },
      { field: 'BirthPlace', result: compareBirthPlaces(subject.birthPlace, candidate.birthPlace) },
      { field: 'Nationality', result: compareSets(subject.nationalities ?? [], candidate.nationalities) },
      { field: 'MotherName', result: compareNames(subject.mother, candidate.mother) },
      { field: 'FatherName', result: compareNames(subject.father, candidate.father) },
    ],
  };
}

function compareSets(left: readonly string[], right: readonly string[]): Result {
  if (left.length === 0 || right.length === 0) return 'missing';
  return intersects(left, right) ? 'agrees' : 'differs';
}

/**
 * Numbers agree when one is shared and none contradicts: another number of the same country and type that the person
 * does not hold. Otherwise somebody who knows name and birth date could try ten numbers in one question.
 */
function compareNumbers(asked: readonly string[], held: readonly string[]): Result {
  if (!intersects(asked, held)) return compareSets(asked, held);
  const countryAndType = (key: string): string => key.slice(0, key.lastIndexOf('|'));
  const heldTypes = held.map(countryAndType);
  const contradicted = asked.some((key) => !held.includes(key) && heldTypes.includes(countryAndType(key)));
  return contradicted ? 'differs' : 'agrees';
}

function compareNames(
  left: PersonName | readonly PersonName[] | undefined,
  right: PersonName | readonly PersonName[] | undefined,
): Result {
  return compareSets(nameKeys([left ?? []].flat()), nameKeys([right ?? []].flat()));
}

function compareBirthDates(asked: string | undefined, held: string | undefined): Result {
  if (isFullBirthDate(asked) && isFullBirthDate(held)) return asked === held ? 'agrees' : 'differs';
  // A year alone can contradict, it can never agree.
  return asked === undefined || held === undefined || asked.startsWith(held) ? 'missing' : 'differs';
}

function compareSexes(asked: Subject['sex'], held: Candidate['sex']): Result {
  const isTold = (sex: number | undefined): boolean => sex === 1 || sex === 2;
  if (!isTold(asked) || !isTold(held)) return 'missing';
  return asked === held ? 'agrees' : 'differs';
}

function compareBirthPlaces(asked: Subject['birthPlace'], held: Candidate['birthPlace']): Result {
  if (asked === undefined || asked.country === 'ZZ' || held.country === 'ZZ') return 'missing';
  if (asked.country !== held.country) return 'differs';
  if (asked.town === undefined || held.town === undefined) return 'agrees';
  return foldName(asked.town) === foldName(held.town) ? 'agrees' : 'differs';
}
