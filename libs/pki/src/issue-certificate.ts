import { randomBytes, type KeyObject } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
  type JsonName,
} from '@peculiar/x509';
import type { Environment, ListedId } from '#libs/protocol';
import { parseCertificate, type ParsedCertificate } from './certificate.js';
import {
  identityUri,
  mayHold,
  nameConstraints,
  PROFILES,
  type CertificateIdentity,
  type LeafRole,
} from './certificate-profile.js';
import { distinguishedName, readCsr, signingCryptoKey, verifyingCryptoKey, type CertificateSubject } from './csr.js';
import { pkiError } from './error.js';
import type { KeyPair } from './key.js';
import { checkKeyOfCertificate } from './signer.js';
import { checkAuthority } from './verify-chain.js';

const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/** A member's CA: its self-signed certificate (DER) and the key that signs certificates and revocation lists. */
export interface CertificateAuthority {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A member's new CA. Times in seconds since 1970; ten years unless `notAfter` says otherwise. */
export interface NewAuthority extends CertificateSubject {
  readonly env: Environment;
  readonly notBefore: number;
  readonly notAfter?: number;
}

/** What a CA is asked to certify. Times in seconds since 1970. */
export interface IssueRequest {
  readonly ca: CertificateAuthority;
  /** DER of the PKCS#10 request. */
  readonly csr: Uint8Array;
  readonly role: LeafRole;
  readonly env: Environment;
  readonly member: ListedId;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Names of a server; for the role `tls` only. */
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
}

/**
 * Makes a member's self-signed CA, which may certify nothing but leaves (path length 0) of its own country.
 * @throws pki.csr-wrong-subject pki.wrong-period
 */
export async function createCertificateAuthority(
  pair: KeyPair,
  authority: NewAuthority,
): Promise<CertificateAuthority> {
  const { notBefore, notAfter = notBefore + TEN_YEARS_SECONDS, member, env } = authority;
  checkPeriod(notBefore, notAfter);
  const name = distinguishedName(authority);
  const certificate = await sign({
    subject: name,
    issuer: name,
    publicKey: pair.publicKey,
    signingKey: pair.privateKey,
    issuerKeyId: undefined,
    identity: { env, member, role: 'ca' },
    names: [],
    notBefore,
    notAfter,
  });
  return { certificate, privateKey: pair.privateKey };
}

/**
 * Certifies the key of a request for one role; answers the certificate's DER.
 * @throws pki.key-certificate-mismatch pki.wrong-environment pki.wrong-member pki.csr-malformed pki.csr-weak-key
 * pki.csr-wrong-algorithm pki.csr-bad-signature pki.csr-wrong-subject pki.csr-asks-extensions pki.csr-key-reused pki.names-not-allowed
 * pki.wrong-period pki.wrong-role
 * @see RFC 5280 section 4
 */
export async function issueCertificate(request: IssueRequest): Promise<Uint8Array> {
  const { ca, role, env, member, notBefore, notAfter } = request;
  const authority = parseCertificate(ca.certificate);
  checkAuthority(authority, request);
  checkKeyOfCertificate(ca.privateKey, ca.certificate);
  const { publicKey, organization, commonName } = readCsr(request.csr, member);
  checkKeyIsNew(publicKey, authority);
  checkMayHold(request);
  checkNames(request);
  checkPeriod(notBefore, notAfter);
  checkWithinAuthority(request, authority);
  return await sign({
    subject: distinguishedName({ member, organization, commonName }),
    issuer: new Name(Buffer.from(authority.subject, 'hex')),
    publicKey,
    signingKey: ca.privateKey,
    issuerKeyId: authority.subjectKeyId,
    identity: { env, member, role },
    names: [
      ...(request.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
      ...(request.ipAddresses ?? []).map((value) => ({ type: 'ip' as const, value })),
    ],
    notBefore,
    notAfter,
  });
}

interface Signing {
  readonly subject: JsonName;
  readonly issuer: JsonName | Name;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  /** The issuer's subject key identifier; undefined for the certificate's own. */
  readonly issuerKeyId: string | undefined;
  readonly identity: CertificateIdentity;
  readonly names: JsonGeneralNames;
  readonly notBefore: number;
  readonly notAfter: number;
}

async function sign(signing: Signing): Promise<Uint8Array> {
  const { identity } = signing;
  const profile = PROFILES[identity.role];
  const publicKey = verifyingCryptoKey(signing.publicKey);
  const subjectKeyId = await SubjectKeyIdentifierExtension.create(publicKey);
  const constraints = profile.ca ? nameConstraints(identity.member) : undefined;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: signing.subject,
    issuer: signing.issuer,
    notBefore: new Date(signing.notBefore * 1000),
    notAfter: new Date(signing.notAfter * 1000),
    publicKey,
    signingKey: signingCryptoKey(signing.signingKey),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new BasicConstraintsExtension(profile.ca, profile.ca ? 0 : undefined, true),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- several flags in one number
      new KeyUsagesExtension(profile.keyUsage, true),
      ...(profile.extendedKeyUsage.length > 0 ? [new ExtendedKeyUsageExtension([...profile.extendedKeyUsage])] : []),
      // Not critical: the subject is not empty (RFC 5280 section 4.2.1.6).
      new SubjectAlternativeNameExtension([{ type: 'url', value: identityUri(identity) }, ...signing.names]),
      ...(constraints === undefined ? [] : [new Extension('2.5.29.30', true, constraints)]),
      subjectKeyId,
      new AuthorityKeyIdentifierExtension(signing.issuerKeyId ?? subjectKeyId.keyId),
    ],
  });
  return new Uint8Array(certificate.rawData);
}

/** 159 random bits, positive, 20 octets: the most that RFC 5280 section 4.1.2.2 allows. */
function newSerial(): string {
  const bytes = randomBytes(20);
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

/** A CA's key certifies; it never answers for a role itself. */
function checkKeyIsNew(publicKey: KeyObject, authority: ParsedCertificate): void {
  if (publicKey.equals(authority.publicKey)) {
    throw pkiError('pki.csr-key-reused', "the request is for the CA's own key");
  }
}

function checkMayHold({ member, role }: IssueRequest): void {
  if (!mayHold(member, role)) {
    throw pkiError('pki.wrong-role', `a partner organisation has no certificate of the role ${role}`);
  }
}

function checkNames({ role, dnsNames = [], ipAddresses = [] }: IssueRequest): void {
  if (role !== 'tls' && dnsNames.length + ipAddresses.length > 0) {
    throw pkiError('pki.names-not-allowed', 'only TLS certificates carry host names and addresses');
  }
}

function checkPeriod(notBefore: number, notAfter: number): void {
  if (!Number.isSafeInteger(notBefore) || !Number.isSafeInteger(notAfter) || notBefore >= notAfter) {
    throw pkiError('pki.wrong-period', 'notBefore and notAfter are whole seconds, one before the other');
  }
}

function checkWithinAuthority({ notBefore, notAfter }: IssueRequest, authority: ParsedCertificate): void {
  if (notBefore < authority.notBefore || notAfter > authority.notAfter) {
    throw pkiError('pki.wrong-period', 'the certificate would be valid outside the validity of its CA');
  }
}
