import type { Clock } from '#libs/protocol';

/** The machine's clock. Apps pass it to everything that needs the time; nothing else reads it. */
export const systemClock: Clock = {
  // eslint-disable-next-line no-restricted-syntax -- the one place where the time comes from
  nowMs: () => Date.now(),
};
