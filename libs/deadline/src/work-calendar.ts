import type { CountryCode } from '#libs/protocol';
import { holidaysOf } from './holidays.js';

/** When a country works. Days are `YYYY-MM-DD` in its zone. */
export interface WorkCalendar {
  /** IANA time zone. */
  readonly zone: string;
  isWorkingDay(day: string): boolean;
}

/** What a country knows better about its own days. */
export interface OwnDays {
  /** Days off that no table has: a day of mourning, an election. */
  readonly closed?: readonly string[];
  /** Working days though a table calls them holidays. */
  readonly open?: readonly string[];
}

/** Monday to Friday but for public holidays, and what the country itself says of its days. */
export function workCalendar(country: CountryCode, zone: string, own: OwnDays = {}): WorkCalendar {
  const closed = new Set(own.closed);
  const open = new Set(own.open);
  const holidays = new Map<number, ReadonlySet<string>>();
  const isHoliday = (day: string): boolean => {
    const year = Number(day.slice(0, 4));
    const known = holidays.get(year) ?? new Set(holidaysOf(country, year).map((holiday) => holiday.day));
    holidays.set(year, known);
    return known.has(day);
  };
  return {
    zone,
    isWorkingDay: (day) => !closed.has(day) && (open.has(day) || (!isWeekend(day) && !isHoliday(day))),
  };
}

function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
