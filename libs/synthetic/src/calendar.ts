const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** How many days a month has; months from 1. */
export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A day of this month, the last one where the month is shorter. */
export const dayOf = (year: number, month: number, day: number): string =>
  `${year}-${twoDigits(month)}-${twoDigits(Math.min(day, daysIn(year, month)))}`;

/** How many days there are from the first year's first to the last year's last. */
export const daysBetween = (firstYear: number, lastYear: number): number =>
  Math.round((Date.UTC(lastYear + 1, 0, 1) - Date.UTC(firstYear, 0, 1)) / 86_400_000);

/** The day that comes this many days after the first of a year. */
export const dayAfter = (firstYear: number, days: number): string =>
  new Date(Date.UTC(firstYear, 0, 1 + days)).toISOString().slice(0, 10);
