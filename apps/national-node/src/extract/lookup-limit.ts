import type { Clock } from '#libs/protocol';

/** Lookups of one address in a minute. */
const PER_MINUTE = 30;
/** Addresses that are remembered; more in one minute are counted as one. */
const MOST_ADDRESSES = 10_000;
const OTHERS = '';
const MINUTE_MS = 60_000;

/** How often each address has looked up in this minute. Kept in memory alone. */
export class LookupLimit {
  private minute = 0;
  private counts = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Counts one lookup. @returns false when it is one too many */
  take(address: string): boolean {
    const minute = Math.floor(this.clock.nowMs() / MINUTE_MS);
    if (minute !== this.minute) this.counts = new Map();
    this.minute = minute;
    const key = this.counts.has(address) || this.counts.size < MOST_ADDRESSES ? address : OTHERS;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= PER_MINUTE;
  }
}
