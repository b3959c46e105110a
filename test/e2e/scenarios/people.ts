import { personAt } from '#libs/synthetic';
import type { Conviction, CountryCode, Person, Subject } from '#libs/protocol';

const SEED = '7';
/** Far behind every person of a test's register. */
const BEYOND = 500_000;
const APART = 1_000;

/** Somebody whom no made-up register holds unless it is given them: alive, fully described, never convicted. */
export function stranger(country: CountryCode, number: number): Person {
  for (let index = BEYOND + APART * number; ; index += 1) {
    const { deceased: _, ...person } = personAt({ country, seed: SEED }, index);
    const isFull = person.birthDate.length === 10 && person.documents.length > 0 && person.mother !== undefined;
    const isNational = person.nationalities.length === 1 && person.nationalities[0] === country;
    if (isFull && isNational && person.birthDate < '1985') return { ...person, convictions: [] };
  }
}

/** A final conviction by a country's courts that may be told for any purpose, and is nobody else's. */
export function convictionBy(country: CountryCode, number: number): Conviction {
  for (let index = BEYOND + APART * number; ; index += 1) {
    const found = personAt({ country, seed: SEED }, index).convictions.find(
      ({ recordKind, transmittable, minorAtOffence, decisionDate }) =>
        recordKind === 'FINAL_CONVICTION' &&
        transmittable.criminal === 'Y' &&
        transmittable.other === 'Y' &&
        minorAtOffence === 'N' &&
        decisionDate > '2015',
    );
    if (found !== undefined) return found;
  }
}

/** A person as a question describes them. */
export function subjectOf({ personId: _id, convictions: _all, deceased: _deceased, ...subject }: Person): Subject {
  return subject;
}
