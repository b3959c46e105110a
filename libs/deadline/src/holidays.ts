import Holidays from 'date-holidays';
import type { CountryCode } from '#libs/protocol';

/** A public holiday: the day as `YYYY-MM-DD` in the country's own zone, and what it is called there. */
export interface Holiday {
  readonly day: string;
  readonly name: string;
}

/** Where the days come from. No government has checked them: a country states its own where they differ. */
export const HOLIDAYS_SOURCE = {
  source: 'npm package date-holidays, public holidays of the whole country, version in package-lock.json',
  status: 'unverified',
} as const;

const DAY_MS = 86_400_000;

/**
 * The nation-wide public holidays of a country in one year, in order; bank holidays, observances and holidays of a
 * single region are none.
 * @see https://github.com/commenthol/date-holidays
 */
export function holidaysOf(country: CountryCode, year: number): Holiday[] {
  const found = new Holidays(country, { types: ['public'] }).getHolidays(year);
  return found.flatMap(({ date, start, end, name }) =>
    daysBetween(date, end.getTime() - start.getTime()).map((day) => ({ day, name })),
  );
}

/** The days whose noon lies in the holiday: some begin at sunset, some last several days. `date` is local time. */
function daysBetween(date: string, lengthMs: number): string[] {
  const begin = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const days: string[] = [];
  for (let midnight = Date.parse(`${date.slice(0, 10)}T00:00:00Z`); midnight < begin + lengthMs; midnight += DAY_MS) {
    const noon = midnight + DAY_MS / 2;
    if (noon >= begin && noon < begin + lengthMs) days.push(new Date(midnight).toISOString().slice(0, 10));
  }
  return days;
}
