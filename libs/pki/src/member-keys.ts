import {
  SEALING_KEY_LIFE_SECONDS,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import type { LeafRole } from './certificate-profile.js';
import { createCsr } from './csr.js';
import { createCertificateAuthority, issueCertificate, type CertificateAuthority } from './issue-certificate.js';
import {
  generateEd25519KeyPair,
  generateP256KeyPair,
  generateSealingKeyPair,
  type KeyPair,
  type SealingKeyPair,
} from './key.js';

/** For whom to make keys. Times in seconds since 1970; the CA lives ten years, its certificates until `notAfter`. */
export interface NewMember<Id extends ListedId = MemberId> {
  readonly member: Id;
  readonly env: Environment;
  readonly organization: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Of the TLS certificate. */
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
}

/** A key pair and its certificate (DER). */
export interface CertifiedKey extends KeyPair {
  readonly certificate: Uint8Array;
}

/** One key for each role of a member, none shared. */
export interface MemberKeys {
  readonly ca: CertificateAuthority & KeyPair;
  readonly tls: CertifiedKey;
  readonly signing: CertifiedKey;
  readonly 'extract-seal': CertifiedKey;
  readonly sealing: SealingKeyPair;
  readonly log: KeyPair;
  readonly witness: KeyPair;
  readonly 'directory-offline': KeyPair;
  readonly 'directory-online': KeyPair;
}

/** The keys of a partner organisation: it connects, and says so in the directory. */
export type PartnerKeys = Pick<MemberKeys, 'ca' | 'tls' | 'directory-offline' | 'directory-online'>;

/** Makes all keys and certificates of a partner organisation, as {@link createMemberKeys}. */
export async function createPartnerKeys(of: NewMember<PartnerId>): Promise<PartnerKeys> {
  const { ca, certify } = await authorityFor(of);
  const [tls, offline, online] = await Promise.all([
    certify('tls'),
    generateEd25519KeyPair(),
    generateEd25519KeyPair(),
  ]);
  return { ca, tls, 'directory-offline': offline, 'directory-online': online };
}

/** Makes all keys and certificates of a member at once, in memory: for the demo's ceremony and for tests. */
export async function createMemberKeys(of: NewMember): Promise<MemberKeys> {
  const { notBefore } = of;
  const { ca, certify } = await authorityFor(of);
  const [tls, signing, seal] = await Promise.all([certify('tls'), certify('signing'), certify('extract-seal')]);
  const [log, witness, offline, online] = await Promise.all([
    generateEd25519KeyPair(),
    generateEd25519KeyPair(),
    generateEd25519KeyPair(),
    generateEd25519KeyPair(),
  ]);
  return {
    ca,
    tls,
    signing,
    'extract-seal': seal,
    sealing: await generateSealingKeyPair({ notBefore, notAfter: notBefore + SEALING_KEY_LIFE_SECONDS }),
    log,
    witness,
    'directory-offline': offline,
    'directory-online': online,
  };
}

/** A new CA, and what it certifies. */
async function authorityFor(of: NewMember<ListedId>) {
  const pair = await generateP256KeyPair();
  const { notAfter, dnsNames = [], ipAddresses = [], ...owner } = of;
  const ca = await createCertificateAuthority(pair, { ...owner, commonName: `${of.member} CREX CA` });
  const certify = async (role: LeafRole): Promise<CertifiedKey> => {
    const key = await generateP256KeyPair();
    const csr = await createCsr(key, { ...of, commonName: `${of.member} CREX ${role}` });
    const names = role === 'tls' ? { dnsNames, ipAddresses } : {};
    return { ...key, certificate: await issueCertificate({ ...owner, ...names, notAfter, ca, csr, role }) };
  };
  return { ca: { ...pair, ...ca }, certify };
}
