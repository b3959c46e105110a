import { endOfDay, localDay, nextDay } from './local-day.js';
import type { WorkCalendar } from './work-calendar.js';

/** How long somebody has: working days of a calendar, or hours by the clock for what is urgent. */
export type Term = { readonly workingDays: number } | { readonly hours: number };

/**
 * When a term that begins at `from` is over, in seconds since 1970. Working days count from the day after; the last one
 * counts to its end in the calendar's zone.
 * @see Framework Decision 2009/315/JHA, Art. 8; Regulation (EEC, Euratom) 1182/71, Art. 3
 */
export function dueAt(calendar: WorkCalendar, from: number, term: Term): number {
  if ('hours' in term) return from + term.hours * 3600;
  let day = localDay(calendar.zone, from);
  for (let left = term.workingDays; left > 0;) {
    day = nextDay(day);
    if (calendar.isWorkingDay(day)) left -= 1;
  }
  return endOfDay(calendar.zone, day);
}

/** The clock of one deadline. Times are seconds since 1970. */
export interface DeadlineClock {
  readonly startedAt: number;
  readonly dueAt: number;
  /** While it stands still, because the other side was asked for more. */
  readonly stoppedAt?: number;
}

/** Part of the time after which a running deadline is at risk. */
const WARNING_SHARE = 0.7;

/** `STOPPED` waits for the other side; `AT_RISK` when 70 % of the time has gone; `OVERDUE` is a flag, not an end. */
export type DeadlineState = 'RUNNING' | 'AT_RISK' | 'OVERDUE' | 'STOPPED';

/** Starts the clock: on receipt by the answering country. */
export function startClock(calendar: WorkCalendar, at: number, term: Term): DeadlineClock {
  return { startedAt: at, dueAt: dueAt(calendar, at, term) };
}

/** Stops it: more information was asked for. A clock that stands still is left alone. */
export function stopClock(clock: DeadlineClock, at: number): DeadlineClock {
  return { ...clock, stoppedAt: clock.stoppedAt ?? at };
}

/** Starts it anew, in full, when the information has come. A running clock is left alone. */
export function restartClock(calendar: WorkCalendar, clock: DeadlineClock, at: number, term: Term): DeadlineClock {
  return clock.stoppedAt === undefined ? clock : startClock(calendar, at, term);
}

/** When a running deadline is at risk: seconds since 1970. */
export function atRiskFrom({ startedAt, dueAt: due }: DeadlineClock): number {
  return startedAt + Math.floor((due - startedAt) * WARNING_SHARE);
}

/** What a deadline's clock says now. */
export function stateOfClock(clock: DeadlineClock, now: number): DeadlineState {
  if (clock.stoppedAt !== undefined) return 'STOPPED';
  if (now > clock.dueAt) return 'OVERDUE';
  return now >= atRiskFrom(clock) ? 'AT_RISK' : 'RUNNING';
}
