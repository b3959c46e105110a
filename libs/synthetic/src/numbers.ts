import type { CountryCode, IdentityDocument, Sex } from '#libs/protocol';
import { checkCharacters } from '#libs/matching';
import { dayAfter, daysBetween } from './calendar.js';
import { hash } from './random.js';

/** How many different bodies a scheme is filled with. Half are for registers, half for persons who are in none. */
const SERIALS: Readonly<Record<string, number>> = {
  AR_DNI: 38_000_000,
  BR_CPF: 899_999_900,
  CL_RUN: 19_000_000,
  DO_CEDULA: 40_000_000,
  EC_CI: 72_000_000,
  HN_DNI: 14_400_000,
  PY_CI: 7_000_000,
  SR_ID: 67_000_000,
  UY_CI: 5_900_000,
};
const USUAL_SERIALS = 80_000_000;

/** Schemes with bodies that are never issued: each person has this many serials, and takes the first that is issued. */
const SPARE_SERIALS: Readonly<Record<string, number>> = { BR_CPF: 10, GT_CUI: 10, JM_TRN: 10 };

/** A prime larger than every count above: multiplying by it visits each serial once. */
const STRIDE = 2_654_435_761;

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

type Numbering = (serial: number, owner: NumberOwner) => string | undefined;

const checked = (type: string, body: string): string | undefined => {
  const characters = checkCharacters(type, body);
  return characters === undefined ? undefined : body + characters;
};
const twoDigits = (value: number): string => digits(value, 2);

const nineDigits = (serial: number): string => String(100_000_000 + serial);

/** A number of each type from a serial; nine digits for the others. Undefined where the scheme issues no number with this body. */
const NUMBERS: Readonly<Record<string, Numbering>> = {
  AR_DNI: (serial) => String(10_000_000 + serial),
  BB_NRN: (_serial, { index, slotDate, absent }) =>
    `${slotDate.slice(2).replaceAll('-', '')}-${digits(2 * (index % PERSONS_PER_ROUND) + (absent ? 1 : 0), 4)}`,
  BR_CPF: (serial) => checked('BR_CPF', digits(100_000_000 + serial, 9)),
  CL_RUN: (serial) => checked('CL_RUN', digits(5_000_000 + serial, 8).replace(/^0/, '')),
  CR_CEDULA: (serial) => String(100_000_000 + serial * 8),
  DO_CEDULA: (serial) => checked('DO_CEDULA', digits(100_000_000 + serial, 10)),
  EC_CI: (serial) =>
    checked('EC_CI', `${twoDigits(1 + Math.floor(serial / 3_000_000))}${digits(serial % 3_000_000, 7)}`),
  GT_CUI: (serial) => {
    const body = checked('GT_CUI', digits(10_000_000 + serial, 8));
    return body === undefined ? undefined : `${body}${twoDigits(1 + (serial % 22))}${twoDigits(1 + (serial % 5))}`;
  },
  HN_DNI: (serial, { slotDate }) =>
    `${twoDigits(1 + (serial % 18))}${twoDigits(1 + (Math.floor(serial / 18) % 8))}${slotDate.slice(0, 4)}${digits(Math.floor(serial / 144) % 100_000, 5)}`,
  JM_TRN: (serial) => checked('JM_TRN', digits(10_000_000 + serial, 8)),
  PA_CEDULA: (serial) => `${1 + (serial % 9)}-${1 + (Math.floor(serial / 9) % 990)}-${1 + Math.floor(serial / 8_910)}`,
  PE_DNI: (serial) => String(10_000_000 + serial),
  PY_CI: (serial) => String(500_000 + serial),
  SR_ID: (serial) => {
    const letter = (value: number): string => String.fromCharCode(65 + value);
    return `${letter(serial % 26)}${letter(Math.floor(serial / 26) % 26)}${digits(Math.floor(serial / 676), 6)}`;
  },
  UY_CI: (serial) => checked('UY_CI', digits(1_000_000 + serial, 7)),
  PASSPORT: (serial) => `P${digits(serial, 8)}`,
};

/** Whom a number is made for: the register's person of this index, or somebody who is in no register. */
export interface NumberOwner {
  readonly seed: string;
  readonly index: number;
  /** What {@link slotDate} gives for this index; the schemes that hold a birth date take it from here. */
  readonly slotDate: string;
  readonly absent: boolean;
}

/**
 * A number of this type with right check digits. Within one seed no two indexes have the same number (up to half the
 * scheme's serials, at least 2.9 million), and nobody who is absent has a registered person's.
 */
export function numberFor(type: string, owner: NumberOwner): string {
  const spare = SPARE_SERIALS[type] ?? 1;
  const slots = Math.floor((SERIALS[type] ?? USUAL_SERIALS) / 2 / spare);
  const offset = hash(`${owner.seed}|${type}`, 0x811c9dc5) % slots;
  const slot = ((owner.index % slots) * (STRIDE % slots) + offset) % slots;
  const make = NUMBERS[type] ?? nineDigits;
  const numbers = Array.from({ length: spare }, (_, attempt) => 2 * (slot + slots * attempt) + (owner.absent ? 1 : 0));
  return numbers.reduce((found, serial) => (found === '' ? (make(serial, owner) ?? '') : found), '');
}

/** A document of this type. `country` is the issuer; every type but PASSPORT names its own. */
export function documentFor(type: string, country: CountryCode, owner: NumberOwner): IdentityDocument {
  return { country, type, number: numberFor(type, owner) };
}

/** The tax number of an Argentine holds their DNI between a prefix (20 men, 27 women) and a check digit. */
export function cuilOf(dni: string, sex: Sex): IdentityDocument {
  const body = (sex === 2 ? '27' : '20') + dni.padStart(8, '0');
  return { country: 'AR', type: 'AR_CUIL', number: `${body}${checkCharacters('AR_CUIL', body) ?? ''}` };
}

/** Persons whose birth dates are drawn freely before the calendar goes round once more, one prime step further. */
const PERSONS_PER_ROUND = 5_000;
const FIRST_YEAR = 1946;
const DAYS = daysBetween(FIRST_YEAR, 2004);
const FIRST_ABSENT_YEAR = 1936;
const ABSENT_DAYS = daysBetween(FIRST_ABSENT_YEAR, FIRST_YEAR - 1);

/** The birth date of the person of this index, any day from 1946 to 2004. */
export function slotDate(seed: string, index: number): string {
  const round = Math.floor(index / PERSONS_PER_ROUND);
  return dayAfter(FIRST_YEAR, (hash(`${seed}|${index % PERSONS_PER_ROUND}`, 0x1b873593) + round * 7_919) % DAYS);
}

/** A birth date that nobody in a register has: in the ten years before, so that no question about them can meet one. */
export function absentDate(seed: string, index: number): string {
  return dayAfter(FIRST_ABSENT_YEAR, hash(`${seed}|absent|${index}`, 0x85ebca6b) % ABSENT_DAYS);
}
