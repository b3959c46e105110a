import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { IconFileTypePdf, IconListSearch, IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisclosureReport } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Failure, Nothing } from '../shell/states.js';
import { LANGUAGES, type Language } from '../words/languages.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import { EVERYTHING, isComplete, NOBODY, periodOf, subjectOf, type LogFilter } from './log-filter.js';
import { OwnDays } from './log-form.js';
import { lookFor } from './log-view.js';
import { PersonFields } from './person-filter.js';
import { fetchFile } from './save-file.js';
import { fetchReport, type ReportOrder } from './use-log.js';

type Asked = Pick<LogFilter, 'span' | 'from' | 'to' | 'person'>;
const SPANS = ['month', 'year', 'own'] as const;

/** A person's right to know: who saw their record, when, why, for whom and by what right. */
export function PersonsPage() {
  const { t } = useTranslation();
  return (
    <AuditorPage title={t('page.persons')} lead={t('auditor.personsLead')}>
      <ReportForm />
    </AuditorPage>
  );
}

function ReportForm() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked>({ span: 'year', from: '', to: '', person: NOBODY });
  const [language, setLanguage] = useState(i18n.language as Language);
  const filter: LogFilter = { ...EVERYTHING, ...asked };
  const subject = subjectOf(asked.person);
  const order = (): ReportOrder => ({ ...periodOf(asked, nowMs()), subject: subject ?? {}, language });
  const reporting = useMutation({ mutationFn: fetchReport });
  const printing = useMutation({
    mutationFn: (body: ReportOrder) => fetchFile('/api/v1/log/disclosure-reports/pdf', body, 'disclosures.pdf'),
  });
  const isReady = subject !== undefined && isComplete(filter);
  return (
    <>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) reporting.mutate(order());
        }}
      >
        <PersonFields
          person={asked.person}
          onChange={(person) => {
            setAsked({ ...asked, person });
          }}
        />
        <div className={classes['spanBelow']}>
          <SegmentedControl
            aria-label={t('auditor.period')}
            value={asked.span}
            data={SPANS.map((value) => ({ value, label: t(`auditor.span.${value}`) }))}
            onChange={(span) => {
              setAsked({ ...asked, span: span });
            }}
          />
          {asked.span === 'own' && (
            <OwnDays
              filter={asked}
              set={(change) => {
                setAsked({ ...asked, ...change });
              }}
            />
          )}
          <Select
            label={t('auditor.reportLanguage')}
            data={LANGUAGES.map((value) => ({ value, label: t(`auditor.language.${value}`) }))}
            value={language}
            onChange={(chosen) => {
              if (chosen !== null) setLanguage(chosen);
            }}
          />
        </div>
        <Group mt="md" gap="sm">
          <Button
            type="submit"
            leftSection={<IconSearch size={17} />}
            disabled={!isReady}
            loading={reporting.isPending}
          >
            {t('auditor.makeReport')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={17} />}
            disabled={!isReady}
            loading={printing.isPending}
            onClick={() => printing.mutate(order())}
          >
            {t('auditor.savePdf')}
          </Button>
          <Button
            variant="subtle"
            leftSection={<IconListSearch size={17} />}
            disabled={!isReady}
            onClick={() => {
              lookFor(filter);
              void navigate({ to: '/log' });
            }}
          >
            {t('auditor.showEntries')}
          </Button>
        </Group>
        <p className="quiet">{t('auditor.personHint')}</p>
      </form>
      <div className={classes['results']} aria-live="polite">
        {printing.isError && <Failure error={printing.error} />}
        {reporting.isError && <Failure error={reporting.error} onRetry={() => reporting.mutate(order())} />}
        {reporting.data !== undefined && <Report report={reporting.data} />}
      </div>
    </>
  );
}

/** The report in the words that the person will read, and by country what stands behind them. */
function Report({ report }: { readonly report: DisclosureReport }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { partners, others, summary } = report;
  const [title = '', ...lines] = summary.split('\n');
  if (partners.length === 0 && others.length === 0) {
    return <Nothing title={t('auditor.noneTitle')} text={t('auditor.noneText')} />;
  }
  return (
    <article className="card" aria-label={t('auditor.report')}>
      <h2>{title}</h2>
      <ul className={classes['sentences']}>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      <h3 className={classes['sub']}>{t('auditor.behind')}</h3>
      <div className="cards">
        {partners.map(({ country, told, asked }) => (
          <section key={country} className={classes['partner']}>
            <h4>{nameOf('countries', country)}</h4>
            <p>{t('auditor.told', { count: told.length })}</p>
            <p>{t('auditor.askedThem', { count: asked.length })}</p>
            <ul className={classes['values']}>
              {[...told, ...asked].map(({ eventId, at, by }) => (
                <li key={eventId}>
                  {momentIn(i18n.language, at)}
                  {by?.official !== undefined && ` · ${by.official}`}
                  {by?.authority !== undefined && ` · ${by.authority}`}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </article>
  );
}
