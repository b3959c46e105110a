import { en } from './words/en.js';
import { es } from './words/es.js';
import { nl } from './words/nl.js';
import { pt } from './words/pt.js';
import type { Words } from './words/words.js';

export const LANGUAGES = { es, en, pt, nl } as const satisfies Record<string, Words>;
export type Language = keyof typeof LANGUAGES;

/** The first language of the person that the page has; Spanish, which most of the countries speak, when there is none. */
export function preferredLanguage(preferred: readonly string[]): Language {
  const known = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return known ?? 'es';
}

export function isLanguage(code: string): code is Language {
  return Object.hasOwn(LANGUAGES, code);
}

/** A day in words. @param ms since 1970 */
export function day(ms: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(ms);
}

export function moment(ms: number, language: Language): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language, format).format(ms)} UTC`;
}

export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}
