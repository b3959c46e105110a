import { createHash } from 'node:crypto';

/** What an Ed25519 key signs: a log its checkpoints, a witness its cosignatures. The type byte of C2SP signed-note. */
const TYPE_BYTE = { log: 0x01, witness: 0x04 } as const;

/**
 * The verifier key of a log or a witness as text: name, key id, type and 32 raw bytes of the public key.
 * @see C2SP signed-note v1.0.0, tlog-cosignature v1.0.1
 */
export function verifierKey(name: string, use: keyof typeof TYPE_BYTE, publicKey: Uint8Array): string {
  const key = Buffer.concat([Uint8Array.of(TYPE_BYTE[use]), publicKey]);
  const id = createHash('sha256').update(`${name}\n`, 'utf8').update(key).digest().subarray(0, 4);
  return `${name}+${id.toString('hex')}+${key.toString('base64')}`;
}
