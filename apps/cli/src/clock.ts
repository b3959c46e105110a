/** The command line's clock, milliseconds since 1970: loading platform for it would cost a second. */
export function nowMs(): number {
  // eslint-disable-next-line no-restricted-syntax -- here the command line's time comes from
  return Date.now();
}
