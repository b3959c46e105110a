import type { IdentityDocument, Person, PersonName } from '#libs/protocol';
import { dayOf, daysIn } from './calendar.js';
import { dropSecondSurname, misspellOne } from './misspelling.js';
import type { Random } from './random.js';

/** How often, of all persons, a register lacks something or has it wrong: shares from 0 to 1, each by itself. */
export interface RegisterFlaws {
  readonly noBirthDate: number;
  readonly yearOnly: number;
  readonly monthOnly: number;
  /** Only the year was known and somebody wrote 1 January. */
  readonly firstOfJanuary: number;
  readonly dayAndMonthSwapped: number;
  readonly wrongBirthDigit: number;
  readonly noDocument: number;
  /** The last character of the first number, which in most schemes is the check digit. */
  readonly wrongCheckDigit: number;
  readonly noSecondSurname: number;
  readonly misspelt: number;
  readonly noMother: number;
  readonly noFather: number;
  readonly sexUnknown: number;
  readonly wrongSex: number;
  readonly noTown: number;
}

/** Nothing wrong, some things missing: registers of the demo and of tests. */
export const FEW_GAPS: RegisterFlaws = {
  noBirthDate: 0,
  yearOnly: 0.0075,
  monthOnly: 0.0075,
  firstOfJanuary: 0,
  dayAndMonthSwapped: 0,
  wrongBirthDigit: 0,
  noDocument: 0.04,
  wrongCheckDigit: 0,
  noSecondSurname: 0,
  misspelt: 0,
  noMother: 0.1,
  noFather: 0.25,
  sexUnknown: 0,
  wrongSex: 0,
  noTown: 0,
};

/** A register that several generations of clerks have kept. Assumptions, not measurements. */
export const USUAL_FLAWS: RegisterFlaws = {
  noBirthDate: 0.005,
  yearOnly: 0.01,
  monthOnly: 0.003,
  firstOfJanuary: 0.015,
  dayAndMonthSwapped: 0.004,
  wrongBirthDigit: 0.008,
  noDocument: 0.06,
  wrongCheckDigit: 0.01,
  noSecondSurname: 0.04,
  misspelt: 0.015,
  noMother: 0.15,
  noFather: 0.3,
  sexUnknown: 0.01,
  wrongSex: 0.002,
  noTown: 0.1,
};

type BirthDateFlaw = (date: string, random: Random) => string | undefined;

/** At most one of these befalls a birth date. */
const BIRTH_DATE_FLAWS: readonly (readonly [keyof RegisterFlaws, BirthDateFlaw])[] = [
  ['noBirthDate', () => undefined],
  ['yearOnly', (date) => date.slice(0, 4)],
  ['monthOnly', (date) => date.slice(0, 7)],
  ['firstOfJanuary', (date) => `${date.slice(0, 4)}-01-01`],
  ['dayAndMonthSwapped', swapDayAndMonth],
  ['wrongBirthDigit', anotherDigit],
];

/** A true person as a register with these flaws holds them, and which flaws befell them. */
export function recorded(
  person: Person,
  flaws: RegisterFlaws,
  random: Random,
): { readonly person: Person; readonly flaws: readonly (keyof RegisterFlaws)[] } {
  const found: (keyof RegisterFlaws)[] = [];
  const befalls = (flaw: keyof RegisterFlaws): boolean => {
    const does = flaws[flaw] > 0 && random.chance(flaws[flaw]);
    if (does) found.push(flaw);
    return does;
  };
  const { birthDate: trueDate, mother, father, birthPlace, ...rest } = person;
  const birthDate = trueDate === undefined ? undefined : flawedDate(trueDate, befalls, random);
  const [name, ...others] = person.names as readonly [PersonName, ...PersonName[]];
  const [document, ...further] = person.documents;
  const shortened = befalls('noSecondSurname') ? dropSecondSurname(name) : name;
  const { town, ...country } = birthPlace;
  const sex = befalls('sexUnknown')
    ? 0
    : befalls('wrongSex') && person.sex !== 0
      ? person.sex === 1
        ? 2
        : 1
      : person.sex;
  return {
    person: {
      ...rest,
      names: [befalls('misspelt') ? misspellOne(shortened, random) : shortened, ...others],
      sex,
      ...(birthDate !== undefined && { birthDate }),
      birthPlace: town === undefined || befalls('noTown') ? country : birthPlace,
      ...(mother !== undefined && !befalls('noMother') && { mother }),
      ...(father !== undefined && !befalls('noFather') && { father }),
      documents:
        document === undefined || befalls('noDocument')
          ? []
          : [befalls('wrongCheckDigit') ? withOtherLast(document, random) : document, ...further],
    },
    flaws: found,
  };
}

function flawedDate(date: string, befalls: (flaw: keyof RegisterFlaws) => boolean, random: Random): string | undefined {
  const flaw = BIRTH_DATE_FLAWS.find(([name]) => befalls(name));
  return flaw === undefined ? date : flaw[1](date, random);
}

/** 1980-03-07 as 1980-07-03; a day after the 12th cannot be a month and stays. */
export function swapDayAndMonth(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return Number(day) > 12 ? date : `${year}-${day}-${month}`;
}

/** One digit of the day or of the year's end is another; the date stays a possible one. */
export function anotherDigit(date: string, random: Random): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const isLeapDay = `${month}-${day}` === '02-29';
  if (random.chance(0.5) && !isLeapDay)
    return `${year.slice(0, 3)}${(Number(year.slice(3)) + random.between(1, 9)) % 10}-${month}-${day}`;
  return anotherDay(date, random);
}

/** Another day of the same month. */
export function anotherDay(date: string, random: Random): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const days = daysIn(year, month);
  return dayOf(year, month, 1 + ((day - 1 + random.between(1, days - 1)) % days));
}

/** The number with another last digit: in most schemes the check digit no longer fits. */
export function withOtherLast(document: IdentityDocument, random: Random): IdentityDocument {
  const other = (digit: string): string => String((Number(digit) + random.between(1, 9)) % 10);
  return { ...document, number: document.number.replace(/\d(?=\D*$)/, other) };
}
