import type { MissingItem } from '#libs/protocol';
import type { Features } from '../features.js';

type Check = readonly [item: MissingItem, isTold: (asked: Features) => boolean];

/** In the order in which they help most. */
const CHECKS: readonly Check[] = [
  ['Surname', ({ names }) => names.some(({ surname, loose }) => surname.length > 0 || (loose?.length ?? 0) > 0)],
  ['Forename', ({ names }) => names.some(({ given, loose }) => given.length > 0 || (loose?.length ?? 0) > 1)],
  ['BirthDate', ({ birthDates }) => birthDates.some(({ day, isApproximate }) => day !== undefined && !isApproximate)],
  ['IdentityNumber', ({ documents }) => documents.length > 0],
  ['MotherName', ({ mother }) => mother !== undefined],
  ['FatherName', ({ father }) => father !== undefined],
  ['SecondSurname', ({ names }) => names.some(({ surname, loose }) => surname.length + (loose?.length ?? 0) > 1)],
  ['BirthPlace', ({ birthTown }) => birthTown !== undefined],
  ['Sex', ({ sex }) => sex !== undefined],
  ['Nationality', ({ nationalities }) => nationalities.length > 0],
  ['FormerName', ({ names }) => names.some(({ kind }) => kind === 'former' || kind === 'birth')],
  ['IdentificationDocument', ({ documents }) => documents.length > 1],
];

/** What the subject does not tell. From the subject alone, so it may leave the country: it says nothing of any candidate. */
export function missingItems(asked: Features): MissingItem[] {
  return CHECKS.filter(([, isTold]) => !isTold(asked)).map(([item]) => item);
}
