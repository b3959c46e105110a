import { useSyncExternalStore } from 'react';
import type { LogQuery } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { EVERYTHING, queryOf, type LogFilter } from './log-filter.js';

/** What stands in the form, and what was looked for last. */
interface LogView {
  readonly filter: LogFilter;
  readonly query?: LogQuery;
}

let view: LogView = { filter: EVERYTHING };
const told = new Set<() => void>();

/**
 * The search as it was left, so that one comes back to it from an entry. In memory, not in the address: it may name a
 * person.
 */
export function useLogView(): LogView {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    () => view,
  );
}

export function changeFilter(filter: LogFilter): void {
  show({ ...view, filter });
}

/** Looks for what stands in the form, or for this. */
export function lookFor(filter: LogFilter = view.filter): void {
  show({ filter, query: queryOf(filter, nowMs()) });
}

function show(next: LogView): void {
  view = next;
  for (const tell of told) tell();
}
