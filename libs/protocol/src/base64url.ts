import { CrexError } from './error.js';

/** Base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/**
 * The bytes of a canonical base64url text: no padding, no other alphabet, no stray bits in the last character. One
 * octet string has exactly one accepted spelling, so a digest over the text is a digest over the bytes.
 *
 * @throws message.malformed
 */
export function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new CrexError('message.malformed', 'not canonical base64url');
  return bytes;
}
