import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../api/shapes.js';
import { ageIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';

import classes from './operations.module.css';

/** Messages that have not arrived, by country, and those that have come and are not opened. */
export function Queues({ state: { outgoing, incoming } }: { readonly state: OperationsView }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { waiting, held, oldest } = incoming;
  return (
    <section className="card">
      <h2 id="messages" className={classes['heading']}>
        {t('operations.messages')}
      </h2>
      {outgoing.length === 0 && <p className="quiet">{t('operations.noMessages')}</p>}
      {outgoing.length > 0 && (
        <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('operations.messages')}>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">{t('operations.country')}</th>
                <th scope="col" className={classes['count']}>
                  {t('operations.waiting')}
                </th>
                <th scope="col" className={classes['count']}>
                  {t('operations.underWay')}
                </th>
                <th scope="col" className={classes['count']}>
                  {t('operations.oldest')}
                </th>
              </tr>
            </thead>
            <tbody>
              {outgoing.map(({ country, ...queue }) => (
                <tr key={country}>
                  <th scope="row">{nameOf('countries', country)}</th>
                  <td className={classes['count']}>{queue.waiting}</td>
                  <td className={classes['count']}>{queue.underWay}</td>
                  <td className={classes['count']}>{ageIn(i18n.language, queue.oldest)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {waiting + held > 0 && (
        <p className={classes['small']}>
          {waiting} {t('operations.arrived', { count: waiting })}
          {held > 0 && ` · ${t('operations.held', { count: held })}`}
          {oldest !== undefined && ` · ${ageIn(i18n.language, oldest)}`}
        </p>
      )}
    </section>
  );
}
