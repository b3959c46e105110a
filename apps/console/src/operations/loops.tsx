import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { distanceIn } from '../words/formats.js';
import classes from './operations.module.css';

const LOOKS = { OK: 'sea', STARTING: 'gray', FAILING: 'red', LATE: 'orange' } as const;

/** What the node needs to be able to work. */
export function Checks({ state: { checks } }: { readonly state: OperationsView }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2 id="checks" className={classes['heading']}>
        {t('operations.checks')}
      </h2>
      <ul className={classes['list']}>
        {checks.map(({ name, isWell }) => (
          <li key={name}>
            {t(`nodeCheck.${name}`)}
            <Badge color={isWell ? 'sea' : 'red'}>{t(isWell ? 'loopState.OK' : 'loopState.FAILING')}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the node does by itself: those loops that are not in order stand open, the others can be opened. */
export function Loops({ state: { loops } }: { readonly state: OperationsView }) {
  const { t } = useTranslation();
  const others = loops.filter(({ state }) => state !== 'OK');
  const good = loops.filter(({ state }) => state === 'OK');
  return (
    <section className="card">
      <h2 id="loops" className={classes['heading']}>
        {t('operations.loops')}
      </h2>
      {others.length > 0 && <LoopTable label={t('operations.loops')} loops={others} />}
      {good.length > 0 && (
        <details className={classes['loops']}>
          <summary>{t('operations.loopsOf', { count: good.length })}</summary>
          <LoopTable label={t('operations.loopsOf', { count: good.length })} loops={good} />
        </details>
      )}
    </section>
  );
}

function LoopTable({ label, loops }: { readonly label: string; readonly loops: OperationsView['loops'] }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('operations.loop')}</th>
            <th scope="col">{t('operations.state')}</th>
            <th scope="col">{t('operations.lastRound')}</th>
          </tr>
        </thead>
        <tbody>
          {loops.map(({ name, state, lastAt, failures, code }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <Badge color={LOOKS[state]}>{t(`loopState.${state}`)}</Badge>
                {code !== undefined && (
                  <div className={classes['small']}>{t('operations.failed', { count: failures, code })}</div>
                )}
              </td>
              <td>{lastAt === undefined ? '' : distanceIn(i18n.language, lastAt, nowMs())}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
