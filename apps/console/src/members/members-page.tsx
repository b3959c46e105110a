import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../requests/requests.module.css';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { useMembers } from './use-members.js';

const LOOKS = { ACTIVE: 'sea', SILENT: 'gray', OUT: 'orange', SUSPENDED: 'red', ABSENT: 'gray' } as const;

/** How the other countries are, before somebody asks them. */
export function MembersPage() {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { data, error, refetch } = useMembers();
  const there = data?.filter(({ state }) => state !== 'ABSENT');
  const absent =
    data?.filter(({ state }) => state === 'ABSENT').map(({ country }) => nameOf('countries', country)) ?? [];
  return (
    <Page title={t('page.members')} lead={t('members.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {there?.length === 0 && <Nothing title={t('members.noneTitle')} text={t('members.noneText')} />}
      <div className="cards">
        {there?.map(({ country, state, heardAt, outages, waiting, oldest }) => (
          <article key={country} className="card" aria-label={nameOf('countries', country)}>
            <div className={classes['top']}>
              <h2 className={classes['country']}>{nameOf('countries', country)}</h2>
              <Badge color={LOOKS[state]}>{t(`memberState.${state}`)}</Badge>
            </div>
            <p className={classes['line']}>{t(`memberMeans.${state}`)}</p>
            {heardAt !== undefined && (
              <p className="quiet">{t('members.heard', { when: distanceIn(i18n.language, heardAt, nowMs()) })}</p>
            )}
            {waiting !== undefined && waiting > 0 && (
              <p className={classes['line']}>
                {t('members.waiting', { count: waiting, hours: Math.ceil((oldest ?? 0) / 3600) })}
              </p>
            )}
            {outages.map(({ from, until }) => (
              <p key={from} className={classes['line']}>
                {t('members.outage', { from: momentIn(i18n.language, from), until: momentIn(i18n.language, until) })}
              </p>
            ))}
          </article>
        ))}
      </div>
      {absent.length > 0 && <p className="quiet">{t('ask.away', { names: absent.join(', ') })}</p>}
    </Page>
  );
}
