import { createHash } from 'node:crypto';

/**
 * The one sealing suite: HPKE base mode, KEM MLKEM768-X25519 (0x647a), HKDF-SHA256, AES-256-GCM.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-hpke-pq-05
 */
export const SEALING_SUITE = 'HPKE-MLKEM768-X25519-HKDF-SHA256-AES256GCM';

/** HPKE `info`: binds every sealed message to this use and version. */
export const SEALING_INFO: Uint8Array = Buffer.from('crex-seal-v1', 'ascii');

/** Length of `enc`, which stands before the ciphertext in `sealed`: ML-KEM-768 ciphertext (1088) and X25519 share (32). */
export const ENCAPSULATION_BYTES = 1120;

/** Length of a sealing public key: ML-KEM-768 key (1184) and X25519 key (32). */
export const SEALING_PUBLIC_KEY_BYTES = 1216;

/** Names a sealing key: base64url SHA-256 of ASCII suite name, one zero byte, the raw public key. */
export function sealingKid(publicKey: Uint8Array): string {
  return createHash('sha256')
    .update(SEALING_SUITE, 'ascii')
    .update(Uint8Array.of(0))
    .update(publicKey)
    .digest('base64url');
}
