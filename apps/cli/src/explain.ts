import { isCrexError } from '#libs/protocol';

/** What a person at the command line reads of an error: its code, what is wrong, and what to do. */
export function explain(error: unknown): string {
  if (!isCrexError(error))
    return `unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  const next = error.nextStep === undefined ? '' : `  next step: ${error.nextStep}\n`;
  const pointers = error.pointers.map(({ pointer, rule }) => `  ${pointer}: ${rule}\n`).join('');
  return `${error.code}: ${error.message}\n${pointers}${next}`;
}
