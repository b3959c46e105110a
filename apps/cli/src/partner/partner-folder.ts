import { X509Certificate } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateFacts, decryptKeyFile, derOfCrl, metadataSigner, type MetadataSigner } from '#libs/pki';
import { CrexError, isPartnerId, type Environment, type PartnerId } from '#libs/protocol';
import { readGivenFile } from '../verify/verdict.js';

/** What a partner organisation has in its folder, as `crex ceremony` writes it; in production it makes one like it. */
export interface PartnerFolder {
  readonly id: PartnerId;
  readonly env: Environment;
  /** PEM. */
  readonly tls: { readonly key: string; readonly certificate: string; readonly brokerCa: string };
  /** DER. */
  readonly certificate: Uint8Array;
  /** The newest revocation list of its CA (DER), where one lies in `crls/`. */
  readonly crl: Uint8Array | undefined;
  /** Signs its online part. */
  readonly publisher: MetadataSigner;
  /** The root that it believes. */
  readonly root: Uint8Array;
}

/**
 * @throws cli.unreadable-file, cli.no-partner and pki's codes of key files
 */
export async function openPartnerFolder(folder: string): Promise<PartnerFolder> {
  const text = async (...path: string[]) => Buffer.from(await readGivenFile(join(folder, ...path))).toString('utf8');
  const certificate = await text('certificates', 'tls.pem');
  const der = new Uint8Array(new X509Certificate(certificate).raw);
  const { env, member: id } = certificateFacts(der);
  if (!isPartnerId(id)) throw new CrexError('cli.no-partner', `the certificate in ${folder} is of no partner`);
  const passphrase = await text('passphrase');
  const key = async (role: 'tls' | 'directory-online') =>
    (await decryptKeyFile(await text('keys', `${role}.jwe`), { role, env, member: id }, passphrase)).privateKey;
  return {
    ...{ id, env, certificate: der, crl: await newestList(folder) },
    tls: {
      key: (await key('tls')).export({ format: 'pem', type: 'pkcs8' }).toString(),
      ...{ certificate, brokerCa: await text('anchor', 'broker-ca.pem') },
    },
    publisher: metadataSigner(await key('directory-online')),
    root: await readGivenFile(join(folder, 'anchor', 'root.json')),
  };
}

async function newestList(folder: string): Promise<Uint8Array | undefined> {
  const names = await readdir(join(folder, 'crls')).catch(() => []);
  const newest = Math.max(0, ...names.map((name) => Number(/^(\d+)\.crl$/.exec(name)?.[1] ?? 0)));
  return newest === 0 ? undefined : derOfCrl(await readGivenFile(join(folder, 'crls', `${newest}.crl`)));
}
