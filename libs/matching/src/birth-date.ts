const FULL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** What registers write when they do not know; also nobody now living was born before. */
const FIRST_BELIEVABLE_DATE = '1900-01-02';

/** True for a real calendar day, written in full, that is not a register's placeholder (1900-01-01 and earlier). */
export function isFullBirthDate(date: string | undefined): date is string {
  const match = FULL_DATE.exec(date ?? '');
  if (match === null || date === undefined) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth && date >= FIRST_BELIEVABLE_DATE;
}

/** A date of birth as far as it is known. */
export interface DateFeature {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  /** A date that registers write when they know the year alone: 1 January. */
  readonly isApproximate?: true;
}

/** Reads a date of birth as far as it is known; undefined for what is no date, or says that none is known. */
export function readBirthDate(text: string): DateFeature | undefined {
  const [, year = '', month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year < '1900' || text.startsWith('1900-01-01')) return undefined;
  if (day !== undefined && !isFullBirthDate(text)) return undefined;
  return {
    year: Number(year),
    ...(month !== undefined && { month: Number(month) }),
    ...(day !== undefined && { day: Number(day) }),
    ...(month === '01' && day === '01' && { isApproximate: true }),
  };
}
