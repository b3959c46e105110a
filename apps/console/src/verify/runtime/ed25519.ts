import { signatureAnswer } from './signature-answers.js';

/**
 * In a browser, in the place of tlog/ed25519.ts of libs/audit: WebCrypto judges.
 *
 * @public by the build (verifier-in-browser.ts)
 */
export const ED25519_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** What checks signatures of a raw public key. It throws while WebCrypto has not answered yet. */
export function ed25519Verifier(publicKey: Uint8Array): (data: Uint8Array, signature: Uint8Array) => boolean {
  const key = Uint8Array.from(publicKey);
  return (data, signature) =>
    signature.length === SIGNATURE_BYTES &&
    signatureAnswer({ curve: 'Ed25519', key, data, signature: Uint8Array.from(signature) });
}
