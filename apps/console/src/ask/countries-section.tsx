import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMembers } from '../members/use-members.js';
import { useSession } from '../session/use-session.js';
import type { SectionProps } from './section-props.js';
import classes from './ask.module.css';
import type { Country } from './question-form.js';
import { Section } from './section.js';

const NOT_THERE = ['SUSPENDED', 'ABSENT'];

/** Whom to ask, and whether for the record or only whether there is one. */
export function CountriesSection({ form, change, catalogue, faultOf }: SectionProps) {
  const { t } = useTranslation();
  const { country: home } = useSession();
  const { data: members } = useMembers();
  const fault = faultOf('countries');
  const others = catalogue.countries.filter(({ code }) => code !== home);
  const stateOf = (code: string) => members?.find(({ country }) => country === code)?.state;
  const isThere = (code: string) => !NOT_THERE.includes(stateOf(code) ?? '');
  const refuses = (code: string) =>
    catalogue.terms.some(
      ({ country, refuses: purposes }) => country === code && purposes.some((each) => each === form.purpose),
    );
  const here = others.filter(({ code }) => isThere(code));
  const away = others.filter(({ code }) => !isThere(code)).map(({ name }) => name);
  const ask = (to: readonly Country[]) => {
    // who asks many countries first asks who has something
    change({ ...form, to, kind: to.length > 3 ? 'QUERY' : to.length === 1 ? 'REQ' : form.kind });
  };
  const toggle = (code: Country) => {
    ask(form.to.includes(code) ? form.to.filter((each) => each !== code) : [...form.to, code]);
  };
  return (
    <Section step={2} title={t('ask.whom')} text={t('ask.whomText')}>
      <fieldset id="countries" className={classes['group']}>
        <legend className="visually-hidden">{t('ask.whom')}</legend>
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              ask(here.map(({ code }) => code).filter((code) => !refuses(code)));
            }}
          >
            {t('ask.all')}
          </Button>
          {form.to.length > 0 && (
            <Button
              variant="subtle"
              size="xs"
              onClick={() => {
                ask([]);
              }}
            >
              {t('ask.none')}
            </Button>
          )}
        </Group>
        <div className={classes['countries']}>
          {here.map(({ code, name }) => {
            const state = stateOf(code);
            const isRefusing = refuses(code);
            const note = isRefusing
              ? t('ask.refuses')
              : state === undefined || state === 'ACTIVE'
                ? ''
                : t(`memberState.${state}`);
            return (
              <label key={code} className={classes['choice']}>
                <input
                  type="checkbox"
                  checked={form.to.includes(code)}
                  onChange={() => {
                    toggle(code);
                  }}
                />
                <span className={classes['name']}>{name}</span>
                {note !== '' && <span className={classes['note']}>{note}</span>}
              </label>
            );
          })}
        </div>
        {away.length > 0 && <p className={classes['away']}>{t('ask.away', { names: away.join(', ') })}</p>}
        {fault !== undefined && <p className={classes['fault']}>{fault}</p>}
      </fieldset>
      {form.to.length > 0 && <KindChoice {...{ form, change }} />}
    </Section>
  );
}

function KindChoice({ form, change }: Pick<SectionProps, 'form' | 'change'>) {
  const { t } = useTranslation();
  return (
    <fieldset className={`${classes['group'] ?? ''} ${classes['kinds'] ?? ''}`}>
      <legend className={classes['legend']}>{t('ask.kind')}</legend>
      <div className={classes['choices']}>
        {(['REQ', 'QUERY'] as const).map((kind) => (
          <label key={kind} className={classes['choice']}>
            <input
              type="radio"
              name="kind"
              checked={form.kind === kind}
              onChange={() => {
                change({ ...form, kind });
              }}
            />
            <span className={classes['name']}>{t(`kind.${kind}.name`)}</span>
            <span className={classes['note']}>{t(`kind.${kind}.text`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
