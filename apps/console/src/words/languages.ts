import i18next from 'i18next';

export const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which language somebody chose on this machine: the one thing that is kept, and it says nothing about anybody. */
const KEPT = 'crex-language';

/** What was chosen here, else the first of the browser's languages that is spoken here, else English. */
export function firstLanguage(kept: string | null, preferred: readonly string[]): Language {
  const wanted = [kept ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find(Boolean) ?? 'en';
}

export function chosenLanguage(): Language {
  return firstLanguage(localStorage.getItem(KEPT), navigator.languages);
}

/** Speaks another language; where its words cannot be fetched, the one that is spoken stays. */
export async function speak(language: Language): Promise<void> {
  const isHere = () => i18next.hasResourceBundle(language, 'translation');
  if (!isHere()) await i18next.reloadResources(language); // also when it has failed before
  if (!isHere()) return;
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
}
