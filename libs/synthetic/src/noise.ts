import type { Person, PersonName, Subject } from '#libs/protocol';
import { PROFILES } from './countries.js';
import { dayOf } from './calendar.js';
import { anotherDay, anotherDigit, swapDayAndMonth, withOtherLast } from './flaws.js';
import { dropSecondSurname, misspell, misspellGiven, misspellSurname, withParts, written } from './misspelling.js';
import type { Random } from './random.js';
import * as writing from './writing.js';

/** How often, of all questions, something befalls what is asked: shares from 0 to 1, each by itself. */
export interface NoiseRates {
  readonly noSecondSurname: number;
  readonly noSecondGiven: number;
  readonly typoInSurname: number;
  readonly typoInGiven: number;
  readonly surnamesSwapped: number;
  readonly givenAndSurnameSwapped: number;
  /** "Juan G. López", "J. Carlos". */
  readonly initial: number;
  /** "Mª", "Fco", "Pepe", "Chico". */
  readonly shortForm: number;
  /** `de Pérez` after a woman's surnames, or the husband's surname in place of hers where that is the custom. */
  readonly marriedName: number;
  /** "Juan García López" with García as a middle name, the way English forms have it. */
  readonly englishForm: number;
  /** DELACRUZ for DE LA CRUZ, MARIA JOSE as MARIAJOSE. */
  readonly glued: number;
  /** Asked under an alias or a former name that the register holds. */
  readonly underAlias: number;
  /** The full name alone, parts not told apart. */
  readonly partsLost: number;
  /** Surnames first, with a comma. */
  readonly surnameFirst: number;
  /** Capitals without accents. */
  readonly capitals: number;
  /** As a machine-readable zone has it: capitals, NXX for Ñ, UE for Ü, 39 characters. */
  readonly machineReadable: number;
  readonly birthYearOnly: number;
  readonly noBirthDate: number;
  readonly dayAndMonthSwapped: number;
  readonly yearOneOff: number;
  readonly dayWrong: number;
  readonly digitWrong: number;
  readonly noDocument: number;
  readonly documentMistyped: number;
  /** Another document than the main number: a passport the register may not know. */
  readonly otherDocument: number;
  readonly noMother: number;
  readonly noFather: number;
  readonly noPlace: number;
  readonly wrongPlace: number;
  readonly noSex: number;
  readonly wrongSex: number;
  readonly noNationality: number;
}

export type Noise = keyof NoiseRates;

/** Questions as they come from abroad. Assumptions; what they do to a result is told noise by noise. */
export const USUAL_NOISE: NoiseRates = {
  noSecondSurname: 0.18,
  noSecondGiven: 0.2,
  typoInSurname: 0.1,
  typoInGiven: 0.1,
  surnamesSwapped: 0.04,
  givenAndSurnameSwapped: 0.02,
  initial: 0.02,
  shortForm: 0.01,
  marriedName: 0.02,
  englishForm: 0.03,
  glued: 0.01,
  underAlias: 0.5,
  partsLost: 0.25,
  surnameFirst: 0.1,
  capitals: 0.5,
  machineReadable: 0.05,
  birthYearOnly: 0.04,
  noBirthDate: 0.02,
  dayAndMonthSwapped: 0.015,
  yearOneOff: 0.015,
  dayWrong: 0.025,
  digitWrong: 0.005,
  noDocument: 0.55,
  documentMistyped: 0.04,
  otherDocument: 0.03,
  noMother: 0.5,
  noFather: 0.6,
  noPlace: 0.35,
  wrongPlace: 0.1,
  noSex: 0.05,
  wrongSex: 0.004,
  noNationality: 0.2,
};

/** What is left of a person when somebody abroad asks about them, and what befell it; `underAlias` is for those who have one. */
export function withNoise(
  person: Person,
  rates: NoiseRates,
  random: Random,
): { readonly subject: Subject; readonly noises: readonly Noise[] } {
  const noises: Noise[] = [];
  const befalls = (noise: Noise, can = true): boolean => {
    // Drawn in any case: what can befall one question does not shift the others.
    const does = random.chance(rates[noise]) && can;
    if (does) noises.push(noise);
    return does;
  };
  const [legal, other] = person.names as readonly [PersonName, ...PersonName[]];
  const isAlias = befalls('underAlias', other !== undefined);
  const parts = noisyParts(isAlias && other !== undefined ? other : legal, person, befalls, random);
  const name = inWriting(parts, befalls);
  const birthDate = noisyDate(person.birthDate, befalls, random);
  const documents = noisyDocuments(person.documents, befalls, random);
  const { birthPlace, mother, father } = person;
  const sex = befalls('noSex') || person.sex === 0 ? 0 : befalls('wrongSex') ? (person.sex === 1 ? 2 : 1) : person.sex;
  const place = befalls('noPlace') ? undefined : befalls('wrongPlace') ? elsewhere(birthPlace, random) : birthPlace;
  const isCapitals = noises.includes('capitals') || noises.includes('machineReadable');
  const parent = (given: PersonName): PersonName => (isCapitals ? writing.inCapitals(given) : given);
  return {
    subject: {
      names: [{ ...name, kind: 'legal' }],
      ...(birthDate !== undefined && { birthDate }),
      ...(sex !== 0 && { sex }),
      ...(place !== undefined && { birthPlace: place }),
      ...(!befalls('noNationality') && { nationalities: person.nationalities }),
      ...(documents.length > 0 && { documents }),
      ...(mother !== undefined && !befalls('noMother') && { mother: parent(mother) }),
      ...(father !== undefined && !befalls('noFather') && { father: parent(father) }),
    },
    noises,
  };
}

