import { isCrexError } from '#libs/protocol';

const ACCEPTED = 'accepted';

/** The code that a call is refused with, or `accepted`; anything but a CrexError is the test's failure. */
export function codeOf(run: () => unknown): string {
  try {
    run();
    return ACCEPTED;
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
}

/** As {@link codeOf}, for a promise and for a call that gives one. */
export async function codeOfAsync(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return ACCEPTED;
  } catch (error) {
    if (isCrexError(error)) return error.code;
    throw error;
  }
}
