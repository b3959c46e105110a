import { Badge, Button, SegmentedControl } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnusualView } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { dayIn, momentIn } from '../words/formats.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import { EntryLink, TypeBadge } from './entry-line.js';
import { EVERYTHING, periodOf } from './log-filter.js';
import { lookFor } from './log-view.js';
import { useMandate } from './mandate.js';
import { unusualOptions, type Period } from './use-log.js';

const SPANS = ['day', 'week', 'month'] as const;
type Finding = UnusualView['findings'][number];
/** A month as the node counts it, less the minute that a span looks ahead. */
const MONTH_DAYS = 30;
const DAY_MS = 86_400_000;

/** What calls for a look: by rules that are told, and that say nothing about guilt. */
export function UnusualPage() {
  const { t } = useTranslation();
  return (
    <AuditorPage title={t('page.unusual')} lead={t('auditor.unusualLead')}>
      <Unusual />
    </AuditorPage>
  );
}

function Unusual() {
  const { t } = useTranslation();
  const mandate = useMandate();
  const [span, setSpan] = useState<(typeof SPANS)[number]>('week');
  const [period, setPeriod] = useState<Period>();
  const { data, error, isFetching, refetch } = useQuery(unusualOptions(mandate, period));
  return (
    <>
      <div className={`card ${classes['span'] ?? ''}`}>
        <SegmentedControl
          aria-label={t('auditor.period')}
          value={span}
          data={SPANS.map((value) => ({ value, label: t(`auditor.span.${value}`) }))}
          onChange={setSpan}
        />
        <Button
          loading={isFetching}
          onClick={() => {
            setPeriod(spanBefore(span));
          }}
        >
          {t('auditor.look')}
        </Button>
        <span className="quiet">{t('auditor.opensActors')}</span>
      </div>
      <div className={classes['results']} aria-live="polite">
        {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
        {period !== undefined && data === undefined && error === null && <ListToCome />}
        {data?.findings.length === 0 && (
          <Nothing title={t('auditor.nothingUnusual')} text={t('auditor.lookedAt', { count: data.acts })} />
        )}
        {data !== undefined && data.findings.length > 0 && (
          <>
            <p className="quiet">{t('auditor.lookedAt', { count: data.acts })}</p>
            <div className={classes['stack']}>
              {data.findings.map((finding, index) => (
                <FindingCard key={index} finding={finding} />
              ))}
            </div>
          </>
        )}
      </div>
    </>
  );
}

function FindingCard({ finding: { rule, officials, count, limit, day, acts } }: { readonly finding: Finding }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  return (
    <article className="card" aria-label={t(`unusual.${rule}.name`)}>
      <div className={classes['above']}>
        <h2 className={classes['count']}>{t(`unusual.${rule}.name`)}</h2>
        <Badge color="orange">{t('auditor.times', { count })}</Badge>
      </div>
      <p>
        {t(`unusual.${rule}.text`, { limit })} {day !== undefined && dayIn(i18n.language, day)}
      </p>
      <ul className={classes['officials']}>
        {officials.map(({ id, authority }) => (
          <li key={id}>
            <span>
              <b>{id}</b> {authority}
            </span>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<IconUserSearch size={15} />}
              onClick={() => {
                lookFor({ ...EVERYTHING, span: 'month', official: { id, country: '' } });
                void navigate({ to: '/log' });
              }}
            >
              {t('auditor.allOf', { id })}
            </Button>
          </li>
        ))}
      </ul>
      <details className={classes['more']}>
        <summary>{t('auditor.theActs', { count: acts.length })}</summary>
        <ol className={classes['line']}>
          {acts.map(({ eventId, type, at, official }) => (
            <li key={eventId}>
              <EntryLink eventId={eventId} type={type}>
                {momentIn(i18n.language, at)}
              </EntryLink>
              <TypeBadge type={type} />
              <span>{official}</span>
            </li>
          ))}
        </ol>
      </details>
    </article>
  );
}

function spanBefore(span: (typeof SPANS)[number]): Period {
  if (span !== 'month') return periodOf({ span, from: '', to: '' }, nowMs());
  const { from } = periodOf({ span: 'day', from: '', to: '' }, nowMs() - (MONTH_DAYS - 1) * DAY_MS);
  return { from, to: periodOf({ span: 'day', from: '', to: '' }, nowMs()).to };
}