type Befalls = (noise: Noise, can?: boolean) => boolean;

/** What happens to the words of a name. */
function noisyParts(name: PersonName, { sex }: Person, befalls: Befalls, random: Random): PersonName {
  const { given = [], surname1, surname2 } = name;
  const hasTwo = surname2 !== undefined;
  let noisy = name;
  if (befalls('marriedName', sex === 2 && surname1 !== undefined)) noisy = writing.married(noisy, random);
  if (befalls('noSecondSurname', hasTwo)) noisy = dropSecondSurname(noisy);
  if (befalls('noSecondGiven', given.length > 1)) noisy = withParts(noisy, { given: given.slice(0, 1) });
  if (befalls('shortForm', writing.hasShortForm(noisy))) noisy = writing.inShortForm(noisy);
  if (befalls('initial', (noisy.given?.length ?? 0) > 1)) noisy = writing.withInitial(noisy);
  if (befalls('typoInSurname', surname1 !== undefined)) noisy = misspellSurname(noisy, random);
  if (befalls('typoInGiven', given.length > 0)) noisy = misspellGiven(noisy, random);
  if (befalls('surnamesSwapped', noisy.surname1 !== undefined && noisy.surname2 !== undefined)) {
    noisy = withParts(noisy, { surname1: noisy.surname2, surname2: noisy.surname1 });
  }
  if (befalls('givenAndSurnameSwapped', noisy.surname1 !== undefined)) noisy = writing.givenAndSurnameSwapped(noisy);
  else if (befalls('englishForm', noisy.surname2 !== undefined)) noisy = writing.englishForm(noisy);
  if (befalls('glued', writing.canBeGlued(noisy))) noisy = writing.glued(noisy);
  return noisy;
}

/** How the name is put on paper. */
function inWriting(name: PersonName, befalls: Befalls): PersonName {
  if (befalls('machineReadable')) return writing.machineReadable(name);
  const cased = befalls('capitals') ? writing.inCapitals(name) : name;
  if (befalls('surnameFirst', name.surname1 !== undefined))
    return { full: writing.surnameFirst(cased), kind: cased.kind };
  return befalls('partsLost') ? { full: written(cased), kind: cased.kind } : cased;
}

function noisyDate(date: string | undefined, befalls: Befalls, random: Random): string | undefined {
  if (befalls('noBirthDate') || date === undefined) return undefined;
  if (befalls('birthYearOnly')) return date.slice(0, 4);
  const [year = '', month = '', day = ''] = date.split('-');
  if (befalls('dayAndMonthSwapped', Number(day) <= 12 && day !== month)) return swapDayAndMonth(date);
  if (befalls('yearOneOff')) {
    return dayOf(Number(year) + (random.chance(0.5) ? 1 : -1), Number(month), Number(day));
  }
  if (befalls('dayWrong')) return anotherDay(date, random);
  return befalls('digitWrong') ? anotherDigit(date, random) : date;
}

function noisyDocuments(documents: Person['documents'], befalls: Befalls, random: Random): Person['documents'] {
  const [main] = documents;
  if (befalls('noDocument') || main === undefined) return [];
  if (befalls('otherDocument')) {
    return [{ country: main.country, type: 'PASSPORT', number: `A${String(random.between(1_000_000, 9_999_999))}` }];
  }
  if (!befalls('documentMistyped')) return [main];
  if (random.chance(0.3)) return [withOtherLast(main, random)];
  const mistyped = misspellDigits(main.number, random);
  return [{ ...main, number: mistyped }];
}

/** Two neighbouring digits swapped, or one wrong. */
function misspellDigits(number: string, random: Random): string {
  const digits = [...number.matchAll(/\d/g)].map(({ index }) => index);
  const at = random.pick(digits.slice(0, -1));
  const next = number.charAt(at + 1);
  const isSwap = /\d/.test(next) && next !== number.charAt(at) && random.chance(0.5);
  if (isSwap) return number.slice(0, at) + next + number.charAt(at) + number.slice(at + 2);
  const other = String((Number(number.charAt(at)) + random.between(1, 9)) % 10);
  return number.slice(0, at) + other + number.slice(at + 1);
}

/** Another town of the country; misspelt where there is no other. */
function elsewhere({ country, town }: Person['birthPlace'], random: Random): Person['birthPlace'] {
  const towns = Object.entries(PROFILES).find(([code]) => code === country)?.[1].towns ?? [];
  const others = towns.filter((other) => other !== town);
  return others.length > 0
    ? { country, town: random.pick(others) }
    : { country, town: misspell(town ?? country, random) };
}
