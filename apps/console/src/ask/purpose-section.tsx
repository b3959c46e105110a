import { useTranslation } from 'react-i18next';
import type { SectionProps } from './section-props.js';
import classes from './ask.module.css';
import { Section } from './section.js';

/** Why it is asked: each purpose says what it brings and what it wants. */
export function PurposeSection({ form, change, catalogue, faultOf, role }: SectionProps & { readonly role: string }) {
  const { t, i18n } = useTranslation();
  const offered = catalogue.purposes.filter(({ roles }) => (roles as readonly string[]).includes(role));
  const fault = faultOf('purpose');
  const wants = (codes: readonly string[]) => {
    const names = catalogue.evidence.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
    return new Intl.ListFormat(i18n.language).format(names.map((name) => lowerFirst(name, i18n.language)));
  };
  return (
    <Section step={1} title={t('ask.why')} text={t('ask.whyText')}>
      <fieldset
        id="purpose"
        className={classes['group']}
        aria-describedby={fault === undefined ? undefined : 'purpose-fault'}
      >
        <legend className="visually-hidden">{t('ask.why')}</legend>
        <div className={classes['choices']}>
          {offered.map(({ code, name, scope, evidence, deadlineWorkingDays }) => (
            <label key={code} className={classes['choice']}>
              <input
                type="radio"
                name="purpose"
                checked={form.purpose === code}
                onChange={() => {
                  change({ ...form, purpose: code });
                }}
              />
              <span className={classes['name']}>{name}</span>
              <span className={classes['note']}>{t(`scope.${scope as 'FULL_HISTORY'}`)}</span>
              <span className={classes['note']}>{t('ask.wants', { what: wants(evidence) })}</span>
              <span className={classes['note']}>
                {deadlineWorkingDays === undefined ? t('ask.atOnce') : t('ask.within', { count: deadlineWorkingDays })}
              </span>
            </label>
          ))}
        </div>
        {fault !== undefined && (
          <p id="purpose-fault" className={classes['fault']}>
            {fault}
          </p>
        )}
      </fieldset>
    </Section>
  );
}

/** Inside a sentence; an abbreviation in it stays as it is. */
const lowerFirst = (name: string, language: string): string =>
  name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
