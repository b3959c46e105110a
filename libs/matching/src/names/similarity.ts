import { COMMON_GIVEN_NAMES, COMMON_SURNAMES } from './common-names.js';
import { editDistance, FAR, jaroWinkler } from './edit-distance.js';
import { isSameNameInOtherForm } from './nicknames.js';
import { phoneticCode, spellingCode } from './phonetic.js';
import { remember, rememberPairs } from './remember.js';
import { compareRomanised, isPinyin, isPinyinSyllable } from './romanised.js';

/** 3 the same, 2 the same written otherwise, 1 perhaps, 0 another word. */
export type SimilarityLevel = 0 | 1 | 2 | 3;

/** Why two words are held to be one. */
export type SimilarityReason =
  | 'exact'
  | 'sound'
  | 'romanised'
  | 'typing'
  | 'other-form'
  | 'vowels'
  | 'initial'
  | 'shortened'
  | 'joined'
  | 'close'
  | 'different';

/** How alike two words of names are. */
export interface TokenSimilarity {
  readonly level: SimilarityLevel;
  /** 0 to 1; finer than the level and never at odds with it. */
  readonly similarity: number;
  readonly reason: SimilarityReason;
}

const EXACT: TokenSimilarity = { level: 3, similarity: 1, reason: 'exact' };
/** Both are common names of their own: rather two persons than a typing error. */
const CLOSE: TokenSimilarity = { level: 1, similarity: 0.5, reason: 'close' };
const DIFFERENT: TokenSimilarity = { level: 0, similarity: 0, reason: 'different' };

/** Compares two folded words; `isGiven` when both are, or may be, given names. Symmetric. */
export function tokenSimilarity(left: string, right: string, isGiven = false): TokenSimilarity {
  if (left === right) return EXACT;
  return isGiven ? compareGiven(left, right) : compareOther(left, right);
}

const MOST_PAIRS = 500_000;
const compareGiven = rememberPairs((first, second) => compareWords(first, second, true), MOST_PAIRS);
const compareOther = rememberPairs((first, second) => compareWords(first, second, false), MOST_PAIRS);

/** What comparing asks of a word, found once. */
interface Word {
  readonly spelling: string;
  readonly sound: string;
  /** Bit n: the letter number n occurs, whichever its case. */
  readonly letters: number;
  readonly isCommonGiven: boolean;
  readonly isCommonSurname: boolean;
  readonly isPinyin: boolean;
  readonly isPinyinSyllable: boolean;
  /** Written without its vowels. */
  readonly isBare: boolean;
}

const wordOf = remember((token): Word => ({
  spelling: spellingCode(token),
  sound: phoneticCode(token),
  letters: Array.from(token).reduce((letters, letter) => letters | (1 << (letter.charCodeAt(0) & 31)), 0),
  isCommonGiven: COMMON_GIVEN_NAMES.has(token),
  isCommonSurname: COMMON_SURNAMES.has(token),
  isPinyin: isPinyin(token),
  isPinyinSyllable: isPinyinSyllable(token),
  isBare: /[^AEIOU]{3}/.test(token) && !/[AEIOU].*[AEIOU]/.test(token),
}));

/** One error puts in, takes out or exchanges a letter: at most two letters more or less are in one word alone. */
function distanceOf(left: string, right: string, one: Word, other: Word): number {
  let alone = one.letters ^ other.letters;
  let count = 0;
  for (; alone !== 0 && count <= 2 * (FAR - 1); count += 1) alone &= alone - 1;
  return count > 2 * (FAR - 1) ? FAR : editDistance(left, right);
}

