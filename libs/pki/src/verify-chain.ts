import { BoundedCache } from './bounded-cache.js';
import { certificateFacts, parseCertificate, type CertificateFacts, type ParsedCertificate } from './certificate.js';
import {
  countryOf,
  nameConstraints,
  PROFILES,
  type CertificateIdentity,
  type LeafRole,
} from './certificate-profile.js';
import { pkiError } from './error.js';
import { isP256 } from './p256.js';

/** Whether a signature is good, by the thumbprints of certificate and CA: neither ever changes, so the answer does not. */
const signatures = new BoundedCache<boolean>(512);

/** keyUsage, subjectAltName, basicConstraints, nameConstraints, extKeyUsage: what the checks below look at. */
const UNDERSTOOD_EXTENSIONS = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.30', '2.5.29.37']);

/** Whom a certificate must stand for, when, and who may have issued it. */
export interface ExpectedCertificate extends CertificateIdentity {
  readonly role: LeafRole;
  /** The time to judge by, in milliseconds since 1970. */
  readonly atMs: number;
  /** DER of the CA certificates that the directory lists for this member, and no others. */
  readonly caCertificates: readonly Uint8Array[];
}

/**
 * Verifies that a certificate is the expected member's, for the expected role and environment, at the given time:
 * one level, ending in one of that member's CAs. Revocation is {@link checkRevocation}'s.
 * @throws pki.certificate-malformed pki.no-identity pki.not-issued-by-member pki.authority-not-self-signed pki.weak-key
 * pki.wrong-algorithm pki.unknown-critical-extension pki.wrong-environment pki.wrong-member pki.wrong-role
 * pki.wrong-country pki.wrong-basic-constraints pki.wrong-key-usage pki.wrong-extended-key-usage
 * pki.wrong-name-constraints pki.not-yet-valid pki.expired
 * @see RFC 5280 section 6.1
 */
export function verifyChain(certificateDer: Uint8Array, expected: ExpectedCertificate): CertificateFacts {
  const certificate = parseCertificate(certificateDer);
  const authority = authorityOf(certificate, expected.caCertificates);
  checkAuthority(authority, expected);
  checkIssued(certificate, authority);
  checkProfile(certificate, expected);
  checkNotYetValid(authority, expected.atMs);
  checkExpired(authority, expected.atMs);
  checkNotYetValid(certificate, expected.atMs);
  checkExpired(certificate, expected.atMs);
  return certificateFacts(certificateDer);
}

/**
 * Finds the CA that a certificate or CRL names as its issuer, by name and key identifier; its signature is not checked.
 * @throws pki.not-issued-by-member
 */
export function authorityOf(
  issued: { readonly issuer: string; readonly authorityKeyId: string | undefined },
  caCertificates: readonly Uint8Array[],
): ParsedCertificate {
  const authority = caCertificates
    .map((der) => parseCertificate(der))
    .find((ca) => ca.subject === issued.issuer && ca.subjectKeyId === issued.authorityKeyId);
  if (authority === undefined) {
    throw notIssuedByMember();
  }
  return authority;
}

/** Checks that a certificate is the self-signed CA of the expected member and environment. */
export function checkAuthority(authority: ParsedCertificate, expected: Omit<CertificateIdentity, 'role'>): void {
  checkProfile(authority, { env: expected.env, member: expected.member, role: 'ca' });
  checkNameConstraints(authority);
  checkSelfSigned(authority);
}

/** Checks that the CA's key signed the certificate. */
export function checkIssued(certificate: ParsedCertificate, authority: ParsedCertificate): void {
  if (!isSignedBy(certificate, authority)) {
    throw notIssuedByMember();
  }
}

function checkProfile(certificate: ParsedCertificate, expected: CertificateIdentity): void {
  checkKey(certificate);
  checkAlgorithm(certificate);
  checkCriticalExtensions(certificate);
  checkEnvironment(certificate, expected);
  checkMember(certificate, expected);
  checkRole(certificate, expected);
  checkCountry(certificate, expected);
  checkBasicConstraints(certificate, expected);
  checkKeyUsage(certificate, expected);
  checkExtendedKeyUsage(certificate, expected);
}

function checkKey({ publicKey }: ParsedCertificate): void {
  if (!isP256(publicKey)) {
    throw pkiError('pki.weak-key', 'the key is not on the named curve P-256');
  }
}

