import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OperationsView } from '../api/shapes.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome } from '../shell/states.js';
import { Tile, Tiles } from '../shell/tile.js';
import { Deadlines, OtherWork } from './deadlines.js';
import { Checks, Loops } from './loops.js';
import classes from './operations.module.css';
import { Queues } from './queues.js';
import { StateBanner } from './state-banner.js';
import { operationsState } from './use-operations.js';

/** How the node is: what an operator opens in the morning and when somebody calls. */
export function OperationsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(operationsState);
  return (
    <Page title={t('page.operations')} lead={t('operations.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && (
        <>
          <StateBanner state={data} />
          <StateTiles state={data} />
          <div className={classes['columns']}>
            <Deadlines state={data} />
            <Queues state={data} />
          </div>
          <div className={classes['columns']}>
            <Checks state={data} />
            <OtherWork state={data} />
          </div>
          <Loops state={data} />
        </>
      )}
    </Page>
  );
}

/** The four numbers that say most. */
function StateTiles({ state: { outgoing, incoming, owed, alarms } }: { readonly state: OperationsView }) {
  const { t } = useTranslation();
  const leaving = outgoing.reduce((sum, { waiting, underWay }) => sum + waiting + underWay, 0);
  const arrived = incoming.waiting + incoming.held;
  const late = owed.atRisk + owed.overdue;
  const open = alarms.reduce((sum, alarm) => sum + alarm.open, 0);
  return (
    <Tiles>
      <Tile says={leaving} label={t('operations.leaving', { count: leaving })} />
      <Tile says={arrived} label={t('operations.arrived', { count: arrived })} />
      <Tile says={late} label={t('operations.late', { count: late })} isLoud={late > 0} />
      <Tile says={open} label={t('operations.alarms', { count: open })} isLoud={open > 0} />
    </Tiles>
  );
}
