import type { CrexError } from '#libs/protocol';
import { fromBase64, toBase64 } from './encoding.js';
import { HASH_BYTES } from './tree.js';

/** The most hashes of a proof: one for each level of the largest tree. */
export const MAX_PROOF_HASHES = 63;

/** The hashes of a proof as C2SP texts hold them: one in a line, base64. */
export function hashLines(proof: readonly Uint8Array[]): string {
  return proof.map((hash) => `${toBase64(hash)}\n`).join('');
}

/** Reads the lines of {@link hashLines}, without their newlines. */
export function readHashLines(lines: readonly string[], malformed: (detail: string) => CrexError): Uint8Array[] {
  if (lines.length > MAX_PROOF_HASHES) throw malformed(`a proof has at most ${MAX_PROOF_HASHES} hashes`);
  return lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) throw malformed(`a line of a proof is ${HASH_BYTES} bytes in base64`);
    return hash;
  });
}
