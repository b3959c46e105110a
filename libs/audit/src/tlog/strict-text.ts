import type { CrexError } from '#libs/protocol';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text from outside: bytes must be UTF-8, strings well formed, and neither longer than `maxBytes` in UTF-8. */
export function strictText(
  input: Uint8Array | string,
  maxBytes: number,
  malformed: (detail: string) => CrexError,
): string {
  if (input.length > maxBytes) throw malformed(`the text has at most ${maxBytes} bytes`);
  if (typeof input === 'string') {
    if (!input.isWellFormed()) throw malformed('the text is well-formed Unicode');
    if (new TextEncoder().encode(input).length > maxBytes) throw malformed(`the text has at most ${maxBytes} bytes`);
    return input;
  }
  try {
    return strictUtf8.decode(input);
  } catch {
    throw malformed('the text is UTF-8');
  }
}
