const UNITS = [
  [60, 'second'],
  [60, 'minute'],
  [48, 'hour'],
  [Infinity, 'day'],
] as const;

/** How long something has lasted, in the largest unit that fits. @param seconds whole or not */
export function ageIn(language: string, seconds: number): string {
  let amount = Math.max(0, seconds);
  for (const [size, unit] of UNITS) {
    if (amount < size) {
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.round(amount));
    }
    amount /= unit === 'hour' ? 24 : size;
  }
  return String(seconds);
}
