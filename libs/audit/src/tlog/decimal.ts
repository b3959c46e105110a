const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;
const MOST = 2n ** 63n - 1n;

/** The number that a C2SP text writes in decimal without leading zeros, 0 to 2^63 - 1; undefined for any other text. */
export function readDecimal(text: string): bigint | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MOST ? value : undefined;
}
