const DAY_MS = 24 * 3_600_000;
/** As the node has it: a day later than that is announced to nobody. */
const LATEST_DAYS = 90;

/** The first and the last day (`YYYY-MM-DD`, of this machine) for which an answer may be announced: after its deadline, within 90 days. */
export function announceable(dueAt: string, now: number): { readonly first: string; readonly last: string } {
  const first = Math.max(Date.parse(dueAt) + DAY_MS, now + DAY_MS);
  return { first: dayOf(first), last: dayOf(now + (LATEST_DAYS - 1) * DAY_MS) };
}

/** The end of a day of this machine, in seconds since 1970; undefined for what is no day. */
export function secondsAtEndOf(day: string): number | undefined {
  const at = Date.parse(`${day}T23:59:00`);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}

function dayOf(ms: number): string {
  const at = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
