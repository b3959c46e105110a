/** The one place where the console reads the machine's clock: for what is shown as "in two days", never for a decision. */
export function nowMs(): number {
  // eslint-disable-next-line no-restricted-syntax -- nothing is decided by it, and there is nobody to inject another
  return Date.now();
}
