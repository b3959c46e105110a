import { phoneticCode } from '../names/phonetic.js';
import { remember } from '../names/remember.js';

/** What a key is made of; the two highest bits of it. */
const KIND = { pairAndYear: 0, pairAndDay: 1, tokenAndDate: 2, pair: 3 } as const;
const HASH_BITS = 0x3fffffff;

/** A year of no record: with it stands the pair of codes of persons whose date of birth is not known at all. */
export const NO_YEAR = 0;

/** The phonetic code of a token as a number. */
export const codeOf: (token: string) => number = remember((token) => numberOfCode(phoneticCode(token)));

/** The number of a phonetic code. */
export function numberOfCode(code: string): number {
  return hash(code);
}

/** Two codes as one number, whichever comes first. */
export function pairOf(left: number, right: number): number {
  return left <= right ? combine(left, right) : combine(right, left);
}

/** Two codes and the year of birth; also for persons of one token, as the pair of that token with itself. */
export function pairAndYearKey(pair: number, year: number): number {
  return key(KIND.pairAndYear, combine(pair, year));
}

/** Two codes and the day and month of birth. */
export function pairAndDayKey(pair: number, month: number, day: number): number {
  return key(KIND.pairAndDay, combine(pair, month * 100 + day));
}

/** One code and the full date of birth. */
export function tokenAndDateKey(code: number, year: number, month: number, day: number): number {
  return key(KIND.tokenAndDate, combine(code, (year * 100 + month) * 100 + day));
}

/** Two codes alone. */
export function pairKey(pair: number): number {
  return key(KIND.pair, combine(pair, 0));
}

/** True for a key of two codes without any date: the broadest kind. */
export function isPairKey(value: number): boolean {
  return value >>> 30 === KIND.pair;
}

function key(kind: number, value: number): number {
  return (kind << 30) | (value & HASH_BITS);
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}

/** The finishing step of MurmurHash3, so that every bit of both numbers reaches every bit of the key. */
function combine(left: number, right: number): number {
  let value = Math.imul(left, 0x9e3779b1) ^ right;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
