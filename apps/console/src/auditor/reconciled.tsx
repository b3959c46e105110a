import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import { LogTable } from './log-table.js';
import { useMandate } from './mandate.js';
import { reconciliationOptions } from './use-log.js';

/** Whether each two countries count the same messages. */
export function Reconciled() {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { data, error, refetch } = useQuery(reconciliationOptions(useMandate()));
  return (
    <section className="card" aria-labelledby="reconciled">
      <h2 id="reconciled">{t('auditor.reconciled')}</h2>
      <p className="quiet">{t('auditor.reconciledText')}</p>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome lines={1} />}
      {data?.length === 0 && <p>{t('auditor.noReconciliation')}</p>}
      {data !== undefined && data.length > 0 && (
        <LogTable label={t('auditor.reconciled')} columns={['pair', 'numbers', 'compared', 'result']}>
          {data.map(({ from, to, epoch, first, last, comparedAt, matched, differing, unlogged }) => (
            <tr key={`${from} ${to} ${epoch} ${first}`}>
              <th scope="row">
                {nameOf('countries', from)} → {nameOf('countries', to)}
              </th>
              <td className={classes['moment']}>
                {first} – {last}
              </td>
              <td>{comparedAt === undefined ? t('auditor.notYet') : momentIn(i18n.language, comparedAt)}</td>
              <td>
                {comparedAt !== undefined && (
                  <Badge color={differing === 0 && unlogged.length === 0 ? 'sea' : 'red'}>
                    {t('auditor.matched', { matched: matched ?? 0, differing: (differing ?? 0) + unlogged.length })}
                  </Badge>
                )}
              </td>
            </tr>
          ))}
        </LogTable>
      )}
    </section>
  );
}
