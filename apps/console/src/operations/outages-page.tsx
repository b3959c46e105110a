import { Badge, Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { OutagesView } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { isNow, outageOf } from './outage-times.js';
import classes from './operations.module.css';
import { outages } from './use-operations.js';

type Outage = OutagesView['outages'][number];

/** Times in which this node will not answer: announced to the others, and ended. */
export function OutagesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(outages);
  return (
    <Page title={t('page.outages')} lead={t('outages.lead')}>
      <Announcing />
      <h2>{t('outages.announced')}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome lines={2} />}
      {data?.length === 0 && <Nothing title={t('outages.noneTitle')} text={t('outages.noneText')} />}
      <ul className={classes['list']}>
        {data?.map((outage) => (
          <OutageRow key={outage.from + outage.until} outage={outage} />
        ))}
      </ul>
    </Page>
  );
}

function Announcing() {
  const { t } = useTranslation();
  const changed = useChanged();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [isWrong, setWrong] = useState(false);
  const planning = useMutation({
    mutationFn: (body: Outage) => read(api.POST('/api/v1/operations/outages', { body })),
    onSuccess: async () => {
      setFrom('');
      setUntil('');
      await changed();
    },
  });
  const announce = () => {
    const outage = outageOf(from, until, nowMs());
    setWrong(outage === undefined);
    if (outage !== undefined) planning.mutate(outage);
  };
  return (
    <section className="card">
      <h2 id="announce" className={classes['heading']}>
        {t('outages.announce')}
      </h2>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          announce();
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('outages.from')}
          value={from}
          onChange={({ currentTarget }) => {
            setFrom(currentTarget.value);
          }}
        />
        <TextInput
          type="datetime-local"
          label={t('outages.until')}
          value={until}
          error={isWrong ? t('outages.order') : undefined}
          onChange={({ currentTarget }) => {
            setUntil(currentTarget.value);
          }}
        />
        <Button type="submit" loading={planning.isPending}>
          {t('outages.announce')}
        </Button>
      </form>
      <p className={classes['small']}>
        {t('outages.local')} {t('outages.logged')}
      </p>
      {planning.isError && <Failure error={planning.error} />}
    </section>
  );
}

function OutageRow({ outage }: { readonly outage: Outage }) {
  const { t, i18n } = useTranslation();
  const changed = useChanged();
  const ending = useMutation({
    mutationFn: () => read(api.POST('/api/v1/operations/outages/end', { body: outage })),
    onSuccess: changed,
  });
  const isUnderWay = isNow(outage, nowMs());
  const [from, until] = [outage.from, outage.until].map((time) => momentIn(i18n.language, time));
  return (
    <li className={classes['outage']} data-now={isUnderWay}>
      <span>
        <strong>{t('outages.range', { from, until })}</strong>{' '}
        <Badge color={isUnderWay ? 'orange' : 'ink'}>{t(isUnderWay ? 'outages.now' : 'outages.coming')}</Badge>
      </span>
      <Button
        variant="default"
        size="sm"
        loading={ending.isPending}
        onClick={() => {
          ending.mutate();
        }}
      >
        {t(isUnderWay ? 'outages.end' : 'outages.takeBack')}
      </Button>
      {ending.isError && <Failure error={ending.error} />}
    </li>
  );
}

function useChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: outages.queryKey });
}
