import { foldText } from './fold.js';
import { remember } from './remember.js';
import {
  ABBREVIATIONS,
  GLUED_PARTICLE,
  JOINED_TO_NEXT,
  PARTICLES,
  PLACEHOLDER_TEXT,
  PLACEHOLDER_WORD,
  SERVANT_OF,
  SAINTS,
  SAINT_NAMES,
  TITLES,
  VIETNAMESE_SURNAMES,
} from './words.js';

/** A longer word is no name. */
const MAX_TOKEN_LENGTH = 60;
const MAX_TOKENS = 20;

/**
 * The words of a part of a name that count, in order: particles, titles and placeholders dropped, "San Martín" joined,
 * "DELACRUZ" taken apart, abbreviations written out. Empty when the part says that nothing is known.
 */
export function tokensOf(text: string): string[] {
  const folded = foldText(text);
  if (folded === '' || PLACEHOLDER_TEXT.test(folded)) return [];
  return significantTokens(folded.split(' '));
}

/** {@link tokensOf} for words that are folded already. */
export function significantTokens(folded: readonly string[]): string[] {
  if (folded.length === 0) return [];
  const known = folded.filter(isKnown);
  const words = known.some(isJoining) ? joinSaints(known.slice(0, MAX_TOKENS)) : known.slice(0, MAX_TOKENS);
  const isVietnamese = words.includes('VAN') && words.some((word) => VIETNAMESE_SURNAMES.has(word));
  const isKept = (word: string, index: number): boolean => {
    if (TITLES.has(word)) return false;
    // "E. Soriano" begins with an initial, "Souza e Lima" joins two names.
    return !PARTICLES.has(word) || (index === 0 && word.length === 1) || (isVietnamese && word === 'VAN');
  };
  const significant = words.filter(isKept);
  // "Van Ten" and "Don" are names too when nothing else is left.
  return (significant.length > 0 ? significant : words).map(writeOut);
}

const isKnown = remember((word) => word.length <= MAX_TOKEN_LENGTH && !PLACEHOLDER_WORD.test(word));

const isJoining = (word: string): boolean => JOINED_TO_NEXT.has(word) || SAINTS.has(word);

const writeOut = remember((word) => {
  const full = /^A?BD[AEU]?L+A?H$/.test(word) ? 'ABDULLAH' : (ABBREVIATIONS[word] ?? word);
  return full.length > 5 ? full.replace(GLUED_PARTICLE, '').replace(SERVANT_OF, 'ABDUL') : full;
});

function joinSaints(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    // "Abd al Rahman"
    const isArticle = /^A?BD/.test(word) && /^([EAU]L|[EAU]R)$/.test(words[index + 1] ?? '');
    const place = index + (isArticle ? 2 : 1);
    const next = words[place] ?? '';
    const isJoined = next.length > 1 && (JOINED_TO_NEXT.has(word) || (SAINTS.has(word) && SAINT_NAMES.has(next)));
    joined.push(isJoined ? (ABBREVIATIONS[word] ?? word) + next : word);
    if (isJoined) index = place;
  }
  return joined;
}
