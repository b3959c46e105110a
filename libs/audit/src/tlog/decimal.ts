const DECIMAL = /^(?:0|[1-9][0-9]{0,18})$/;
const MOST = 2n ** 63n - 1n;

/** The number that a C2SP text writes in decimal without leading zeros, 0 to 2^63 - 1; undefined for any other text. */
export function readDecimal(text: string): bigint | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MOST ? value : undefined;
}

/** The number of a line `<word> <number>`; undefined for any other line and for none. */
export function readNumberLine(word: string, line: string | undefined): bigint | undefined {
  return line?.startsWith(`${word} `) === true ? readDecimal(line.slice(word.length + 1)) : undefined;
}
