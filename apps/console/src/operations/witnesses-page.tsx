import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LogStateView } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome } from '../shell/states.js';
import { ageIn, distanceIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';

import classes from './operations.module.css';
import { logState } from './use-operations.js';

/** How far the own log is placed, signed and cosigned, by whom; and how the logs of others look from here. */
export function WitnessesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(logState);
  return (
    <Page title={t('page.witnesses')} lead={t('witnesses.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && (
        <div className={classes['stack']}>
          <OwnLog state={data} />
          <div className={classes['columns']}>
            <Witnesses state={data} />
            <OtherLogs state={data} />
          </div>
        </div>
      )}
    </Page>
  );
}

function OwnLog({ state: { origin, entries, unplaced, signed, cosigned, lastCheck } }: StateProps) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const never = t('witnesses.never');
  const count = (text: string) => new Intl.NumberFormat(language).format(BigInt(text));
  const facts = [
    { name: t('witnesses.entries'), value: count(entries), note: origin },
    {
      name: t('witnesses.unplaced'),
      value: String(unplaced.entries),
      note: unplaced.oldest === undefined ? '' : ageIn(language, unplaced.oldest),
    },
    {
      name: t('witnesses.signed'),
      value: signed === undefined ? never : count(signed.entries),
      note: signed === undefined ? '' : distanceIn(language, signed.at, nowMs()),
    },
    {
      name: t('witnesses.cosigned'),
      value: cosigned === undefined ? never : count(cosigned.entries),
      note: cosigned === undefined ? '' : distanceIn(language, cosigned.until, nowMs()),
    },
    {
      name: t('witnesses.lastCheck'),
      value: lastCheck === undefined ? never : t('witnesses.faults', { count: lastCheck.faults }),
      note: lastCheck === undefined ? '' : momentIn(language, lastCheck.at),
    },
  ];
  return (
    <section className="card">
      <h2 id="own-log" className={classes['heading']}>
        {t('witnesses.own')}
      </h2>
      <dl className={classes['facts']}>
        {facts.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              <small>{note}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface StateProps {
  readonly state: LogStateView;
}

function useMemberName(): (member: string) => string {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (member) => (member === 'BROKER' ? t('witnesses.broker') : nameOf('countries', member));
}

function Witnesses({ state: { witnesses } }: StateProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useMemberName();
  return (
    <section className="card">
      <h2 id="witnesses" className={classes['heading']}>
        {t('witnesses.ours')}
      </h2>
      {witnesses.length === 0 && <p className="quiet">{t('witnesses.nobody')}</p>}
      <ul className={classes['list']}>
        {witnesses.map(({ member, lastAt }) => (
          <li key={member}>
            {nameOf(member)}
            {lastAt === undefined ? (
              <Badge color="orange">{t('witnesses.silent')}</Badge>
            ) : (
              <span className={classes['small']}>
                {t('witnesses.last', { when: distanceIn(i18n.language, lastAt, nowMs()) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OtherLogs({ state: { followed } }: StateProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useMemberName();
  return (
    <section className="card">
      <h2 id="other-logs" className={classes['heading']}>
        {t('witnesses.others')}
      </h2>
      {followed.length === 0 && <p className="quiet">{t('witnesses.nobody')}</p>}
      {followed.length > 0 && (
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('witnesses.others')}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('witnesses.member')}</th>
                <th scope="col" className={classes['count']}>
                  {t('witnesses.entries')}
                </th>
                <th scope="col">{t('witnesses.until')}</th>
              </tr>
            </thead>
            <tbody>
              {followed.map(({ member, entries, cosignedUntil }) => (
                <tr key={member}>
                  <th scope="row">{nameOf(member)}</th>
                  <td className={classes['count']}>
                    {entries === undefined ? '' : new Intl.NumberFormat(i18n.language).format(BigInt(entries))}
                  </td>
                  <td>
                    {cosignedUntil === undefined
                      ? t('witnesses.never')
                      : distanceIn(i18n.language, cosignedUntil, nowMs())}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
