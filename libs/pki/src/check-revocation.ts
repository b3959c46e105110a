import { verify } from 'node:crypto';
import { BoundedCache } from './bounded-cache.js';
import { parseCertificate, type ParsedCertificate } from './certificate.js';
import { parseCrl, type ParsedCrl } from './crl.js';
import { pkiError } from './error.js';
import { authorityOf, checkAuthority, checkIssued } from './verify-chain.js';

/** How far a member's clock may be ahead of ours. */
const SKEW_SECONDS = 60;
/** Whether a list's signature is good, by the thumbprints of list and CA. */
const signatures = new BoundedCache<boolean>(64);

/** What to judge revocation by. */
export interface RevocationContext {
  /** DER of the CA certificates that the directory lists for the certificate's member. */
  readonly caCertificates: readonly Uint8Array[];
  /** The time to judge by, in milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * Refuses a certificate that its CA has revoked, and one whose CA says nothing current about it.
 * @throws pki.certificate-revoked and what {@link revokedAt} throws
 */
export function checkRevocation(
  certificateDer: Uint8Array,
  crls: readonly Uint8Array[],
  context: RevocationContext,
): void {
  if (revokedAt(certificateDer, crls, context) !== undefined) {
    throw pkiError('pki.certificate-revoked', 'the certificate is revoked');
  }
}

/**
 * When the certificate was revoked, in seconds since 1970; undefined if it is not. The CA's list with the highest
 * number decides; a list of that CA which is not in order is a refusal, never passed over.
 * @throws pki.revocation-unknown (no list of its CA) pki.crl-malformed pki.crl-bad-signature pki.wrong-algorithm
 * pki.unknown-critical-extension pki.crl-not-yet-valid pki.crl-stale, and what a false certificate or CA throws
 * @see RFC 5280 section 6.3
 */
export function revokedAt(
  certificateDer: Uint8Array,
  crls: readonly Uint8Array[],
  { caCertificates, atMs }: RevocationContext,
): number | undefined {
  const certificate = parseCertificate(certificateDer);
  const authority = authorityOf(certificate, caCertificates);
  checkAuthority(authority, certificate);
  checkIssued(certificate, authority);
  const lists = crls.map((der) => parseCrl(der)).filter((crl) => isOf(crl, authority));
  for (const list of lists) {
    checkAlgorithm(list);
    checkSignature(list, authority);
    checkCriticalExtensions(list);
  }
  const newest = newestOf(lists);
  checkThisUpdate(newest, atMs);
  checkNextUpdate(newest, atMs);
  return newest.revokedAt.get(certificate.serial);
}

/**
 * The lists of a member with a newer one in the place of its CA's present list, after every check that a relying party
 * will make. The same list again changes nothing.
 *
 * @throws pki.crl-malformed pki.not-issued-by-member pki.crl-bad-signature pki.wrong-algorithm pki.unknown-critical-extension
 * pki.crl-not-yet-valid pki.crl-stale pki.crl-not-newer
 */
export function withNewerCrl(
  crls: readonly Uint8Array[],
  newer: Uint8Array,
  { caCertificates, atMs }: RevocationContext,
): Uint8Array[] {
  const list = parseCrl(newer);
  const authority = authorityOf(list, caCertificates);
  checkAlgorithm(list);
  checkSignature(list, authority);
  checkCriticalExtensions(list);
  checkThisUpdate(list, atMs);
  checkNextUpdate(list, atMs);
  const present = crls.filter((der) => isOf(parseCrl(der), authority));
  for (const der of present) checkFollows(list, parseCrl(der));
  return [...crls.filter((der) => !present.includes(der)), newer];
}

/** Relying parties go by the highest number: a list with a lower one would change nothing, or bring a revoked key back. */
function checkFollows(list: ParsedCrl, present: ParsedCrl): void {
  if (list.number <= present.number && list.thumbprint !== present.thumbprint) {
    throw pkiError(
      'pki.crl-not-newer',
      `the revocation list has the number ${list.number}, not above ${present.number}`,
      {
        nextStep: 'let the CA make the next list',
      },
    );
  }
}

function isOf(crl: ParsedCrl, authority: ParsedCertificate): boolean {
  return crl.issuer === authority.subject && crl.authorityKeyId === authority.subjectKeyId;
}

function newestOf(lists: readonly ParsedCrl[]): ParsedCrl {
  const [first, ...others] = lists;
  if (first === undefined) {
    throw pkiError('pki.revocation-unknown', "there is no revocation list of the certificate's CA", {
      nextStep: 'fetch the directory: each member publishes its revocation list there',
    });
  }
  return others.reduce((newest, list) => (list.number > newest.number ? list : newest), first);
}

function checkAlgorithm(crl: ParsedCrl): void {
  if (!crl.isEcdsaSha256) {
    throw pkiError('pki.wrong-algorithm', 'the revocation list is not signed with ecdsa-with-SHA256');
  }
}

function checkSignature(crl: ParsedCrl, authority: ParsedCertificate): void {
  const isGood = signatures.get(`${crl.thumbprint} ${authority.thumbprint}`, () =>
    verify('sha256', crl.signed, authority.publicKey, crl.signature),
  );
  if (!isGood) {
    throw pkiError('pki.crl-bad-signature', "the revocation list is not signed by the certificate's CA");
  }
}

/** A delta list or one for a part of the certificates says so in a critical extension; we use full lists only. */
function checkCriticalExtensions(crl: ParsedCrl): void {
  const [unknown] = crl.criticalExtensions;
  if (unknown !== undefined) {
    throw pkiError('pki.unknown-critical-extension', `the critical extension ${unknown} is not understood`);
  }
}

// Written as "not within", so that a time that is no number is refused too.
function checkThisUpdate(crl: ParsedCrl, atMs: number): void {
  if (!(atMs / 1000 >= crl.thisUpdate - SKEW_SECONDS)) {
    throw pkiError('pki.crl-not-yet-valid', 'the revocation list is from the future');
  }
}

function checkNextUpdate(crl: ParsedCrl, atMs: number): void {
  if (!(atMs / 1000 <= crl.nextUpdate)) {
    throw pkiError('pki.crl-stale', 'the revocation list is past its next update', {
      nextStep: "fetch the directory for the member's newest list",
    });
  }
}
