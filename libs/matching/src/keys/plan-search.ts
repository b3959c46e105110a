import type { DateFeature, Features } from '../features.js';
import { codesOf, joinedGivenCode, pairsOf, selfPair } from './codes.js';
import type { CodePair } from './codes.js';
import { NO_YEAR, pairAndDayKey, pairAndYearKey, pairKey, tokenAndDateKey } from './key.js';
import { documentKeysOf } from './record-keys.js';

/** How many persons share a key; 0 for a key that is not in the register's table of hot keys. */
export type KeyHeat = (key: number) => number;

/** From how many persons on a key of two codes without date is hot, and any other key. */
export const HOT_PAIR = 40;
export const HOT_OTHER = 400;

/** What to look for in a register, so that whoever the subject may be is among the candidates. */
export interface SearchPlan {
  /** Every key of the question, hot ones too: candidates are ranked by how many they share. */
  readonly keys: readonly number[];
  /** Candidates share any of these; the rarest first. */
  readonly anyOf: readonly number[];
  /** Or all keys of one of these: hot alone, rare together. */
  readonly allOf: readonly (readonly number[])[];
  /** Or one of these numbers, as {@link documentKeysOf} makes them. */
  readonly documents: readonly string[];
  /** ISO date: everybody born that day, to be looked at when nobody convinces. */
  readonly birthDay?: string;
  /** False: something too broad was left out, and nobody may say that the subject is not in the register. */
  readonly isComplete: boolean;
  /** How many persons the broadest thing left out stands for; 0 when nothing was left out or it cannot be known. */
  readonly persons: number;
}

/** The keys of one kind that stand for the same question; hot ones are searched two at a time. */
interface KeyGroup {
  readonly key: number;
  readonly codes: readonly number[];
  /** Keys of one group can be intersected: they speak of the same date. */
  readonly group: string;
  /** Above this many persons the key is not searched alone. */
  readonly cap: number;
  /** Without it somebody may be overlooked. */
  readonly isNeeded: boolean;
}

const CAP_YEAR_ALONE = 1500;
const CAP_PAIR_WITH_YEAR = 100;
const CAP_PAIR_ALONE = 400;
const MAX_INTERSECTIONS = 6;
const MAX_KEYS = 400;

/** How the candidates for a question are to be searched. */
export function planSearch(question: Features, heat: KeyHeat): SearchPlan {
  const groups = distinctKeys(
    question.names.flatMap((name) => keysOfName(question.birthDates, codesOf(name), joinedGivenCode(name))),
  );
  const isHot = ({ key, cap }: KeyGroup): boolean => heat(key) > cap;
  const anyOf = groups
    .filter((group) => !isHot(group))
    .map(({ key }) => key)
    .sort((left, right) => heat(left) - heat(right));
  const hot = groups.filter(isHot);
  const { allOf, uncovered } = intersections(hot, heat);
  const exactDate = question.birthDates.find(({ day }) => day !== undefined);
  const isBroadEnough =
    question.birthDates.some(({ day }) => day !== undefined) || question.names.some((name) => codesOf(name).length > 1);
  return {
    keys: groups.map(({ key }) => key),
    anyOf: anyOf.slice(0, MAX_KEYS),
    allOf,
    documents: documentKeysOf(question),
    ...(exactDate && { birthDay: isoDate(exactDate) }),
    isComplete: groups.length > 0 && isBroadEnough && uncovered.length === 0 && anyOf.length <= MAX_KEYS,
    persons: Math.max(0, ...uncovered.map(({ key }) => heat(key))),
  };
}

function keysOfName(dates: readonly DateFeature[], codes: readonly number[], joined: number | undefined): KeyGroup[] {
  const pairs = pairsOf(codes);
  const further = [
    // A person of a single name may be asked for by two.
    ...(codes.length > 1 ? codes.map(selfPair) : []),
    // "Ana María" may be held as "Anamaría".
    ...(joined === undefined ? [] : codes.filter((code) => code !== joined).flatMap((code) => pairsOf([code, joined]))),
  ];
  const keysOfDate = (date?: DateFeature): KeyGroup[] => [
    ...pairs.flatMap((pair) => keysOfPair(pair, true, date)),
    ...further.flatMap((pair) => keysOfPair(pair, false, date)),
    ...(date === undefined ? [] : codes.flatMap((code) => keysOfToken(code, date))),
  ];
  return dates.length === 0 ? keysOfDate() : dates.flatMap(keysOfDate);
}

