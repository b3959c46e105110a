import type { OwnKeysView } from '../api/shapes.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before its end something that only a person renews is called out; what the node renews by itself, shortly. */
const SOON_MS = {
  ...{ ca: 180 * DAY_MS, tls: 30 * DAY_MS, signing: 30 * DAY_MS, 'extract-seal': 30 * DAY_MS, sealing: HOUR_MS },
  ...{ directory: HOUR_MS / 2, offline: 30 * DAY_MS, online: 2 * HOUR_MS, revocations: 7 * DAY_MS },
} as const;

export type Ending = keyof typeof SOON_MS;
export type EndLevel = 'good' | 'soon' | 'over' | 'early';

/** How near its end a key or a published part is. @param now milliseconds since 1970 */
export function levelOf(kind: Ending, { from, until }: { from?: string; until: string }, now: number): EndLevel {
  if (from !== undefined && Date.parse(from) > now) return 'early';
  const leftMs = Date.parse(until) - now;
  return leftMs <= 0 ? 'over' : leftMs <= SOON_MS[kind] ? 'soon' : 'good';
}

/** Those that end first stand first; what nobody uses any more last. */
export function byEnd(keys: OwnKeysView['keys']): OwnKeysView['keys'] {
  const isIdle = (key: OwnKeysView['keys'][number]) => Number(!key.isListed && !key.isHeld);
  return [...keys].sort((left, right) => isIdle(left) - isIdle(right) || left.notAfter.localeCompare(right.notAfter));
}

/** What the country publishes, with its ends. */
export function publishedEnds(directory: NonNullable<OwnKeysView['directory']>) {
  const { expiresAt, offlineEndsAt, onlineEndsAt, revocationsEndAt } = directory;
  return [
    { kind: 'directory', until: expiresAt },
    { kind: 'online', until: onlineEndsAt },
    { kind: 'offline', until: offlineEndsAt },
    ...(revocationsEndAt === undefined ? [] : [{ kind: 'revocations' as const, until: revocationsEndAt }]),
  ] as const;
}
