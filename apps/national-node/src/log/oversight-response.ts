import type { ListedAlarm } from './alarm.store.js';
import type { KeptCheck } from './log-check.store.js';
import type { AlarmsView } from './view-alarms.js';
import type { ReconciledPair } from './view-reconciliations.js';

export function alarmsResponse({ alarms, lastCheck }: AlarmsView) {
  return {
    alarms: alarms.map(toldAlarm),
    ...(lastCheck === undefined ? {} : { lastCheck: toldCheck(lastCheck) }),
  };
}

export function reconciliationsResponse(pairs: readonly ReconciledPair[]) {
  return { pairs: pairs.map(toldPair) };
}

function toldAlarm({ kind, key, since, clearedAt, clearedBy, detail }: ListedAlarm) {
  const cleared = clearedAt === null ? {} : { clearedAt: timeOf(clearedAt), clearedBy };
  return { kind, key, since: timeOf(since), ...cleared, detail };
}

function toldCheck({ checkedAt, entries, faultCount, faults }: KeptCheck) {
  return { checkedAt: timeOf(checkedAt), entries, faultCount, faults };
}

function toldPair({ from, to, epoch, first, last, statedAt, unlogged, ...result }: ReconciledPair) {
  const { comparedAt, matched, differing, differences } = result;
  const compared = comparedAt === null ? {} : { comparedAt: timeOf(comparedAt), matched, differing, differences };
  return { from, to, epoch, first, last, statedAt: timeOf(statedAt), ...compared, unlogged };
}

/** UTC, whole seconds. */
function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
