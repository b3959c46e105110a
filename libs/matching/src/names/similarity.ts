import { COMMON_GIVEN_NAMES, COMMON_SURNAMES } from './common-names.js';
import { editDistance, jaroWinkler } from './edit-distance.js';
import { isSameNameInOtherForm } from './nicknames.js';
import { phoneticCode, spellingCode } from './phonetic.js';
import { remember } from './remember.js';

/** 3 the same, 2 the same written otherwise, 1 perhaps, 0 another word. */
export type SimilarityLevel = 0 | 1 | 2 | 3;

/** Why two words are held to be one. */
export type SimilarityReason =
  'exact' | 'sound' | 'typing' | 'other-form' | 'vowels' | 'initial' | 'shortened' | 'close' | 'different';

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
  const [first, second] = left < right ? [left, right] : [right, left];
  return compareTold(`${first} ${second} ${isGiven ? 'G' : ''}`);
}

const compareTold = remember((told) => {
  const [left = '', right = '', given] = told.split(' ');
  return compareWords(left, right, given === 'G');
}, 500_000);

function compareWords(left: string, right: string, isGiven: boolean): TokenSimilarity {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length === 0) return DIFFERENT;
  if (short.length === 1) return long.startsWith(short) ? { level: 1, similarity: 0.6, reason: 'initial' } : DIFFERENT;
  if (isSameNameInOtherForm(left, right)) return { level: 2, similarity: 0.85, reason: 'other-form' };
  if (isGiven && areMaleAndFemale(short, long)) return DIFFERENT;
  const distance = editDistance(left, right);
  const soundsSame = distance <= 2 && short.length >= 3 && phoneticCode(left) === phoneticCode(right);
  const isSpelling = soundsSame && spellingCode(left) === spellingCode(right);
  if (isSpelling) return { level: 2, similarity: 0.97, reason: 'sound' };
  if (distance <= 2 && isGiven && areBoth(COMMON_GIVEN_NAMES, left, right))
    return soundsSame && short.length >= 6 ? CLOSE : DIFFERENT;
  if (distance <= 2 && areBoth(COMMON_SURNAMES, left, right)) return distance === 1 ? CLOSE : DIFFERENT;
  if (soundsSame && (distance === 1 || short.length >= 4))
    return { level: 2, similarity: distance === 1 ? 0.95 : 0.9, reason: 'sound' };
  if (distance === 1 && short.length >= 4) return { level: 2, similarity: 0.9, reason: 'typing' };
  if (areSameConsonants(left, right)) return { level: 2, similarity: 0.8, reason: 'vowels' };
  if (distance === 2 && short.length >= 7) return { level: 1, similarity: 0.75, reason: 'typing' };
  if (isShortened(short, long)) return { level: 1, similarity: 0.65, reason: 'shortened' };
  const mayBeClose = short.length >= 4 && left.charCodeAt(0) === right.charCodeAt(0);
  if (mayBeClose && jaroWinkler(left, right) >= 0.92) return { level: 1, similarity: 0.7, reason: 'close' };
  return DIFFERENT;
}

const areBoth = (names: ReadonlySet<string>, left: string, right: string): boolean =>
  names.has(left) && names.has(right);

/** MARIO and MARIA, JUAN and JUANA are two persons, often brother and sister. */
function areMaleAndFemale(short: string, long: string): boolean {
  if (short.length === long.length)
    return short.slice(0, -1) === long.slice(0, -1) && /^(OA|AO)$/.test(short.slice(-1) + long.slice(-1));
  return long === `${short}A` && /[^AEIOU]$/.test(short);
}

/** Alexander as Alex; not Maria as Mariana, which is another name. Machine-readable zones cut names off. */
function isShortened(short: string, long: string): boolean {
  return short.length >= 4 && long.length >= short.length + 2 && long.startsWith(short) && /[^AEIOU]$/.test(short);
}

/** Arabic, Persian and Hebrew leave vowels out: MHMD is MOHAMMED. */
function areSameConsonants(left: string, right: string): boolean {
  if (!isBare(left) && !isBare(right)) return false;
  return consonants(left).length >= 3 && consonants(left) === consonants(right);
}

const consonants = (token: string): string => token.replace(/[AEIOUWY]/g, '').replace(/(.)\1+/g, '$1');
const isBare = remember((token) => /[^AEIOU]{3}/.test(token) && !/[AEIOU].*[AEIOU]/.test(token));
