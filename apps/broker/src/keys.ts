import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetadataSigner } from '#libs/directory';
import { decryptKeyFile, fileSigner, metadataSigner } from '#libs/pki';
import { BROKER, type Signer } from '#libs/protocol';
import type { BrokerConfiguration } from './config.js';

/** The signers of the directory's two fast roles and of the broker's own online part; all else is signed elsewhere. */
export interface PublisherKeys {
  readonly snapshot: MetadataSigner;
  readonly timestamp: MetadataSigner;
  readonly ownPart: MetadataSigner;
}

/** The keys of this process. Each file says for whom, what and where it may be used, and is refused elsewhere. */
export interface BrokerKeys {
  readonly signer: Signer;
  readonly publisher: PublisherKeys;
  /** Cosigns the logs of others. */
  readonly witness: MetadataSigner;
  /** PEM. */
  readonly tls: { readonly key: string; readonly certificate: string };
  /** Of the keys above that have one. */
  readonly certificates: readonly HeldCertificate[];
}

export interface HeldCertificate {
  readonly role: 'tls' | 'signing';
  readonly der: Uint8Array;
}

type Settings = Pick<BrokerConfiguration, 'env' | 'keysFolder' | 'passphrase'>;

/** @throws pki.* for a key of another role, member or environment, or a wrong passphrase */
export async function openKeys(config: Settings): Promise<BrokerKeys> {
  const [signing, certificate, tls, tlsCertificate, publisher, witness] = await Promise.all([
    open(config, 'signing', 'signing'),
    readFile(join(config.keysFolder, 'certificates', 'signing.pem'), 'utf8'),
    open(config, 'tls', 'tls'),
    readFile(join(config.keysFolder, 'certificates', 'tls.pem'), 'utf8'),
    openPublisherKeys(config),
    open(config, 'witness', 'witness'),
  ]);
  const der = (pem: string) => new X509Certificate(pem).raw;
  return {
    signer: fileSigner(signing.privateKey, der(certificate)),
    publisher,
    witness: metadataSigner(witness.privateKey),
    tls: { key: tls.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), certificate: tlsCertificate },
    certificates: [
      { role: 'tls', der: der(tlsCertificate) },
      { role: 'signing', der: der(certificate) },
    ],
  };
}

async function openPublisherKeys(config: Settings): Promise<PublisherKeys> {
  const [snapshot, timestamp, ownPart] = await Promise.all([
    open(config, 'snapshot', 'directory-snapshot'),
    open(config, 'timestamp', 'directory-timestamp'),
    open(config, 'directory-online', 'directory-online'),
  ]);
  return {
    snapshot: metadataSigner(snapshot.privateKey),
    timestamp: metadataSigner(timestamp.privateKey),
    ownPart: metadataSigner(ownPart.privateKey),
  };
}

async function open(
  { env, keysFolder, passphrase }: Settings,
  file: string,
  role: 'signing' | 'tls' | 'directory-snapshot' | 'directory-timestamp' | 'directory-online' | 'witness',
) {
  const text = await readFile(join(keysFolder, 'keys', `${file}.jwe`), 'utf8');
  return decryptKeyFile(text, { role, env, member: BROKER }, passphrase);
}
