import type { Clock } from '#libs/protocol';

/** A clock that stands still until it is told to move. Times are milliseconds since 1970-01-01T00:00:00Z. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
}

export function fixedClock(startMs: number): FixedClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
