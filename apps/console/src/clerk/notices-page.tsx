import { Alert, Button, Group, Radio, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Notice, NoticeDecision } from '../api/shapes.js';
import { RecordDetails } from '../requests/record-details.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { dayIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './clerk.module.css';
import { Comparison } from './comparison-table.js';
import { noticesOptions } from './use-clerk.js';

const REASONS = ['NOT_IDENTIFIED', 'SEVERAL_PERSONS', 'NOT_A_NATIONAL', 'DECEASED', 'BIOMETRIC_MISMATCH'] as const;
type Reason = (typeof REASONS)[number];

/** Convictions of nationals elsewhere that no machine may place: whose they are. */
export function NoticesPage() {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { data, error, refetch } = useQuery(noticesOptions());
  const [done, setDone] = useState<Done>();
  return (
    <Page title={t('page.notices')} lead={t('notices.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {done !== undefined && (
        <Alert color="sea" role="status" mb="md">
          {t(`notices.done.${done.result}`, { country: nameOf('countries', done.country) })}
        </Alert>
      )}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && <Nothing title={t('notices.noneTitle')} text={t('notices.noneText')} />}
      {data?.map((notice) => (
        <NoticeCard
          key={notice.notificationId}
          notice={notice}
          onDone={(result) => {
            setDone({ result, country: notice.country });
            // what was done is said above the next one
            window.scrollTo({ top: 0 });
          }}
        />
      ))}
    </Page>
  );
}

/** What was said last, and to whom. */
interface Done extends Pick<Notice, 'country'> {
  readonly result: NoticeDecision['result'];
}

interface NoticeCardProps {
  readonly notice: Notice;
  readonly onDone: (result: NoticeDecision['result']) => void;
}

function NoticeCard({ notice, onDone }: NoticeCardProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { country, receivedAt, person, conviction, candidates } = notice;
  const record = { identity: person, convictions: [conviction] };
  return (
    <article className={classes['notice']} aria-label={nameOf('countries', country)}>
      <div className="card">
        <h2>{t('notices.of', { country: nameOf('countries', country) })}</h2>
        <p className="quiet">{t('notices.received', { when: momentIn(i18n.language, receivedAt) })}</p>
        <RecordDetails record={record} />
      </div>
      {candidates.length === 0 ? (
        <Alert color="gray">{t('notices.nobody')}</Alert>
      ) : (
        <Comparison candidates={candidates.map((candidate) => ({ candidate }))} isTold />
      )}
      <Placing notice={notice} onDone={onDone} />
    </article>
  );
}

function Placing({ notice: { notificationId: id, candidates }, onDone }: NoticeCardProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [personId, setPersonId] = useState(candidates.length === 0 ? NOBODY : '');
  const [reason, setReason] = useState<Reason | null>(null);
  const deciding = useMutation({
    mutationFn: (body: NoticeDecision) =>
      read(api.POST('/api/v1/clerk/notifications/{id}/decision', { params: { path: { id } }, body })),
    onSuccess: (_, { result }) => {
      // the others were looked at already: another look would be another entry of the log
      queries.setQueryData(noticesOptions().queryKey, (before) =>
        before?.filter(({ notificationId }) => notificationId !== id),
      );
      void queries.invalidateQueries({ queryKey: ['clerk', 'notice-count'] });
      onDone(result);
    },
  });
  const isNobody = personId === NOBODY;
  const decision: NoticeDecision | undefined = isNobody
    ? reason === null
      ? undefined
      : { result: 'REFUSED', reason }
    : personId === ''
      ? undefined
      : { result: 'STORED', personId };
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        if (decision !== undefined) deciding.mutate(decision);
      }}
    >
      <Radio.Group label={t('notices.whose')} value={personId} onChange={setPersonId}>
        <div className={classes['kinds']}>
          {candidates.map(({ personId: value, identity: { names, birthDate } }, index) => (
            <Radio
              key={value}
              value={value}
              label={`${t('score.candidate', { number: index + 1 })}: ${names[0]?.full ?? value}`}
              description={birthDate && t('record.born', { day: dayIn(i18n.language, birthDate) })}
            />
          ))}
          <Radio value={NOBODY} label={t('notices.nobodys')} description={t('notices.nobodysHint')} />
        </div>
      </Radio.Group>
      {isNobody && (
        <Select
          mt="md"
          id={`reason-${id}`}
          label={t('notices.why')}
          data={REASONS.map((value) => ({ value, label: t(`notices.${value}`) }))}
          value={reason}
          onChange={(value) => {
            setReason(value);
          }}
        />
      )}
      {deciding.isError && <Failure error={deciding.error} />}
      <Group mt="md" justify="flex-end">
        <Button type="submit" disabled={decision === undefined} loading={deciding.isPending}>
          {t(isNobody ? 'notices.turnAway' : 'notices.place')}
        </Button>
      </Group>
    </form>
  );
}

/** No id of a register is empty space. */
const NOBODY = ' ';
