/** From so little time on a person is warned (ms). */
const WARN_MS = 3 * 60_000;

/** Whole minutes until the session ends, when that is soon; 0 is the last minute. Times are ISO 8601, `now` is in ms. */
export function minutesLeft(
  { idleEndsAt, endsAt }: { readonly idleEndsAt: string; readonly endsAt: string },
  now: number,
): number | undefined {
  const left = Math.min(Date.parse(idleEndsAt), Date.parse(endsAt)) - now;
  return left > WARN_MS || Number.isNaN(left) ? undefined : Math.max(0, Math.floor(left / 60_000));
}
