import { X509Certificate, type KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decryptKeyFile, fileSigner, metadataSigner, sealingOpener, type MetadataSigner } from '#libs/pki';
import type { Opener, Signer } from '#libs/protocol';
import type { NodeConfiguration } from './config.js';

/** The keys of this process. Each file says for whom, what and where it may be used, and is refused elsewhere. */
export interface NodeKeys {
  readonly signer: Signer;
  /** By kid: the newest, and older ones for messages still under way. */
  readonly openers: ReadonlyMap<string, Opener>;
  /** Signs this country's online part of the directory. */
  readonly directory: MetadataSigner;
  /** Cosigns the logs of others. */
  readonly witness: MetadataSigner;
  readonly tls: { readonly key: KeyObject; readonly certificate: string };
}

/** @throws pki.* for a key of another role, member or environment, or a wrong passphrase */
export async function openKeys(config: NodeConfiguration): Promise<NodeKeys> {
  const [signing, certificate, tls, tlsCertificate, directory, witness, openers] = await Promise.all([
    open(config, 'signing'),
    readFile(join(config.keysFolder, 'certificates', 'signing.pem'), 'utf8'),
    open(config, 'tls'),
    readFile(join(config.keysFolder, 'certificates', 'tls.pem'), 'utf8'),
    open(config, 'directory-online'),
    open(config, 'witness'),
    openOpeners(config),
  ]);
  const signer = fileSigner(signing.privateKey, new X509Certificate(certificate).raw);
  return {
    signer,
    openers,
    directory: metadataSigner(directory.privateKey),
    witness: metadataSigner(witness.privateKey),
    tls: { key: tls.privateKey, certificate: tlsCertificate },
  };
}

async function open(config: NodeConfiguration, role: 'signing' | 'tls' | 'directory-online' | 'witness') {
  const text = await readFile(join(config.keysFolder, 'keys', `${role}.jwe`), 'utf8');
  return decryptKeyFile(text, { role, env: config.env, member: config.country }, config.passphrase);
}

/** `sealing.jwe` and, while a change of keys is under way, `sealing-<anything>.jwe`. */
async function openOpeners(config: NodeConfiguration): Promise<Map<string, Opener>> {
  const files = (await readdir(join(config.keysFolder, 'keys'))).filter((name) => /^sealing(-.*)?\.jwe$/.test(name));
  const expected = { role: 'sealing', env: config.env, member: config.country } as const;
  const openers = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(config.keysFolder, 'keys', name), 'utf8');
      return sealingOpener(await decryptKeyFile(text, expected, config.passphrase));
    }),
  );
  return new Map(openers.map((opener) => [opener.kid, opener]));
}
