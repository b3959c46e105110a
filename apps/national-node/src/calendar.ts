import type { Purpose } from '#libs/protocol';
import type { Home } from './context.js';

/** Working days to answer in: ten, twenty for a person's own record (Framework Decision 2009/315/JHA, Art. 8). */
const WORKING_DAYS: Readonly<Partial<Record<Purpose, number>>> = { P1: 20 };
const USUAL_WORKING_DAYS = 10;
const DAY_SECONDS = 86_400;
const QUARTER_SECONDS = 900;
const NIGHT_SECONDS = 3 * 3600;

/** The day in this country, `YYYY-MM-DD`. */
export function localDate(home: Home, atSeconds: number = home.nowSeconds()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: home.zone }).format(new Date(atSeconds * 1000));
}

/** The night of nightly work, by the day on which it ends; it begins at three o'clock of this country. */
export function nightOf(home: Home, atSeconds: number): string {
  return localDate(home, atSeconds - NIGHT_SECONDS);
}

/**
 * The legal deadline: the end of the last working day (Monday to Friday) in this country's zone, counted from the day
 * after receipt; seconds since 1970. Public holidays are not known here yet, so the deadline is never later than the law's.
 */
export function dueAt(home: Home, receivedAt: number, purpose: Purpose): number {
  let left = WORKING_DAYS[purpose] ?? USUAL_WORKING_DAYS;
  let day = Date.parse(`${localDate(home, receivedAt)}T00:00:00Z`);
  while (left > 0) {
    day += DAY_SECONDS * 1000;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return endOfLocalDay(home, day / 1000);
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

/** The last second of the calendar day that starts, read as UTC, at `dayStart`. */
function endOfLocalDay(home: Home, dayStart: number): number {
  const endAsUtc = dayStart + DAY_SECONDS - 1;
  return endAsUtc - offsetSeconds(home, endAsUtc);
}

function offsetSeconds(home: Home, atSeconds: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: home.zone, timeZoneName: 'longOffset' });
  const name =
    parts.formatToParts(new Date(atSeconds * 1000)).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
