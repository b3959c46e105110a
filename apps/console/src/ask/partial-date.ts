/** A date as it is typed: three short texts, so that a day that nobody knows stays empty. */
export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export const NO_DATE: DateParts = { day: '', month: '', year: '' };

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined while nothing is typed. What is typed wrongly is told by {@link isDate}. */
export function birthDateOf({ day, month, year }: DateParts): string | undefined {
  if (year.trim() === '') return undefined;
  const parts = [year.trim(), month.trim(), day.trim()];
  const told = parts.slice(0, month.trim() === '' ? 1 : day.trim() === '' ? 2 : 3);
  return told.map((part, index) => part.padStart(index === 0 ? 4 : 2, '0')).join('-');
}

/** Whether what is typed is nothing, or a date of the calendar (or the year, or the month of one) that has come. */
export function isDate(parts: DateParts, nowMs: number): boolean {
  const { day, month, year } = parts;
  if ([day, month, year].every((part) => part.trim() === '')) return true;
  if (![day, month, year].every((part) => /^\d*$/.test(part.trim()))) return false;
  if (!/^[12]\d{3}$/.test(year.trim()) || (month.trim() === '' && day.trim() !== '')) return false;
  const [y, m, d] = [Number(year), Number(month.trim() === '' ? 1 : month), Number(day.trim() === '' ? 1 : day)];
  const at = new Date(Date.UTC(y, m - 1, d));
  return at.getUTCFullYear() === y && at.getUTCMonth() === m - 1 && at.getUTCDate() === d && at.getTime() <= nowMs;
}

/** Back into the three fields. */
export function partsOfDate(date: string | undefined): DateParts {
  const [year = '', month = '', day = ''] = date?.split('-') ?? [];
  return { year, month, day };
}
