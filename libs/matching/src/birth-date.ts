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
