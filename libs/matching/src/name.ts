import type { NameKind } from '#libs/protocol';

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

/** Names that civil law gives: only these can carry an identification; an alias may be another person's true name. */
const CIVIL_KINDS: ReadonlySet<NameKind> = new Set<NameKind>(['legal', 'birth', 'former']);

/** True for a legal, birth or former name. */
export function isCivilName(name: { readonly kind: NameKind }): boolean {
  return CIVIL_KINDS.has(name.kind);
}
