/**
 * Whether a text can name a key: not empty, no spaces of Unicode, no control characters, no plus sign (it separates the
 * parts of a verifier key).
 *
 * @see C2SP signed-note, format
 */
export function isKeyName(text: string): boolean {
  return text.isWellFormed() && /^[^\p{White_Space}\p{Cc}+]+$/u.test(text);
}
