import type { DateFeature, Features } from '../features.js';
import { codesOf, joinedGivenCode, pairsOf, selfPair } from './codes.js';
import type { CodePair } from './codes.js';
import { NO_YEAR, pairAndDayKey, pairAndYearKey, pairKey, tokenAndDateKey } from './key.js';

/** A register counts the persons of a key of two codes without date from this many on, and of any other key. */
export const HOT_PAIR = 40;
export const HOT_OTHER = 400;

/** Above so many persons two names and a year, two names beside a year, and two names alone are not searched by themselves. */
const CAP_YEAR = 1500;
const CAP_PAIR_BESIDE_YEAR = 100;
const CAP_PAIR_ALONE = 400;

/** A key of a question. */
export interface AskedKey {
  readonly key: number;
  readonly codes: readonly number[];
  /** Keys of one group speak of the same date, so that two of them can be intersected. */
  readonly group: string;
  /** Above this many persons the key is not searched by itself. */
  readonly cap: number;
  /** Without it somebody may be overlooked. */
  readonly isNeeded: boolean;
  /** Its codes are codes of one name as it is told. */
  readonly isOfName: boolean;
}

type Use = Pick<AskedKey, 'isNeeded' | 'isOfName'>;
type Date = DateFeature | undefined;

/** The keys of a question, each once. */
export function keysOfQuestion(question: Pick<Features, 'names' | 'birthDates'>): AskedKey[] {
  const dates = question.birthDates.length === 0 ? [undefined] : question.birthDates;
  const keys = question.names.flatMap((name) => {
    const codes = codesOf(name);
    return dates.flatMap((date) => keysOfName(codes, joinedGivenCode(name), date));
  });
  const distinct = new Map<number, AskedKey>();
  for (const asked of keys) {
    if (asked.isNeeded || !distinct.has(asked.key)) distinct.set(asked.key, asked);
  }
  return [...distinct.values()];
}

function keysOfName(codes: readonly number[], joined: number | undefined, date: Date): AskedKey[] {
  const further = [
    // A person who is kept under a single name may be asked for by two.
    ...(codes.length > 1 ? codes.map(selfPair) : []),
    // "Ana María" may be kept as "Anamaría".
    ...(joined === undefined ? [] : codes.filter((code) => code !== joined).flatMap((code) => pairsOf([code, joined]))),
  ];
  return [
    ...pairsOf(codes).flatMap((pair) => keysOfPair(pair, { isNeeded: true, isOfName: codes.length > 1 }, date)),
    ...further.flatMap((pair) => keysOfPair(pair, { isNeeded: false, isOfName: false }, date)),
    ...codes.flatMap((code) => keysOfToken(code, date)),
  ];
}

function keysOfPair({ codes, pair }: CodePair, use: Use, date: Date): AskedKey[] {
  const helpful: Use = { ...use, isNeeded: false };
  const alone = (cap: number, how: Use): AskedKey => ({ key: pairKey(pair), codes, group: 'pair', cap, ...how });
  if (date === undefined) return [alone(CAP_PAIR_ALONE, use)];
  const { year, month, day, isApproximate } = date;
  const ofYear = (asked: number, cap: number, how: Use): AskedKey => ({
    key: pairAndYearKey(pair, asked),
    codes,
    group: `year ${asked}`,
    cap,
    ...how,
  });
  const undated = ofYear(NO_YEAR, HOT_OTHER, helpful);
  if (month === undefined || day === undefined || isApproximate === true) {
    const near = [year - 1, year + 1].map((asked) => ofYear(asked, HOT_OTHER, helpful));
    return [ofYear(year, CAP_YEAR, use), ...near, undated, alone(CAP_PAIR_BESIDE_YEAR, helpful)];
  }
  const ofDay: AskedKey = { key: pairAndDayKey(pair, month, day), codes, group: 'day', cap: HOT_OTHER, ...use };
  // Who shares names and year but neither day nor month is looked for when such persons are few.
  return [ofYear(year, HOT_OTHER, helpful), ofDay, undated, alone(HOT_PAIR, helpful)];
}

function keysOfToken(code: number, date: Date): AskedKey[] {
  if (date?.month === undefined || date.day === undefined) return [];
  const { year, month, day } = date;
  const ofDate = (first: number, second: number, isNeeded: boolean): AskedKey => ({
    key: tokenAndDateKey(code, year, first, second),
    codes: [code],
    group: `date ${first}-${second}`,
    cap: HOT_OTHER,
    isNeeded,
    isOfName: true,
  });
  const exact = ofDate(month, day, true);
  return day <= 12 && day !== month ? [exact, ofDate(day, month, false)] : [exact];
}
