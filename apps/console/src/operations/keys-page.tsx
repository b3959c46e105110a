import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnKeysView } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome } from '../shell/states.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { byEnd, levelOf, publishedEnds, type EndLevel } from './ends.js';
import classes from './operations.module.css';
import { ownKeys } from './use-operations.js';

const LOOKS = { good: 'sea', soon: 'orange', over: 'red', early: 'gray' } as const;

/** Every key of the country with its end: nothing runs out by surprise. */
export function KeysPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(ownKeys);
  return (
    <Page title={t('page.keys')} lead={t('keys.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && (
        <div className={classes['stack']}>
          <Published directory={data.directory} />
          <KeyTable keys={byEnd(data.keys)} />
        </div>
      )}
    </Page>
  );
}

function Published({ directory }: { readonly directory: OwnKeysView['directory'] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="card">
      <h2 id="published" className={classes['heading']}>
        {t('keys.published')}
      </h2>
      {directory === undefined && <p>{t('keys.noDirectory')}</p>}
      {directory !== undefined && (
        <>
          <dl className={classes['facts']}>
            {publishedEnds(directory).map(({ kind, until }) => (
              <div key={kind}>
                <dt>{t(`published.${kind}`)}</dt>
                <dd>
                  {distanceIn(i18n.language, until, nowMs())} <Level level={levelOf(kind, { until }, nowMs())} />
                  <small>{momentIn(i18n.language, until)}</small>
                </dd>
              </div>
            ))}
          </dl>
          <p className={classes['small']}>
            {t('keys.version', { version: directory.version })}. {t('keys.publishedHint')}
          </p>
        </>
      )}
    </section>
  );
}

function Level({ level }: { readonly level: EndLevel }) {
  const { t } = useTranslation();
  return <Badge color={LOOKS[level]}>{t(`endLevel.${level}`)}</Badge>;
}

function KeyTable({ keys }: { readonly keys: OwnKeysView['keys'] }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2 id="keys" className={classes['heading']}>
        {t('keys.list')}
      </h2>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('keys.list')}>
        <table className={`${classes['table'] ?? ''} ${classes['keys'] ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{t('keys.key')}</th>
              <th scope="col">{t('keys.ends')}</th>
              <th scope="col">{t('keys.use')}</th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} ownKey={key} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function KeyRow({ ownKey }: { readonly ownKey: OwnKeysView['keys'][number] }) {
  const { t, i18n } = useTranslation();
  const { role, id, notBefore: from, notAfter: until, isListed, isHeld, revocation } = ownKey;
  return (
    <tr>
      <th scope="row">
        {t(`keyRole.${role}`)}
        <span className={classes['id']} title={id}>
          {id}
        </span>
      </th>
      <td>
        {distanceIn(i18n.language, until, nowMs())} <Level level={levelOf(role, { from, until }, nowMs())} />
        <div className={classes['small']}>{momentIn(i18n.language, until)}</div>
      </td>
      <td>
        <div className={classes['badges']}>
          <Badge color={isListed ? 'ink' : 'gray'} variant="light">
            {t(isListed ? 'keys.listed' : 'keys.unlisted')}
          </Badge>
          {isHeld && (
            <Badge color="ink" variant="light">
              {t('keys.held')}
            </Badge>
          )}
          {revocation !== 'NONE' && (
            <Badge color={revocation === 'REVOKED' ? 'red' : 'orange'}>
              {t(revocation === 'REVOKED' ? 'keys.revoked' : 'keys.unknown')}
            </Badge>
          )}
        </div>
      </td>
    </tr>
  );
}