function checkAlgorithm({ isEcdsaSha256 }: ParsedCertificate): void {
  if (!isEcdsaSha256) {
    throw pkiError('pki.wrong-algorithm', 'the certificate is not signed with ecdsa-with-SHA256');
  }
}

function checkCriticalExtensions({ criticalExtensions }: ParsedCertificate): void {
  const unknown = criticalExtensions.find((oid) => !UNDERSTOOD_EXTENSIONS.has(oid));
  if (unknown !== undefined) {
    throw pkiError('pki.unknown-critical-extension', `the critical extension ${unknown} is not understood`);
  }
}

function checkEnvironment({ env }: ParsedCertificate, expected: CertificateIdentity): void {
  if (env !== expected.env) {
    throw pkiError('pki.wrong-environment', `the certificate is for ${env}, not for ${expected.env}`);
  }
}

function checkMember({ member }: ParsedCertificate, expected: CertificateIdentity): void {
  if (member !== expected.member) {
    throw pkiError('pki.wrong-member', `the certificate is of ${member}, not of ${expected.member}`);
  }
}

function checkRole({ role }: ParsedCertificate, expected: CertificateIdentity): void {
  if (role !== expected.role) {
    throw pkiError('pki.wrong-role', `the certificate is for ${role}, not for ${expected.role}`);
  }
}

function checkCountry({ countries }: ParsedCertificate, expected: CertificateIdentity): void {
  const country = countryOf(expected.member);
  if (countries.join() !== (country ?? '')) {
    throw pkiError('pki.wrong-country', `the subject's country is not ${country ?? 'absent'}`);
  }
}

function checkBasicConstraints({ basicConstraints }: ParsedCertificate, expected: CertificateIdentity): void {
  const isAuthority = basicConstraints?.ca === true && basicConstraints.pathLength === 0;
  const isLeaf = basicConstraints?.ca === false;
  if (!(PROFILES[expected.role].ca ? isAuthority : isLeaf)) {
    throw pkiError('pki.wrong-basic-constraints', `the basic constraints are not those of the role ${expected.role}`);
  }
}

function checkKeyUsage({ keyUsage }: ParsedCertificate, expected: CertificateIdentity): void {
  if (keyUsage !== PROFILES[expected.role].keyUsage) {
    throw pkiError('pki.wrong-key-usage', `the key usage is not that of the role ${expected.role}`);
  }
}

function checkExtendedKeyUsage({ extendedKeyUsage }: ParsedCertificate, expected: CertificateIdentity): void {
  if ([...extendedKeyUsage].sort().join() !== [...PROFILES[expected.role].extendedKeyUsage].sort().join()) {
    throw pkiError('pki.wrong-extended-key-usage', `the extended key usage is not that of the role ${expected.role}`);
  }
}

/** We accept the constraints that we write, no others: so nothing has to be evaluated. */
function checkNameConstraints(authority: ParsedCertificate): void {
  const expected = nameConstraints(authority.member)?.toString('hex');
  if (authority.nameConstraints?.toString('hex') !== expected) {
    throw pkiError('pki.wrong-name-constraints', "the CA's name constraints are not those of its member");
  }
}

function checkSelfSigned(authority: ParsedCertificate): void {
  if (authority.issuer !== authority.subject || !isSignedBy(authority, authority)) {
    throw pkiError('pki.authority-not-self-signed', 'the CA certificate is not signed with its own key');
  }
}

// Written as "not within", so that a time that is no number is refused too.
function checkNotYetValid(certificate: CertificateFacts, atMs: number): void {
  if (!(atMs >= certificate.notBefore * 1000)) {
    throw pkiError(
      'pki.not-yet-valid',
      `the ${certificate.role} certificate of ${certificate.member} is not yet valid`,
    );
  }
}

/** The last second counts in full (RFC 5280 section 4.1.2.5: both ends inclusive). */
function checkExpired(certificate: CertificateFacts, atMs: number): void {
  if (!(Math.floor(atMs / 1000) <= certificate.notAfter)) {
    throw pkiError('pki.expired', `the ${certificate.role} certificate of ${certificate.member} has expired`);
  }
}

function isSignedBy(certificate: ParsedCertificate, authority: ParsedCertificate): boolean {
  return signatures.get(`${certificate.thumbprint} ${authority.thumbprint}`, () =>
    certificate.openSsl.verify(authority.publicKey),
  );
}

function notIssuedByMember(): Error {
  return pkiError('pki.not-issued-by-member', "the certificate is not issued by one of the member's CAs");
}
