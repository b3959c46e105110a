import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatVerifierKey, logSigner, logVerifier, type NoteSigner, type NoteVerifier } from '#libs/audit';
import { decryptKeyFile, metadataSigner, type MetadataSigner } from '#libs/pki';
import type { SignerConfiguration } from './config.js';

/** The log's key under the name of one epoch: the same key signs each epoch by another name. */
export interface LogKey {
  readonly signer: NoteSigner;
  readonly verifier: NoteVerifier;
  /** As the directory lists it. */
  readonly vkey: string;
}

/**
 * Opens `keys/log.jwe`.
 *
 * @throws pki.* for a key of another role, member or environment, or a wrong passphrase
 */
export async function openLogKey(
  config: Pick<SignerConfiguration, 'env' | 'member' | 'keysFolder' | 'passphrase'>,
): Promise<(origin: string) => LogKey> {
  const text = await readFile(join(config.keysFolder, 'keys', 'log.jwe'), 'utf8');
  const { env, member, passphrase } = config;
  const { privateKey } = await decryptKeyFile(text, { role: 'log', env, member }, passphrase);
  const ed25519 = metadataSigner(privateKey);
  return (origin) => logKey(origin, ed25519);
}

/** The key of a log under this origin. */
export function logKey(origin: string, ed25519: MetadataSigner): LogKey {
  const vkey = formatVerifierKey(origin, 'log', ed25519.publicKey);
  return { signer: logSigner(origin, ed25519), verifier: logVerifier(vkey), vkey };
}
