import { CrexError } from '#libs/protocol';
import { concatBytes } from './bytes.js';
import { ed25519Verifier, type Ed25519Signer } from './ed25519.js';
import type { NoteSigner, NoteVerifier } from './note.js';
import { keyIdOf, readVerifierKey, type VerifierKey } from './verifier-key.js';

/** A witness whose key is known. */
export interface CosignatureVerifier extends NoteVerifier {
  /** The seconds since 1970 that a signature states; only of one that was verified. */
  timeOf(signature: Uint8Array): number;
}

const TIME_BYTES = 8;
/** The last second of the year 9999. */
const MAX_TIME = 253_402_300_799n;

/**
 * Verifies the cosignatures of a witness (cosignature/v1, Ed25519).
 *
 * @throws audit.malformed-key, audit.unsupported-key, audit.wrong-key-type
 * @see C2SP tlog-cosignature
 */
export function cosignatureVerifier(vkey: string): CosignatureVerifier {
  const key = readVerifierKey(vkey);
  checkCosignatureKey(key);
  const verify = ed25519Verifier(key.publicKey);
  return {
    name: key.name,
    keyId: key.keyId,
    verify: (text, signature) => {
      if (signature.length < TIME_BYTES || readTime(signature) > MAX_TIME) return false;
      return verify(signedMessage(readTime(signature), text), signature.subarray(TIME_BYTES));
    },
    timeOf: (signature) => Number(readTime(signature)),
  };
}

/**
 * Cosigns as the witness of this name, stating that at `time` (seconds since 1970) this was the largest tree that it had
 * seen of the log and that it was consistent with all before. The signature does not commit to the name: one key per witness.
 *
 * @throws audit.wrong-time
 */
export function cosignatureSigner(name: string, ed25519: Ed25519Signer, time: number): NoteSigner {
  checkTime(time);
  return {
    name,
    keyId: keyIdOf(name, 'cosignature', ed25519.publicKey),
    sign: async (text) => concatBytes([bigEndian(time), await ed25519.sign(signedMessage(BigInt(time), text))]),
  };
}

function readTime(signature: Uint8Array): bigint {
  return new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0);
}

function signedMessage(time: bigint, text: string): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);
}

function bigEndian(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  return bytes;
}

function checkTime(time: number): void {
  if (!Number.isInteger(time) || time < 1 || time > MAX_TIME)
    throw new CrexError('audit.wrong-time', 'a cosignature states whole seconds since 1970');
}

function checkCosignatureKey({ type }: VerifierKey): void {
  if (type !== 'cosignature') throw new CrexError('audit.wrong-key-type', 'the key is not one that cosigns');
}
