import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../api/shapes.js';
import classes from './operations.module.css';

const DEADLINES = ['running', 'atRisk', 'overdue', 'stopped'] as const;
const QUEUES = ['AMBIGUOUS', 'INFORMATION', 'CONFIRM_REFUSAL', 'RELEASE'] as const;
const WORK = ['extractsWaiting', 'recallsOpen', 'notificationsOpen', 'numbersToVoid', 'promisesPending'] as const;

/** What this country owes to others, by what is left of its legal deadline; and whom it waits for. */
export function Deadlines({ state: { owed, queues, asked } }: { readonly state: OperationsView }) {
  const { t } = useTranslation();
  const all = DEADLINES.reduce((sum, each) => sum + owed[each], 0);
  return (
    <section className="card">
      <h2 id="deadlines" className={classes['heading']}>
        {t('operations.deadlines')}
      </h2>
      {all === 0 && <p className="quiet">{t('operations.noneOwed')}</p>}
      {all > 0 && (
        <>
          <div className={classes['bar']} aria-hidden>
            {DEADLINES.filter((each) => owed[each] > 0).map((each) => (
              <span key={each} data-deadline={each} style={{ flexGrow: owed[each] }} />
            ))}
          </div>
          <ul className={classes['list']}>
            {DEADLINES.map((each) => (
              <li key={each}>
                <span className={classes['named']}>
                  <span className={classes['swatch']} data-deadline={each} aria-hidden />
                  {t(`deadlineState.${each}`)}
                </span>
                <b>{owed[each]}</b>
              </li>
            ))}
            {QUEUES.map((queue) => ({ queue, found: queues.find((each) => each.queue === queue) })).map(
              ({ queue, found }) =>
                found !== undefined && (
                  <li key={queue} className="quiet">
                    {t(`nodeQueue.${queue}`)}
                    <b>{found.questions}</b>
                  </li>
                ),
            )}
          </ul>
        </>
      )}
      {asked.open > 0 && (
        <p className={classes['small']}>{t('operations.asked', { count: asked.open, overdue: asked.overdue })}</p>
      )}
    </section>
  );
}

/** What else the node has to do. */
export function OtherWork({ state: { otherWork } }: { readonly state: OperationsView }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2 id="work" className={classes['heading']}>
        {t('operations.work')}
      </h2>
      <ul className={classes['list']}>
        {WORK.map((each) => (
          <li key={each}>
            {t(`nodeWork.${each}`)}
            <b>{otherWork[each]}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