function compareWords(first: string, second: string, isGiven: boolean): TokenSimilarity {
  // What "servant of" two share says nothing about the names behind it.
  const areServants = first.startsWith('ABDUL') && second.startsWith('ABDUL');
  const [left, right] = areServants ? [first.slice(5), second.slice(5)] : [first, second];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return DIFFERENT;
  if (isSameNameInOtherForm(left, right)) return { level: 2, similarity: 0.85, reason: 'other-form' };
  // A Slavic surname has a male and a female form within one family.
  if (long === `${short}A` && /(OV|EV|IN)$/.test(short) && !COMMON_GIVEN_NAMES.has(short))
    return { level: 2, similarity: 0.9, reason: 'other-form' };
  // "J." and "Th.": vowels would make a word of their own.
  if (/^(.|[^AEIOU]{2})$/.test(short))
    return long.startsWith(short) ? { level: 1, similarity: 0.6, reason: 'initial' } : DIFFERENT;
  if (isGiven && areMaleAndFemale(short, long)) return DIFFERENT;
  const isSameFirst = left.charCodeAt(0) === right.charCodeAt(0);
  const [one, other] = [wordOf(left), wordOf(right)];
  if (one.isPinyinSyllable && other.isPinyinSyllable) return DIFFERENT;
  const soundsSame = short.length >= 3 && one.sound === other.sound && editDistance(one.spelling, other.spelling) <= 2;
  if (soundsSame && one.spelling === other.spelling) return { level: 2, similarity: 0.97, reason: 'sound' };
  const distance = distanceOf(left, right, one, other);
  const romanised = short.length >= 3 ? compareRomanised(left, right) : 'different';
  const isOtherName =
    (isGiven && one.isCommonGiven && other.isCommonGiven) || (one.isCommonSurname && other.isCommonSurname);
  if (isOtherName && romanised === 'same') return { level: 1, similarity: 0.75, reason: 'romanised' };
  if (isOtherName && (distance <= 2 || soundsSame))
    return (isGiven ? soundsSame && short.length >= 6 : distance === 1) ? CLOSE : DIFFERENT;
  const isSameStart = one.spelling.charCodeAt(0) === other.spelling.charCodeAt(0);
  if (soundsSame && (distance === 1 || (isSameStart && one.sound.length >= 3)))
    return { level: 2, similarity: distance === 1 ? 0.95 : 0.9, reason: 'sound' };
  if (romanised === 'same') return { level: 2, similarity: 0.88, reason: 'romanised' };
  if (distance === 1 && short.length >= 4) return { level: 2, similarity: 0.9, reason: 'typing' };
  if (isWithParticle(short, long)) return { level: 2, similarity: 0.9, reason: 'joined' };
  if ((one.isBare || other.isBare) && areSameConsonants(left, right))
    return { level: 2, similarity: 0.8, reason: 'vowels' };
  if (one.isPinyin && other.isPinyin) return DIFFERENT;
  if (distance === 2 && short.length >= 7 && isSameFirst) return { level: 1, similarity: 0.75, reason: 'typing' };
  if (distance === 1 && short.length === 3 && isSameFirst) return { level: 1, similarity: 0.6, reason: 'typing' };
  if (romanised === 'near') return { level: 1, similarity: 0.7, reason: 'romanised' };
  if ((isShortened(short, long) && (short.length >= 4 || isGiven)) || (isGiven && isLastPart(short, long)))
    return { level: 1, similarity: 0.65, reason: 'shortened' };
  if (short.length >= 4 && isSameFirst && jaroWinkler(left, right) >= 0.92)
    return { level: 1, similarity: 0.7, reason: 'close' };
  return DIFFERENT;
}

/** MARIO and MARIA, JUAN and JUANA are two persons, often brother and sister. */
function areMaleAndFemale(short: string, long: string): boolean {
  if (short.length === long.length)
    return short.slice(0, -1) === long.slice(0, -1) && /^(OA|AO)$/.test(short.slice(-1) + long.slice(-1));
  if (!/[^AEIOU]$/.test(short)) return false;
  // French: Simone; elsewhere an E is a matter of romanisation.
  return long === `${short}A` || (long === `${short}E` && COMMON_GIVEN_NAMES.has(short));
}

/** Alexander as Alex; not Maria as Mariana, which is another name. Machine-readable zones cut names off. */
function isShortened(short: string, long: string): boolean {
  return short.length >= 3 && long.length > short.length && long.startsWith(short) && /[^AEIOU]$/.test(short);
}

/** Written together with the word before it by one clerk: ALHASSAN, DAROSA, LEROUX. */
function isWithParticle(short: string, long: string): boolean {
  if (short.length < 4 || !long.endsWith(short)) return false;
  return /^([AE]L|D[AEIOU]?|D[AO]S|DEL|DELA|L[AE]|VAN)$/.test(long.slice(0, -short.length));
}

/** Oluwaseun as Seun, Chukwuemeka as Emeka. */
function isLastPart(short: string, long: string): boolean {
  return short.length >= 4 && long.length >= short.length + 4 && long.endsWith(short);
}

/** Arabic, Persian and Hebrew leave vowels out: MHMD is MOHAMMED. */
function areSameConsonants(left: string, right: string): boolean {
  return consonants(left).length >= 3 && consonants(left) === consonants(right);
}

const consonants = (token: string): string => token.replace(/[AEIOUWY]/g, '').replace(/(.)\1+/g, '$1');
