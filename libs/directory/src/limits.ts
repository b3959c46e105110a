/** Limits that hold before signatures are looked at (bytes) and after (seconds). */

const KIBIBYTE = 1024;
const HOUR = 3600;
const DAY = 24 * HOUR;

export type TopLevelRole = 'root' | 'timestamp' | 'snapshot' | 'targets';
export type Part = 'offline' | 'online';

/** Largest metadata file per kind of role: 19 members and 64 partners have 166 delegations, about 400 bytes each in targets and 200 in the snapshot. */
export const MAX_METADATA_BYTES: Readonly<Record<TopLevelRole | Part, number>> = {
  root: 64 * KIBIBYTE,
  timestamp: 16 * KIBIBYTE,
  snapshot: 64 * KIBIBYTE,
  targets: 256 * KIBIBYTE,
  offline: 16 * KIBIBYTE,
  online: 16 * KIBIBYTE,
};

/** Largest target file per kind. */
export const MAX_TARGET_BYTES: Readonly<Record<'members' | Part, number>> = {
  members: 256 * KIBIBYTE,
  offline: 64 * KIBIBYTE,
  online: 512 * KIBIBYTE,
};

/** How far ahead the expiry of each role may lie: a stolen online key is of use for no longer than this. */
export const MAX_LIFE_SECONDS: Readonly<Record<TopLevelRole | Part, number>> = {
  root: 2 * 366 * DAY,
  timestamp: DAY,
  snapshot: 7 * DAY,
  targets: 366 * DAY,
  offline: 5 * 366 * DAY,
  online: 2 * DAY,
};

/** Clocks of publisher and client may differ by this much. */
export const MAX_SKEW_SECONDS = 60;

/** New roots that one refresh walks through (TUF 5.3.3). */
export const MAX_ROOT_ROTATIONS = 64;
