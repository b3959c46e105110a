import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#libs/protocol';

/** Resolves when the thing works, throws when it does not; should give up when the signal fires. */
export type HealthCheck = (signal: AbortSignal) => Promise<void>;

export const CHECK_LIMIT_MS = 5_000;
const GOOD_FOR_MS = 2_000;
/** A failing dependency is not made worse by questions about its health. */
const BAD_FOR_MS = 30_000;

/**
 * A check that is asked at most every 2 s while it is well and every 30 s while it is not, once for all who wait, and
 * counts as failed after 5 s. `report` hears of each failure. Resolves to whether it is well; never throws.
 */
export function cachedCheck(
  check: HealthCheck,
  clock: Clock,
  report: (error: unknown) => void,
): () => Promise<boolean> {
  let known: { readonly well: boolean; readonly untilMs: number } | undefined;
  let asking: Promise<boolean> | undefined;

  async function ask(): Promise<boolean> {
    const well = await runLimited(check, report);
    known = { well, untilMs: clock.nowMs() + (well ? GOOD_FOR_MS : BAD_FOR_MS) };
    asking = undefined;
    return well;
  }
  return async () => {
    if (known !== undefined && clock.nowMs() < known.untilMs) return known.well;
    return (asking ??= ask());
  };
}

async function runLimited(check: HealthCheck, report: (error: unknown) => void): Promise<boolean> {
  const finished = new AbortController();
  const limit = sleep(CHECK_LIMIT_MS, 'late' as const, { signal: finished.signal, ref: false });
  try {
    const outcome = await Promise.race([check(AbortSignal.timeout(CHECK_LIMIT_MS)), limit]);
    if (outcome === 'late') report(new DOMException('the check took too long', 'TimeoutError'));
    return outcome !== 'late';
  } catch (error) {
    report(error);
    return false;
  } finally {
    limit.catch(() => undefined);
    finished.abort();
  }
}
