import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chosenLanguage, LANGUAGES, type Language } from './languages.js';

const FILES: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  es: () => import('./es.json'),
  en: () => import('./en.json'),
  pt: () => import('./pt.json'),
  nl: () => import('./nl.json'),
};

/** Each language is a file of its own, fetched when it is spoken. */
const files: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, _namespace, tell) => {
    FILES[language as Language]().then(
      (file) => tell(null, file.default as Record<string, string>),
      (error: unknown) => tell(error as Error, false),
    );
  },
};

/** From here on `t` knows its words; the page says in which language it is. */
export async function startWords(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: chosenLanguage(),
      supportedLngs: [...LANGUAGES],
      fallbackLng: false,
      interpolation: { escapeValue: false }, // React does
      react: { useSuspense: false },
    });
}
