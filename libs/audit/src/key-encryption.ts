import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { CrexError } from '#libs/protocol';

/**
 * The key that wraps the period keys. It never lies in the database: whoever holds only the database, or a backup of it,
 * reads no part of any entry. A hardware module can stand behind it.
 */
export interface Kek {
  /** Names the key: 43 characters, fit for KEY_EVENT's keyDigest. */
  readonly id: string;
  /** `context` is bound to the result: a key wrapped for one month cannot be passed off as another month's. */
  wrap(key: Uint8Array, context: string): Promise<Uint8Array>;
  /** @throws audit.wrong-key */
  unwrap(wrapped: Uint8Array, context: string): Promise<Uint8Array>;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A key-encryption key held in memory, read by the app from a key file.
 *
 * @throws audit.wrong-key-length
 * @see NIST SP 800-38D (AES-256-GCM)
 */
export function localKek(bytes: Uint8Array): Kek {
  checkKeyLength(bytes);
  const key = createSecretKey(bytes);
  return {
    id: createHash('sha256').update('crex.audit.kek.v1\0').update(bytes).digest('base64url'),
    wrap: (periodKey, context) => Promise.resolve(encrypt(key, periodKey, context)),
    unwrap: (wrapped, context) => Promise.resolve().then(() => decrypt(key, wrapped, context)),
  };
}

/** AES-256-GCM with a random nonce: nonce || ciphertext || tag. */
export function encrypt(key: KeyObject, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws audit.wrong-key when key, context or a byte is not the one it was encrypted with */
export function decrypt(key: KeyObject, sealed: Uint8Array, context: string): Buffer {
  try {
    const bytes = Buffer.from(sealed);
    const tagAt = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(tagAt));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
  } catch (cause) {
    throw new CrexError('audit.wrong-key', 'what was encrypted does not open with this key in this place', {
      cause,
      nextStep: 'use the key file that was in use when it was written, and the row as it was written',
    });
  }
}

/** @throws audit.wrong-key-length */
export function checkKeyLength(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new CrexError('audit.wrong-key-length', `a key has exactly ${KEY_BYTES} bytes`);
}
