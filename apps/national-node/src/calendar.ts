import { ruleOf, URGENCY_CLASSES } from '#libs/catalogue';
import { dueAt, type Term } from '#libs/deadline';
import type { Purpose, Urgency } from '#libs/protocol';
import type { Home } from './context.js';

const QUARTER_SECONDS = 900;
const NIGHT_SECONDS = 3 * 3600;
const DAY_SECONDS = 86_400;

/** The day in this country, `YYYY-MM-DD`. */
export function localDate(home: Home, atSeconds: number = home.nowSeconds()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: home.zone }).format(new Date(atSeconds * 1000));
}

/** The night of nightly work, by the day on which it ends; it begins at three o'clock of this country. */
export function nightOf(home: Home, atSeconds: number): string {
  return localDate(home, atSeconds - NIGHT_SECONDS);
}

/** The legal deadline of a question that was received then, in this country's calendar; seconds since 1970. */
export function dueAtHome(home: Home, receivedAt: number, purpose: Purpose, urgency: Urgency): number {
  return dueAt(home.workCalendar, receivedAt, termOf(purpose, urgency));
}

/** The last second from which so many working days of this country are over by now; seconds since 1970. */
export function answeredBefore(home: Home, workingDays: number): number {
  const now = home.nowSeconds();
  let from = now;
  while (dueAt(home.workCalendar, from, { workingDays }) >= now) from -= DAY_SECONDS;
  return dueAt(home.workCalendar, from, { workingDays: 0 }); // the end of that day: a term counts from the day after
}

/** The hours of an urgent class, else the working days of the purpose. */
export function termOf(purpose: Purpose, urgency: Urgency): Term {
  const { deadlineWorkingDays: workingDays } = ruleOf(purpose);
  const hours = URGENCY_CLASSES.find(({ code }) => code === (workingDays === undefined ? 'FLASH' : urgency))?.hours;
  return hours === undefined ? { workingDays: workingDays ?? 0 } : { hours };
}

/** The days of this country that a span of seconds touches: each with its first second, the first with that of the span. */
export function localDays({ zone }: Home, from: number, to: number): { readonly day: string; readonly from: number }[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const dayOf = (seconds: number): string => format.format(new Date(seconds * 1000));
  const days = [{ day: dayOf(from), from }];
  // clocks of the world differ by quarters of an hour, and a day has at least 23 hours
  for (let at = from - (from % QUARTER_SECONDS) + QUARTER_SECONDS; at < to; at += QUARTER_SECONDS) {
    const day = dayOf(at);
    if (day === days.at(-1)?.day) continue;
    days.push({ day, from: at });
    at += 22 * 4 * QUARTER_SECONDS;
  }
  return days;
}
