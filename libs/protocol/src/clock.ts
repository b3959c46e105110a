/** Where the time comes from. Product code never reads the machine's clock itself. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMs(): number;
}

/** Whole seconds since 1970-01-01T00:00:00Z, the unit of every time on the wire (RFC 7519 NumericDate). */
export function nowSeconds(clock: Clock): number {
  return Math.floor(clock.nowMs() / 1000);
}
