import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { concatBytes } from './bytes.js';

/** Holds an Ed25519 key and signs with it; pki's MetadataSigner has this shape. */
export interface Ed25519Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes (RFC 8032). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** Bytes of a public key. */
export const ED25519_KEY_BYTES = 32;
/** SubjectPublicKeyInfo of an Ed25519 key, up to the 32 raw bytes (RFC 8410 §4). */
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** Keys read before: an Alliance has some dozens, and a witness needs each of them every minute. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 256;

/**
 * What checks signatures of a raw public key of 32 bytes. The only signature of this folder: a browser replaces this file.
 *
 * @see RFC 8032 §5.1.7
 */
export function ed25519Verifier(publicKey: Uint8Array): (data: Uint8Array, signature: Uint8Array) => boolean {
  const der = Buffer.from(concatBytes([SPKI_PREFIX, publicKey]));
  const name = der.toString('base64');
  const key = keys.get(name) ?? createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return (data, signature) => verify(null, data, key, signature);
}
