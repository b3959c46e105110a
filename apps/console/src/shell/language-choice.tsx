import { useTranslation } from 'react-i18next';
import { LANGUAGES, speak } from '../words/languages.js';
import classes from './language-choice.module.css';

const OWN_NAMES = { es: 'Español', en: 'English', pt: 'Português', nl: 'Nederlands' } as const;

/** The four working languages, each by its own name. */
export function LanguageChoice({ onDark = false }: { readonly onDark?: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('shell.language')} className={classes['group']} data-dark={onDark}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={classes['choice']}
          aria-pressed={i18n.language === language}
          aria-label={`${language.toUpperCase()}: ${OWN_NAMES[language]}`}
          title={OWN_NAMES[language]}
          onClick={() => void speak(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
