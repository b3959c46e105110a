import { Button, NativeSelect } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../api/download.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { dayIn } from '../words/formats.js';
import { useCatalogue, useNameOf } from '../words/use-catalogue.js';
import { Charts } from './charts.js';
import { monthBefore, pairsOf, questionsIn, type Kind } from './figures.js';
import classes from './statistics.module.css';
import { Purposes } from './purposes.js';
import { Trend } from './trend.js';
import { statisticsOf } from './use-statistics.js';

/** So many months back can be looked at, this one not among them. */
const MONTHS = 12;

/** What the countries publish of each month, for people: charts, their tables, a file, and paper. */
export function StatisticsPage() {
  const { t, i18n } = useTranslation();
  const home = useCatalogue().data?.country;
  const nameOf = useNameOf();
  const present = new Date(nowMs()).toISOString().slice(0, 7);
  const months = Array.from({ length: MONTHS }, (_, back) => monthBefore(present, back + 1));
  const [chosen, setChosen] = useState<string>();
  const [kind, setKind] = useState<Kind>('ALL');
  const found = useQueries({ queries: months.map(statisticsOf) });
  const counts = found.map(({ data }) => (data === undefined ? undefined : questionsIn(pairsOf(data, kind))));
  const isPending = found.some((each) => each.isPending);
  const newest = counts.findIndex((count) => count !== undefined && count > 0);
  const at = chosen === undefined ? Math.max(newest, 0) : months.indexOf(chosen);
  const month = months[at] ?? present;
  const published = found[at]?.data;
  const failed = found.filter(({ error }) => error !== null);
  const keeping = useMutation({
    mutationFn: () => download(`/api/v1/statistics?format=csv&month=${month}`, `crex-${month}.csv`),
  });
  const kinds = [
    { value: 'ALL', label: t('statistics.all') },
    { value: 'REQ', label: t('kind.REQ.short') },
    { value: 'QUERY', label: t('kind.QUERY.short') },
  ];
  return (
    <Page
      title={t('page.statistics')}
      lead={t('statistics.lead')}
      actions={
        <>
          <Button
            variant="default"
            className={classes['onScreen'] ?? ''}
            leftSection={<IconDownload size={17} />}
            loading={keeping.isPending}
            onClick={() => {
              keeping.mutate();
            }}
          >
            {t('statistics.csv')}
          </Button>
          <Button
            variant="default"
            className={classes['onScreen'] ?? ''}
            leftSection={<IconPrinter size={17} />}
            onClick={() => {
              print();
            }}
          >
            {t('action.print')}
          </Button>
        </>
      }
    >
      <p className={classes['onPaper']}>
        <strong>{dayIn(i18n.language, month)}</strong> · {kinds.find(({ value }) => value === kind)?.label} ·{' '}
        {home === undefined ? '' : t('statistics.asSeenIn', { country: nameOf('countries', home) })}
      </p>
      <div className={`${classes['filters'] ?? ''} ${classes['onScreen'] ?? ''}`}>
        <NativeSelect
          label={t('statistics.month')}
          value={month}
          data={months.map((value) => ({ value, label: dayIn(i18n.language, value) }))}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
          }}
        />
        <NativeSelect
          label={t('statistics.kind')}
          value={kind}
          data={kinds}
          onChange={({ currentTarget }) => {
            setKind(currentTarget.value as Kind);
          }}
        />
      </div>
      {keeping.isError && <Failure error={keeping.error} />}
      {failed[0] !== undefined && (
        <Failure error={failed[0].error} onRetry={() => void Promise.all(failed.map((each) => each.refetch()))} />
      )}
      {isPending && failed.length === 0 && <ListToCome />}
      {!isPending && published !== undefined && (
        <div className={classes['stack']}>
          {(counts[at] ?? 0) === 0 ? (
            <Nothing title={t('statistics.noneTitle')} text={t('statistics.noneText')} />
          ) : (
            <Charts published={published} kind={kind} />
          )}
          {newest >= 0 && (
            <Trend
              months={months.map((value, index) => ({
                ...{ month: value, questions: counts[index] === 0 ? undefined : counts[index] },
              }))}
              chosen={month}
            />
          )}
          <p className="quiet">{t('statistics.signed')}</p>
          <Purposes month={month} />
        </div>
      )}
    </Page>
  );
}
