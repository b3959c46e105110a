import type { OperationsRoute, Sql } from '#libs/platform';
import type { Home } from '../context.js';
import type { ReconciliationStore } from '../reconcile/reconciliation.store.js';
import type { AlarmStore } from './alarm.store.js';
import type { LogCheckStore } from './log-check.store.js';
import { alarmsResponse, reconciliationsResponse } from './oversight-response.js';
import { MAX_ALARMS } from './view-alarms.js';
import { pairOf } from './view-reconciliations.js';

/**
 * What an operator looks at, on the operator's machine: `/alarms` that are open and the last check of the log, and
 * `/reconciliations`, the last of each pair. Codes, numbers and digests; nothing about anybody.
 */
export function oversightRoute(
  sql: Sql,
  alarms: AlarmStore,
  checks: LogCheckStore,
  reconciliations: ReconciliationStore,
  home: Home,
): OperationsRoute {
  const open = async () => (await alarms.list(sql, MAX_ALARMS)).filter(({ clearedAt }) => clearedAt === null);
  return async ({ method, path }) => {
    if (method !== 'GET') return undefined;
    if (path === '/alarms') return json(alarmsResponse({ alarms: await open(), lastCheck: await checks.last(sql) }));
    if (path !== '/reconciliations') return undefined;
    return json(reconciliationsResponse((await reconciliations.lastOfPairs(sql)).map((state) => pairOf(home, state))));
  };
}

function json(value: object) {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify(value) };
}
