const DAY_SECONDS = 86_400;
const QUARTER_SECONDS = 900;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day in a zone, `YYYY-MM-DD`, at a time in seconds since 1970. */
export function localDay(zone: string, atSeconds: number): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  formats.set(zone, format);
  return format.format(new Date(atSeconds * 1000));
}

/** The day after. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** The last second of a day in a zone, in seconds since 1970; the clock may change in that very night. */
export function endOfDay(zone: string, day: string): number {
  // no zone is more than 14 hours from UTC; the clocks of the world differ by quarters of an hour
  const noonUtc = Date.parse(`${day}T12:00:00Z`) / 1000;
  for (let at = noonUtc - DAY_SECONDS; at <= noonUtc + 2 * DAY_SECONDS; at += QUARTER_SECONDS) {
    if (localDay(zone, at) > day) return at - 1;
  }
  return noonUtc;
}
