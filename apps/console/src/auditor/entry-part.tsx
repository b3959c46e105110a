import { IconAlertTriangle, IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogPart } from '../api/shapes.js';
import { momentIn } from '../words/formats.js';
import classes from './auditor.module.css';
import { EntryLink } from './entry-line.js';

interface PartProps {
  readonly group: 'subject' | 'actor' | 'detail';
  readonly part: LogPart;
}

/** One of the three parts of an entry that are erased when their time is over. */
export function Part({ group, part }: PartProps) {
  const { t, i18n } = useTranslation();
  return (
    <section className="card" aria-label={t(`auditor.part.${group}`)}>
      <h2>{t(`auditor.part.${group}`)}</h2>
      {part.status === 'open' && <Value value={part.value} />}
      {part.status === 'closed' && <p className="quiet">{t('auditor.partState.closed')}</p>}
      {part.status === 'erased' && (
        <p className={classes['erased']}>
          <IconEraser size={20} aria-hidden />
          <span>
            {t('auditor.erased', { when: momentIn(i18n.language, part.by.at), ground: part.by.ground })}{' '}
            <EntryLink eventId={part.by.eventId} type={part.by.type}>
              {t(`entryType.${part.by.type}`)}
            </EntryLink>
          </span>
        </p>
      )}
      {part.status === 'missing' && (
        <p className={classes['missing']} role="alert">
          <IconAlertTriangle size={20} aria-hidden />
          <span>{t('auditor.missing')}</span>
        </p>
      )}
    </section>
  );
}

/** What was written, whatever form it has. */
function Value({ value }: { readonly value: unknown }) {
  if (Array.isArray(value)) {
    const values: readonly unknown[] = value;
    return (
      <ul className={classes['values']}>
        {values.map((each, index) => (
          <li key={index}>
            <Value value={each} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value !== 'object' || value === null) return <>{String(value)}</>;
  return (
    <dl className={classes['value']}>
      {Object.entries(value as Readonly<Record<string, unknown>>).map(([name, each]) => (
        <div key={name} data-nested={typeof each === 'object' && each !== null}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            <Value value={each} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
