import { createHash } from 'node:crypto';

/**
 * SHA-256 over the parts one after the other, 32 bytes. The only hash of this folder: a browser replaces this file.
 *
 * @see FIPS 180-4
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
