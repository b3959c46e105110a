import type { Features } from '../features.js';
import type { NameFeatures } from '../names/describe-name.js';
import { phoneticCode } from '../names/phonetic.js';
import type { RegisterStatistics } from '../score/statistics.js';
import { HOT_OTHER, HOT_PAIR } from './asked-keys.js';
import { codesOf } from './codes.js';
import { isPairKey, NO_YEAR, numberOfCode, pairAndDayKey, pairAndYearKey, pairKey, pairOf } from './key.js';
import type { KeyHeat, SearchPlan } from './plan-search.js';

/** With more words than these, those that are right find the person. */
const MOST_WORDS = 2;
/** So many keys, and so many persons whom they will find by the frequencies of names. */
const MOST_KEYS = 300;
const MOST_PERSONS = 200;
/** Persons of two names who share a year of birth, or a day of it. */
const SHARE_OF_A_DATE = 1 / 50;
/** What phonetic codes are written with; a vowel stands at the beginning alone, as A. */
const CONSONANTS = 'BDFGJKLMNPRSTX';
/** What is taken for another when heard or read. */
const LIKE: Readonly<Record<string, string>> = {
  ...{ A: 'J', B: 'FPDM', D: 'BTN', F: 'BPS', G: 'JKB', J: 'GXIL', K: 'GSX', L: 'RJT', M: 'NB', N: 'MR', P: 'BF' },
  ...{ R: 'LNT', S: 'XKFT', T: 'DRL', X: 'SKJ', I: 'JL' },
};
const SHORTEST_GLUED = 7;
const SHORTEST_PART = 3;

/** Two codes that the person may be kept under, and how many persons may share them. */
interface TriedPair {
  readonly pair: number;
  readonly persons: number;
}

/**
 * A last search, for a question that found nobody: for persons whose name is one consonant away from one of its one or two
 * words, and for two names that were written as one. Two words have a single pair, which a slip destroys; what the date
 * finds is lost where the register does not know the day, or the day is wrong too. Undefined when there is nothing to try.
 */
export function planSlips(question: Features, statistics: RegisterStatistics, heat: KeyHeat): SearchPlan | undefined {
  const keys = new Set<number>();
  const [date] = question.birthDates;
  let persons = 0;
  for (const name of question.names.filter(({ isReading }) => isReading !== true)) {
    for (const tried of [...gluedPairs(name, statistics), ...slippedPairs(name, statistics)]) {
      persons += tried.persons * (date === undefined ? 1 : SHARE_OF_A_DATE);
      if (persons > MOST_PERSONS || keys.size > MOST_KEYS) break;
      for (const key of keysOfPair(tried.pair, date)) {
        if (heat(key) <= (isPairKey(key) ? HOT_PAIR : HOT_OTHER)) keys.add(key);
      }
    }
  }
  if (keys.size === 0) return undefined;
  const tried = [...keys];
  return { keys: tried, anyOf: tried, allOf: [], documents: [], isComplete: true, persons: 0, fewestShared: 1 };
}

function keysOfPair(pair: number, date: Features['birthDates'][number] | undefined): number[] {
  if (date === undefined) return [pairKey(pair)];
  const { year, month, day, isApproximate } = date;
  const ofYear = [pairAndYearKey(pair, year), pairAndYearKey(pair, NO_YEAR)];
  return month === undefined || day === undefined || isApproximate === true
    ? ofYear
    : [...ofYear, pairAndDayKey(pair, month, day)];
}

const wordsOf = ({ given, surname, loose = [] }: NameFeatures): string[] => [...given, ...surname, ...loose];

function tryPair(left: string, right: string, statistics: RegisterStatistics): TriedPair {
  const persons = statistics.share('code', left) * statistics.share('code', right) * statistics.persons;
  return { pair: pairOf(numberOfCode(left), numberOfCode(right)), persons };
}

/** One word another, the other as it is told; the likeliest slips of both first. */
function slippedPairs(name: NameFeatures, statistics: RegisterStatistics): TriedPair[] {
  const known = codesOf(name);
  if (known.length > MOST_WORDS) return [];
  const codes = [...new Set(wordsOf(name).map(phoneticCode))].filter((code) => known.includes(numberOfCode(code)));
  const tries = codes.flatMap((code) => {
    const other = codes.find((each) => each !== code);
    return slipsOf(code)
      .filter(({ slip, isLikely }) => isLikely || statistics.isCounted('code', slip))
      .map(({ slip, isLikely }) => ({ isLikely, ...tryPair(slip, other ?? slip, statistics) }));
  });
  return tries.sort((left, right) => Number(right.isLikely) - Number(left.isLikely) || right.persons - left.persons);
}

/** The codes one letter away: a letter too many, too few, exchanged with its neighbour, or another one. */
function slipsOf(code: string): { slip: string; isLikely: boolean }[] {
  const slips = new Map<string, boolean>();
  const add = (slip: string, isLikely: boolean): void => {
    if (slip !== '' && slip !== code) slips.set(slip, isLikely || slips.get(slip) === true);
  };
  for (let at = 0; at <= code.length; at += 1) {
    const [before, letter, after] = [code.slice(0, at), code.charAt(at), code.slice(at + 1)];
    for (const other of at === 0 ? `A${CONSONANTS}` : CONSONANTS) {
      add(before + other + letter + after, false);
      if (letter !== '') add(before + other + after, LIKE[letter]?.includes(other) === true);
    }
    add(before + after, true);
    if (after !== '') add(before + after.charAt(0) + letter + after.slice(1), true);
  }
  return Array.from(slips, ([slip, isLikely]) => ({ slip, isLikely }));
}

/** DENNISEDWIN as Dennis and Edwin: a word that is nobody's name here, and a part of which is. */
function gluedPairs(name: NameFeatures, statistics: RegisterStatistics): TriedPair[] {
  const words = wordsOf(name);
  const isName = (word: string): boolean =>
    statistics.isCounted('given', word) || statistics.isCounted('surname', word);
  return words.flatMap((word) => {
    if (word.length < SHORTEST_GLUED || isName(word)) return [];
    const others = words.filter((other) => other !== word).map(phoneticCode);
    return Array.from({ length: word.length - 2 * SHORTEST_PART + 1 }, (_, at) => at + SHORTEST_PART)
      .map((at) => [word.slice(0, at), word.slice(at)])
      .filter((parts) => parts.some(isName))
      .flatMap((parts) => {
        const codes = parts.map(phoneticCode);
        const [first = '', second = ''] = codes;
        const beside = others.flatMap((other) => codes.map((code) => tryPair(code, other, statistics)));
        return [tryPair(first, second, statistics), ...beside];
      });
  });
}
