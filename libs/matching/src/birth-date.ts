/** A date of birth as far as it is known. */
export interface DateFeature {
  readonly year: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  /** A date that registers write when they know the year alone: 1 January. */
  readonly isApproximate?: true;
}

const PARTIAL_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
/** What registers write when they do not know; also nobody now living was born before. */
const FIRST_BELIEVABLE_DATE = '1900-01-02';

/**
 * Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Undefined for anything else and for placeholders (1900-01-01, 1900, earlier
 * years, 0000, 9999). A day that the calendar does not have is left out; 1 January is kept, marked approximate.
 */
export function readBirthDate(text: string | undefined): DateFeature | undefined {
  const match = PARTIAL_DATE.exec(text ?? '');
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (isPlaceholderYear(year) || (year === 1900 && !(match[0] >= FIRST_BELIEVABLE_DATE))) return undefined;
  if (!(month >= 1 && month <= 12)) return { year };
  if (!(day >= 1 && day <= daysInMonth(year, month))) return { year, month };
  return month === 1 && day === 1 ? { year, month, day, isApproximate: true } : { year, month, day };
}

const isPlaceholderYear = (year: number): boolean => year < 1900 || year === 9999;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
