import { isCrexError } from '#libs/protocol';

/** The code of the refusal; anything else but a refusal with a code fails the test that compares it. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'accepted',
    (error: unknown) => (isCrexError(error) ? error.code : `no CrexError: ${String(error)}`),
  );
}
