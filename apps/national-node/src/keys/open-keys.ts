import { X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decryptKeyFile, encryptKeyFile, fileSigner, metadataSigner, type MetadataSigner } from '#libs/pki';
import type { Signer } from '#libs/protocol';
import type { NodeConfiguration } from '../config.js';
import { SealingKeys, type SealingKeyCipher } from './sealing-keys.js';

/** The keys of this process. Each file says for whom, what and where it may be used, and is refused elsewhere. */
export interface NodeKeys {
  readonly signer: Signer;
  readonly sealing: SealingKeys;
  /** Signs this country's online part of the directory. */
  readonly directory: MetadataSigner;
  /** Cosigns the logs of others. */
  readonly witness: MetadataSigner;
  readonly tls: { readonly key: KeyObject; readonly certificate: string };
  /** Of the keys above that have one. */
  readonly certificates: readonly HeldCertificate[];
}

export interface HeldCertificate {
  readonly role: 'tls' | 'signing';
  readonly der: Uint8Array;
}

/** @throws pki.* for a key of another role, member or environment, or a wrong passphrase */
export async function openKeys(config: NodeConfiguration): Promise<NodeKeys> {
  const [signing, signingCertificate, tls, tlsCertificate, directory, witness, sealing] = await Promise.all([
    open(config, 'signing'),
    readFile(join(config.keysFolder, 'certificates', 'signing.pem'), 'utf8'),
    open(config, 'tls'),
    readFile(join(config.keysFolder, 'certificates', 'tls.pem'), 'utf8'),
    open(config, 'directory-online'),
    open(config, 'witness'),
    SealingKeys.open(config.sealingKeysFolder ?? join(config.keysFolder, 'keys'), cipherOf(config)),
  ]);
  const der = (pem: string) => new X509Certificate(pem).raw;
  return {
    signer: fileSigner(signing.privateKey, der(signingCertificate)),
    sealing,
    directory: metadataSigner(directory.privateKey),
    witness: metadataSigner(witness.privateKey),
    tls: { key: tls.privateKey, certificate: tlsCertificate },
    certificates: [
      { role: 'tls', der: der(tlsCertificate) },
      { role: 'signing', der: der(signingCertificate) },
    ],
  };
}

/** The certificate that names the key with which this node signs. */
export function signingCertificateOf({ certificates }: Pick<NodeKeys, 'certificates'>): Uint8Array {
  return certificates.find(({ role }) => role === 'signing')?.der ?? Buffer.of();
}

/** The key with which this country signs, and its certificate, without the others. @throws pki.* */
export async function openSigningKey(config: SigningConfiguration): Promise<{ signer: Signer; der: Uint8Array }> {
  const { privateKey } = await open(config, 'signing');
  const pem = await readFile(join(config.keysFolder, 'certificates', 'signing.pem'), 'utf8');
  const der = new X509Certificate(pem).raw;
  return { signer: fileSigner(privateKey, der), der };
}

/** The key that seals extracts, and its certificate. @throws pki.* */
export async function openSealKey(config: SigningConfiguration): Promise<{ signer: Signer; der: Uint8Array }> {
  const { privateKey } = await open(config, 'extract-seal');
  const pem = await readFile(join(config.keysFolder, 'certificates', 'extract-seal.pem'), 'utf8');
  const der = new X509Certificate(pem).raw;
  return { signer: fileSigner(privateKey, der), der };
}

type SigningConfiguration = Pick<NodeConfiguration, 'keysFolder' | 'passphrase' | 'env' | 'country'>;

type FileRole = 'signing' | 'tls' | 'extract-seal' | 'directory-online' | 'witness';

async function open(config: SigningConfiguration, role: FileRole) {
  const text = await readFile(join(config.keysFolder, 'keys', `${role}.jwe`), 'utf8');
  return decryptKeyFile(text, { role, env: config.env, member: config.country }, config.passphrase);
}

function cipherOf({ env, country, passphrase }: NodeConfiguration): SealingKeyCipher {
  const owner = { role: 'sealing', env, member: country } as const;
  return {
    encrypt: (pair) => encryptKeyFile(pair, owner, passphrase),
    decrypt: (text) => decryptKeyFile(text, owner, passphrase),
  };
}
