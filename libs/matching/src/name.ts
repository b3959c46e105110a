import type { NameKind, PersonName } from '#libs/protocol';

/**
 * Version of the folding and key rules of this lib. It is stored beside every key: keys of two versions must never be
 * compared, so a change here means that the register's keys are made anew.
 */
export const NORMALISER_VERSION = 1;

// Typed in place of an apostrophe on Latin American keyboards; some of them (U+00B4) would decompose into a space.
const APOSTROPHES = /['’‘‛`´ʼʹʻʽ′＇]/gu;
// Letters that have no decomposition into a base letter and a mark.
const SPECIAL_LETTERS: Readonly<Record<string, string>> = {
  Æ: 'AE', Œ: 'OE', Ø: 'O', Đ: 'D', Ð: 'D', Ł: 'L', Þ: 'TH', Ħ: 'H', Ŧ: 'T', Ŋ: 'N', ẞ: 'SS', Ĳ: 'IJ',
}; // prettier-ignore

/**
 * A name in its canonical form: upper case, no marks, no apostrophes, one space between words. Idempotent; ñ becomes N,
 * ç becomes C, ß becomes SS; hyphens and all other punctuation separate words.
 * @see Unicode Standard Annex #15 (NFKD); ICAO 9303-3 §6 for the special letters
 */
export function foldName(text: string): string {
  return text
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(APOSTROPHES, '')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toUpperCase()
    .replace(/[ÆŒØĐÐŁÞĦŦŊẞĲ]/gu, (letter) => SPECIAL_LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Joining words: "da Silva" and "Silva", "de la Cruz" and "Cruz" are the same name written by two clerks. */
const PARTICLES = new Set('DE DEL LA LAS LOS EL Y E DA DO DAS DOS DI VAN DER DEN TEN TER VON'.split(' '));
/** Written where a name was not known. Such a name is not a name: it must never agree with anything. */
const PLACEHOLDER =
  /^(N N|NN+|X{2,}|FNU|LNU|NFN|UNKNOWN|DESCONOCID[OA]|DESCONHECID[OA]|IGNORAD[OA]|ONBEKEND|SIN NOMBRE|SEM NOME|NO NAME|RECIEN NACID[OA])$/;
const PLACEHOLDER_WORD =
  /(^| )(NN+|X{2,}|FNU|LNU|NFN|UNKNOWN|DESCONOCID[OA]|DESCONHECID[OA]|IGNORAD[OA]|ONBEKEND)( |$)/;
const SPELLINGS: Readonly<Record<string, string>> = { JR: 'JUNIOR' };

/** The folded words of a name without particles (with them when nothing else is left: "Van Ten" is a name too). */
export function nameTokens(text: string): string[] {
  const folded = foldName(text);
  if (folded === '' || PLACEHOLDER.test(folded)) return [];
  const words = folded.split(' ').map((word) => SPELLINGS[word] ?? word);
  const significant = words.filter((word) => !PARTICLES.has(word));
  return significant.length > 0 ? significant : words;
}

/** Longer is no name (a few letters can fold to eighteen), and would not fit an index of a database. */
const MAX_KEY_LENGTH = 500;

/** The multiset of a name's tokens as one string, or undefined when a part of the name is unknown. */
function tokenKey(text: string): string | undefined {
  if (PLACEHOLDER_WORD.test(foldName(text))) return undefined;
  const key = nameTokens(text).sort().join(' ');
  return key === '' || key.length > MAX_KEY_LENGTH ? undefined : key;
}

/** The ways one name can be written in full: as on the source document, and composed of its parts. */
function fullForms(name: PersonName): string[] {
  const composed = [...(name.given ?? []), name.prefix, name.surname1, name.surname2, name.suffix]
    .filter((part) => part !== undefined)
    .join(' ');
  // Only given names, or only a surname, are not a full name.
  const isFull = name.given !== undefined && name.surname1 !== undefined;
  if (!isFull) return [name.full];
  return name.marriedName === undefined
    ? [name.full, composed]
    : [name.full, composed, `${composed} ${name.marriedName}`];
}

/** Names that civil law gives: only these can carry an identification; an alias may be another person's true name. */
const CIVIL_KINDS: ReadonlySet<NameKind> = new Set<NameKind>(['legal', 'birth', 'former']);

/** True for a legal, birth or former name. */
export function isCivilName(name: { readonly kind: NameKind }): boolean {
  return CIVIL_KINDS.has(name.kind);
}

/**
 * One key per full name and form of writing it: the sorted folded tokens. Two names agree when they share a key, so
 * "PÉREZ GARCÍA, Juan" agrees with given "Juan", surnames "Pérez" and "García", in whatever order, accents, hyphens and
 * particles; a name with one token more or less does not agree.
 */
export function nameKeys(names: readonly PersonName[]): string[] {
  const keys = names.flatMap(fullForms).map(tokenKey);
  return [...new Set(keys.filter((key) => key !== undefined))];
}