function keysOfPair({ codes, pair }: CodePair, isNeeded: boolean, date?: DateFeature): KeyGroup[] {
  if (date === undefined) return [{ key: pairKey(pair), codes, group: 'pair', cap: CAP_PAIR_ALONE, isNeeded }];
  const { year, month, day, isApproximate } = date;
  const ofYear = (value: number, cap: number, needed: boolean): KeyGroup => ({
    key: pairAndYearKey(pair, value), codes, group: `year ${value}`, cap, isNeeded: needed,
  }); // prettier-ignore
  const undated = ofYear(NO_YEAR, HOT_OTHER, false);
  const alone = (cap: number): KeyGroup => ({ key: pairKey(pair), codes, group: 'pair', cap, isNeeded: false });
  if (month === undefined || day === undefined || isApproximate === true) {
    const near = [year - 1, year + 1].map((value) => ofYear(value, HOT_OTHER, false));
    return [ofYear(year, CAP_YEAR_ALONE, isNeeded), ...near, undated, alone(CAP_PAIR_WITH_YEAR)];
  }
  const ofDay = (first: number, second: number): KeyGroup => ({
    key: pairAndDayKey(pair, first, second), codes, group: `day ${first}-${second}`, cap: HOT_OTHER, isNeeded,
  }); // prettier-ignore
  // Whoever shares name and year but neither month nor day is found when that is rare; together with a third name else.
  return [ofYear(year, HOT_OTHER, false), ofDay(month, day), undated, alone(HOT_PAIR)];
}

function keysOfToken(code: number, { year, month, day }: DateFeature): KeyGroup[] {
  if (month === undefined || day === undefined) return [];
  const ofDate = (first: number, second: number, isNeeded: boolean): KeyGroup => ({
    key: tokenAndDateKey(code, year, first, second), codes: [code], group: `date ${first}-${second}`, cap: HOT_OTHER, isNeeded,
  }); // prettier-ignore
  const exact = ofDate(month, day, true);
  return day <= 12 && day !== month ? [exact, ofDate(day, month, false)] : [exact];
}

/** Two hot keys of one group that share a code, and so three codes: the rarest first, as long as they cover a key more. */
function intersections(hot: readonly KeyGroup[], heat: KeyHeat): { allOf: number[][]; uncovered: KeyGroup[] } {
  const couples = hot.flatMap((left, index) =>
    hot
      .slice(index + 1)
      .filter((right) => canIntersect(left, right))
      .map((right) => ({ left, right, heat: Math.min(heat(left.key), heat(right.key)) })),
  );
  couples.sort((one, other) => one.heat - other.heat);
  const covered = new Set<KeyGroup>();
  const allOf: number[][] = [];
  const isNew = (...groups: KeyGroup[]): boolean => groups.some((group) => group.isNeeded && !covered.has(group));
  const add = ({ left, right }: (typeof couples)[number]): void => {
    allOf.push([left.key, right.key]);
    covered.add(left).add(right);
  };
  // First those that cover something new, then further ones while there is room.
  const later = couples.filter((couple) => {
    if (allOf.length >= MAX_INTERSECTIONS || !isNew(couple.left, couple.right)) return true;
    add(couple);
    return false;
  });
  later.slice(0, MAX_INTERSECTIONS - allOf.length).forEach(add);
  return { allOf, uncovered: hot.filter((group) => group.isNeeded && !covered.has(group)) };
}

function canIntersect(left: KeyGroup, right: KeyGroup): boolean {
  if (left.group !== right.group) return false;
  return left.codes.length === 1 || left.codes.some((code) => right.codes.includes(code));
}

function distinctKeys(groups: readonly KeyGroup[]): KeyGroup[] {
  const byKey = new Map<number, KeyGroup>();
  for (const group of groups) {
    const known = byKey.get(group.key);
    if (known === undefined || (!known.isNeeded && group.isNeeded)) byKey.set(group.key, group);
  }
  return [...byKey.values()];
}

function isoDate({ year, month = 1, day = 1 }: DateFeature): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
