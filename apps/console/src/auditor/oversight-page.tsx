import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Alarms } from '../api/shapes.js';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import { LogTable } from './log-table.js';
import { useMandate } from './mandate.js';
import { Reconciled } from './reconciled.js';
import { alarmOptions, witnessOptions } from './use-log.js';

/** Whether the log itself is in order: alarms, who vouches for it, and whether the other countries count the same. */
export function OversightPage() {
  const { t } = useTranslation();
  return (
    <AuditorPage title={t('page.oversight')} lead={t('auditor.oversightLead')}>
      <div className={classes['stack']}>
        <AlarmList />
        <WitnessState />
        <Reconciled />
      </div>
    </AuditorPage>
  );
}

function AlarmList() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(alarmOptions(useMandate()));
  const open = data?.alarms.filter(({ clearedAt }) => clearedAt === undefined) ?? [];
  const past = data?.alarms.filter(({ clearedAt }) => clearedAt !== undefined) ?? [];
  const check = data?.lastCheck;
  return (
    <section className="card" aria-labelledby="alarms">
      <h2 id="alarms">{t('auditor.alarms')}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome lines={1} />}
      {data !== undefined && open.length === 0 && (
        <p className={classes['fine']}>
          <IconCircleCheck size={20} aria-hidden /> {t('auditor.noAlarms')}
        </p>
      )}
      {open.length > 0 && <AlarmRows alarms={open} />}
      {check !== undefined && (
        <p className={check.faultCount === 0 ? 'quiet' : classes['missing']}>
          {t('auditor.lastCheck', { when: momentIn(i18n.language, check.checkedAt), entries: check.entries })}{' '}
          {t('auditor.faults', { count: check.faultCount })}
        </p>
      )}
      {past.length > 0 && (
        <details className={classes['more']}>
          <summary>{t('auditor.pastAlarms', { count: past.length })}</summary>
          <AlarmRows alarms={past} />
        </details>
      )}
    </section>
  );
}

function AlarmRows({ alarms }: Pick<Alarms, 'alarms'>) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={classes['alarms']}>
      {alarms.map(({ kind, key, since, clearedAt }) => (
        <li key={`${kind} ${key} ${since}`} data-open={clearedAt === undefined}>
          <IconAlertTriangle size={20} aria-hidden />
          <span>
            <b>{t(`alarm.${kind}`)}</b>{' '}
            <span className="quiet">
              {momentIn(i18n.language, since)}
              {clearedAt !== undefined && ` – ${momentIn(i18n.language, clearedAt)}`} · <code>{key}</code>
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function WitnessState() {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { data, error, refetch } = useQuery(witnessOptions(useMandate()));
  const who = (member: string) => (member === 'BROKER' ? t('auditor.broker') : nameOf('countries', member));
  const when = (at: string) => momentIn(i18n.language, at);
  return (
    <section className="card" aria-labelledby="witnesses">
      <h2 id="witnesses">{t('auditor.witnesses')}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome lines={2} />}
      {data !== undefined && (
        <>
          <p>
            {data.signed === undefined
              ? t('auditor.notSigned')
              : t('auditor.signed', { size: data.signed.size, when: when(data.signed.at) })}{' '}
            {data.quorum === undefined
              ? t('auditor.noQuorum')
              : t('auditor.quorum', { size: data.quorum.size, when: when(data.quorum.until) })}
          </p>
          <div className={classes['columns']}>
            <WatchTable
              title={t('auditor.theirWord')}
              rows={data.witnesses.map(({ member, last }) => ({ name: who(member), size: last?.size, at: last?.at }))}
            />
            <WatchTable
              title={t('auditor.ourWord')}
              rows={data.others.map(({ member, seen, isOursToCosign }) => ({
                ...{ name: who(member), size: seen?.size, at: seen?.until, isOurs: isOursToCosign },
              }))}
            />
          </div>
        </>
      )}
    </section>
  );
}

interface Watched {
  readonly name: string;
  readonly size: string | undefined;
  readonly at: string | undefined;
  readonly isOurs?: boolean;
}

function WatchTable({ title, rows }: { readonly title: string; readonly rows: readonly Watched[] }) {
  const { t, i18n } = useTranslation();
  return (
    <LogTable isNamed label={title} columns={['member', 'size', 'last']}>
      {rows.map(({ name, size, at, isOurs = false }) => (
        <tr key={name}>
          <th scope="row">
            {name}{' '}
            {isOurs && (
              <Badge color="sea" maw="100%">
                {t('auditor.weCosign')}
              </Badge>
            )}
          </th>
          <td className={classes['moment']}>{size ?? '–'}</td>
          <td>{at === undefined ? t('auditor.notYet') : momentIn(i18n.language, at)}</td>
        </tr>
      ))}
    </LogTable>
  );
}
