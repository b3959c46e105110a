import { isCrexError } from '#libs/protocol';

const NOTHING = 'nothing was refused';

/** The code that a call is refused with; anything but a CrexError is the test's failure. */
export function codeOf(run: () => unknown): string {
  try {
    run();
    return NOTHING;
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
}

/** As {@link codeOf}, for a promise. */
export async function codeOfAsync(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return NOTHING;
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
}
