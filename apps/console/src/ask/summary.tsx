import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Catalogue } from '../api/shapes.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './ask.module.css';
import { fullNameOf, type QuestionForm } from './question-form.js';

interface SummaryProps {
  readonly form: QuestionForm;
  readonly catalogue: Catalogue;
  /** How many things are still missing. */
  readonly left: number;
}

/** The question as it grows, beside the form. */
export function Summary({ form, left }: SummaryProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const countries = form.to.map((code) => nameOf('countries', code));
  const lines = [
    ['why', form.purpose === '' ? '' : nameOf('purposes', form.purpose)],
    ['whom', countries.length > 5 ? t('ask.countCountries', { count: countries.length }) : countries.join(', ')],
    ['case', form.caseReference],
    ['person', fullNameOf(form.person.name)],
  ] as const;
  return (
    <aside className={`${classes['summary'] ?? ''} card`} aria-label={t('ask.summary')}>
      <h2 className={classes['title']}>{t('ask.summary')}</h2>
      <Progress value={100 - Math.min(left, 8) * 12.5} size="sm" aria-label={t('ask.progress')} color="sea" />
      <p className={classes['text']} aria-live="polite">
        {left === 0 ? t('ask.complete') : t('ask.left', { count: left })}
      </p>
      <dl className={classes['list']}>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`summary.${name}`)}</dt>
            <dd className={text === '' ? classes['empty'] : ''}>{text === '' ? t('summary.open') : text}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
