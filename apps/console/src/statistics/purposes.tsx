import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { download } from '../api/download.js';
import type { PurposesView } from '../api/shapes.js';
import { Failure, Nothing } from '../shell/states.js';
import { useNameOf } from '../words/use-catalogue.js';
import { Bars } from './bars.js';
import { FigureCard } from './figure-card.js';
import { Pillars } from './pillars.js';
import classes from './statistics.module.css';
import { purposesOf } from './use-statistics.js';

/** What this country asked and answered for in a month: by pillar of the Alliance, by purpose, and as a file. */
export function Purposes({ month }: { readonly month: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(purposesOf(month));
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  if (Object.keys({ ...data.asked, ...data.answered }).length === 0)
    return <Nothing title={t('statistics.noPurposesTitle')} text={t('statistics.noPurposesText')} />;
  return (
    <>
      <Pillars figures={data.pillars} />
      <PurposesCard figures={data} />
      <OwnFile month={month} />
    </>
  );
}

function OwnFile({ month }: { readonly month: string }) {
  const { t } = useTranslation();
  const keeping = useMutation({
    mutationFn: () => download(`/api/v1/statistics/purposes?format=csv&month=${month}`, `crex-purposes-${month}.csv`),
  });
  return (
    <div className={classes['ownFile']}>
      <Button
        variant="default"
        leftSection={<IconDownload size={17} />}
        loading={keeping.isPending}
        onClick={() => {
          keeping.mutate();
        }}
      >
        {t('statistics.ownCsv')}
      </Button>
      {keeping.isError && <Failure error={keeping.error} />}
    </div>
  );
}

function PurposesCard({ figures: { asked, answered } }: { readonly figures: PurposesView }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const numbers = new Intl.NumberFormat(i18n.language);
  const sides = [
    { title: t('statistics.weAsked'), counts: countsOf(asked), tone: 'first' },
    { title: t('statistics.weAnswered'), counts: countsOf(answered), tone: 'second' },
  ] as const;
  const most = Math.max(...sides.flatMap(({ counts }) => counts.map(({ count }) => count)), 1);
  return (
    <FigureCard
      title={t('statistics.purposes')}
      hint={t('statistics.purposesHint')}
      heads={[t('statistics.purpose'), t('statistics.kind'), t('statistics.count')]}
      rows={sides.flatMap(({ title, counts }) =>
        counts.map(({ purpose, count }) => [nameOf('purposes', purpose), title, numbers.format(count)]),
      )}
    >
      <div className={classes['columns']}>
        {sides.map(({ title, counts, tone }) => (
          <div key={title}>
            <strong className={classes['side']}>{title}</strong>
            {counts.length === 0 && <p className={classes['hint']}>{t('statistics.noPurposes')}</p>}
            <Bars
              bars={counts.map(({ purpose, count }) => ({
                ...{ key: purpose, label: nameOf('purposes', purpose), tone },
                ...{ share: count / most, text: numbers.format(count) },
              }))}
            />
          </div>
        ))}
      </div>
    </FigureCard>
  );
}

/** The most frequent first. */
function countsOf(counts: PurposesView['asked']): { readonly purpose: string; readonly count: number }[] {
  const all = Object.entries(counts).map(([purpose, count]) => ({ purpose, count }));
  return all.sort((left, right) => right.count - left.count);
}
