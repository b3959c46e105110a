/** A day as it is written in this language; of `YYYY` and `YYYY-MM` as much as is told. */
export function dayIn(language: string, date: string): string {
  const [year, month, day] = date.split('-');
  if (month === undefined) return date;
  const at = new Date(`${year}-${month}-${day ?? '01'}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  const form: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' };
  if (day !== undefined) form.day = 'numeric';
  return new Intl.DateTimeFormat(language, form).format(at);
}

/** A moment in the time of this machine. */
export function momentIn(language: string, time: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
}

const STEPS = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [Infinity, 'day'],
] as const;

/** "in 3 days", "2 hours ago": how far a moment is from now (ms), in the largest unit that fits. */
export function distanceIn(language: string, time: string, now: number): string {
  let amount = (Date.parse(time) - now) / 1000;
  for (const [size, unit] of STEPS) {
    if (Math.abs(amount) < size) {
      return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(amount), unit);
    }
    amount /= size;
  }
  return time;
}

/** `P2Y6M` in words of this language. */
export function durationIn(language: string, duration: string): string {
  const parts = [...duration.replace(/T.*$/, '').matchAll(/(\d+)([YMWD])/g)];
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  const words = parts.map(([, count, unit]) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: units[unit as keyof typeof units],
      unitDisplay: 'long',
    }).format(Number(count)),
  );
  return words.length === 0 ? duration : new Intl.ListFormat(language, { style: 'long' }).format(words);
}

/** An amount in minor units of its currency. */
export function moneyIn(
  language: string,
  { amountMinor, currency }: { amountMinor: number; currency: string },
): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const LENGTHS = [
  [60, 'second'],
  [60, 'minute'],
  [48, 'hour'],
  [Infinity, 'day'],
] as const;

/** How long something has lasted, in the largest unit that fits. @param seconds whole or not */
export function ageIn(language: string, seconds: number): string {
  let amount = Math.max(0, seconds);
  for (const [size, unit] of LENGTHS) {
    if (amount < size) {
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.round(amount));
    }
    amount /= unit === 'hour' ? 24 : size;
  }
  return String(seconds);
}
