import { CrexError } from '#libs/protocol';
import { ed25519Verifier, type Ed25519Signer } from './ed25519.js';
import type { NoteSigner, NoteVerifier } from './note.js';
import { keyIdOf, readVerifierKey, type VerifierKey } from './verifier-key.js';

/**
 * Verifies the plain Ed25519 signature of a log.
 *
 * @throws audit.malformed-key, audit.unsupported-key, audit.wrong-key-type
 * @see C2SP signed-note, Ed25519 signatures
 */
export function logVerifier(vkey: string): NoteVerifier {
  const key = readVerifierKey(vkey);
  checkLogKey(key);
  const verify = ed25519Verifier(key.publicKey);
  return {
    name: key.name,
    keyId: key.keyId,
    verify: (text, signature) => verify(new TextEncoder().encode(text), signature),
  };
}

/** Signs as the log of this name: Ed25519 over the text with its last newline. */
export function logSigner(name: string, ed25519: Ed25519Signer): NoteSigner {
  return {
    name,
    keyId: keyIdOf(name, 'log', ed25519.publicKey),
    sign: async (text) => await ed25519.sign(new TextEncoder().encode(text)),
  };
}

function checkLogKey({ type }: VerifierKey): void {
  if (type !== 'log') throw new CrexError('audit.wrong-key-type', 'the key is not one that signs for a log');
}
