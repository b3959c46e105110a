const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What the server said of a statement that it refused: SQLSTATE, and the constraint if there was one. */
export interface ServerError {
  readonly code: string;
  readonly constraint: string | undefined;
}

/** Finds the server's error in what a driver, or a mapper around it, throws. */
export function serverErrorOf(cause: unknown): ServerError | undefined {
  const { code, constraint, driverError } = Object(cause) as Record<string, unknown>;
  if (typeof code === 'string' && SQLSTATE.test(code)) {
    return { code, constraint: typeof constraint === 'string' ? constraint : undefined };
  }
  return driverError === undefined || driverError === cause ? undefined : serverErrorOf(driverError);
}
