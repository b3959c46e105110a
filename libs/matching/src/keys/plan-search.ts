import type { DateFeature, Features } from '../features.js';
import { keysOfQuestion } from './asked-keys.js';
import type { AskedKey } from './asked-keys.js';
import { codesOf } from './codes.js';
import { isPairKey } from './key.js';
import { documentKeysOf } from './record-keys.js';

/** How many persons share a key; 0 for a key that is not in the register's table of hot keys. */
export type KeyHeat = (key: number) => number;

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
  /**
   * Who differs from the subject in one word or in the date alone shares at least so many keys: whoever shares fewer may be
   * left uncompared where too many are found.
   */
  readonly fewestShared: number;
  /** How many persons the broadest thing left out stands for; 0 when nothing was left out or it cannot be known. */
  readonly persons: number;
}

/** With two words and no full date one slip loses the person; with three a pair is left. */
const LEAST_CODES_WITHOUT_DATE = 3;
/** Intersections that are tried at most. */
const MAX_INTERSECTIONS = 6;
/** Two names without date are intersected beside a date only up to here: the date finds better. */
const MAX_PAIR_BESIDE_DATE = 2000;
const MAX_KEYS = 400;

/** How the candidates for a question are to be searched. */
export function planSearch(question: Features, heat: KeyHeat): SearchPlan {
  const asked = keysOfQuestion(question);
  const isHot = ({ key, cap }: AskedKey): boolean => heat(key) > cap;
  const anyOf = asked
    .filter((one) => !isHot(one))
    .map(({ key }) => key)
    .sort((left, right) => heat(left) - heat(right));
  const hot = asked.filter(isHot);
  const exactDate = question.birthDates.find(({ day }) => day !== undefined);
  const intersectable = hot.filter(
    ({ key }) => exactDate === undefined || !isPairKey(key) || heat(key) <= MAX_PAIR_BESIDE_DATE,
  );
  const { allOf, covered } = intersect(intersectable, heat);
  const leftOut = hot.filter((one) => one.isNeeded && !covered.has(one));
  const leastCodes = exactDate === undefined ? LEAST_CODES_WITHOUT_DATE : 1;
  const isTold = question.names.some((name) => codesOf(name).length >= leastCodes);
  return {
    keys: asked.map(({ key }) => key),
    anyOf: anyOf.slice(0, MAX_KEYS),
    allOf,
    documents: documentKeysOf(question),
    ...(exactDate && { birthDay: isoDate(exactDate) }),
    isComplete: asked.length > 0 && isTold && leftOut.length === 0 && anyOf.length <= MAX_KEYS,
    persons: Math.max(0, ...leftOut.map(({ key }) => heat(key))),
    fewestShared: fewestShared(question),
  };
}

/** Two codes share the pair, and what stands beside it of the date; each code shares the full date. */
function fewestShared({ names, birthDates }: Features): number {
  const words = Math.min(...names.filter(({ isReading }) => isReading !== true).map((name) => codesOf(name).length));
  const pairs = (codes: number): number => (codes * (codes - 1)) / 2;
  const isDayKnown = birthDates.some(({ day, isApproximate }) => day !== undefined && isApproximate !== true);
  const keysOfPair = isDayKnown ? 3 : birthDates.length > 0 ? 2 : 1;
  const withOtherWord = pairs(words - 1) * keysOfPair + (isDayKnown ? words - 1 : 0);
  const withOtherDate = pairs(words) * Math.max(1, keysOfPair - 1);
  return Number.isFinite(words) ? Math.max(1, Math.min(withOtherWord, withOtherDate)) : 1;
}

/** What two hot keys of one group stand for together: three codes, or two codes and the full date. */
interface Intersection {
  readonly keys: readonly [number, number];
  readonly covers: readonly AskedKey[];
  readonly heat: number;
}

/** The rarest first, those before all others that cover a key that is needed. */
function intersect(
  hot: readonly AskedKey[],
  heat: KeyHeat,
): { allOf: (readonly number[])[]; covered: ReadonlySet<AskedKey> } {
  const covered = new Set<AskedKey>();
  const chosen: Intersection[] = [];
  const all = intersectionsOf(hot, heat);
  const choose = (isWanted: (intersection: Intersection) => boolean): void => {
    for (const one of all) {
      if (chosen.length >= MAX_INTERSECTIONS || chosen.includes(one) || !isWanted(one)) continue;
      chosen.push(one);
      one.covers.forEach((key) => covered.add(key));
    }
  };
  choose(({ covers }) => covers.some((key) => key.isNeeded && !covered.has(key)));
  choose(() => true);
  return { allOf: chosen.map(({ keys }) => keys), covered };
}

function intersectionsOf(hot: readonly AskedKey[], heat: KeyHeat): Intersection[] {
  const found = new Map<string, Intersection>();
  hot.forEach((left, index) => {
    for (const right of hot.slice(index + 1)) {
      if (left.group !== right.group || !left.isOfName || !right.isOfName) continue;
      const codes = [...new Set([...left.codes, ...right.codes])].sort((one, other) => one - other);
      // Two pairs that share no code would ask for four.
      if (codes.length !== left.codes.length + 1) continue;
      const name = `${left.group} ${codes.join(' ')}`;
      const least = Math.min(heat(left.key), heat(right.key));
      if ((found.get(name)?.heat ?? Infinity) <= least) continue;
      const covers = hot.filter(
        (key) => key.group === left.group && key.isOfName && key.codes.every((code) => codes.includes(code)),
      );
      found.set(name, { keys: [left.key, right.key], covers, heat: least });
    }
  });
  return [...found.values()].sort((left, right) => left.heat - right.heat);
}

function isoDate({ year, month = 1, day = 1 }: DateFeature): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
