import { createPublicKey, verify, webcrypto, type KeyObject } from 'node:crypto';
import { Pkcs10CertificateRequest, Pkcs10CertificateRequestGenerator, type JsonName } from '@peculiar/x509';
import type { ListedId } from '#libs/protocol';
import { countryOf } from './certificate-profile.js';
import { signedParts, type SignedParts } from './der.js';
import { pkiError } from './error.js';
import type { KeyPair } from './key.js';
import { isP256 } from './p256.js';

const MAX_CSR_BYTES = 8_192;
/** RFC 5280 appendix A.1: ub-organization-name and ub-common-name. */
const MAX_NAME_CHARACTERS = 64;
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** The subject of a certificate: C from the member (none for the broker and partners), O the authority, CN a text for people. */
export interface CertificateSubject {
  readonly member: ListedId;
  readonly organization: string;
  readonly commonName: string;
}

/** What a verified request asks for. */
export interface CertificateRequest {
  readonly publicKey: KeyObject;
  readonly organization: string;
  readonly commonName: string;
}

/**
 * Makes a PKCS#10 request: DER, signed with the key it asks a certificate for.
 * @throws pki.csr-wrong-subject
 * @see RFC 2986
 */
export async function createCsr(pair: KeyPair, subject: CertificateSubject): Promise<Uint8Array> {
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: distinguishedName(subject),
    keys: { privateKey: signingCryptoKey(pair.privateKey), publicKey: verifyingCryptoKey(pair.publicKey) },
    signingAlgorithm: ECDSA,
  });
  return new Uint8Array(request.rawData);
}

/**
 * Reads a request of the given member and refuses what its CA would not certify.
 * @throws pki.csr-malformed pki.csr-weak-key pki.csr-wrong-algorithm pki.csr-bad-signature pki.csr-wrong-subject
 * pki.csr-asks-extensions
 */
export function readCsr(der: Uint8Array, member: ListedId): CertificateRequest {
  checkSize(der);
  const { request, publicKey } = parseCsr(der);
  checkKey(publicKey);
  const parts = signedParts(der, 'pki.csr-malformed');
  checkAlgorithm(parts);
  checkSignature(parts, publicKey);
  checkAsksNoExtensions(request);
  const organization = request.subjectName.getField('O').join();
  const commonName = request.subjectName.getField('CN').join();
  checkSubject(request, { member, organization, commonName });
  return { publicKey, organization, commonName };
}

/**
 * The X.500 name of a subject, in the order C, O, CN.
 * @throws pki.csr-wrong-subject
 */
export function distinguishedName(subject: CertificateSubject): JsonName {
  checkNameText(subject.organization);
  checkNameText(subject.commonName);
  const country = countryOf(subject.member);
  return [
    ...(country === undefined ? [] : [{ C: [country] }]),
    { O: [subject.organization] },
    { CN: [subject.commonName] },
  ];
}

/** A P-256 private key as the certificate library wants it. */
export function signingCryptoKey(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

/** A P-256 public key as the certificate library wants it. */
export function verifyingCryptoKey(key: KeyObject): webcrypto.CryptoKey {
  return key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
}

function parseCsr(der: Uint8Array): { request: Pkcs10CertificateRequest; publicKey: KeyObject } {
  try {
    const request = new Pkcs10CertificateRequest(Uint8Array.from(der));
    const publicKey = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
    return { request, publicKey };
  } catch (cause) {
    throw pkiError('pki.csr-malformed', 'not a DER PKCS#10 request', { cause });
  }
}

function checkSize(der: Uint8Array): void {
  if (der.length > MAX_CSR_BYTES) {
    throw pkiError('pki.csr-malformed', `a request has at most ${MAX_CSR_BYTES} bytes`);
  }
}

function checkKey(publicKey: KeyObject): void {
  if (!isP256(publicKey)) {
    throw pkiError('pki.csr-weak-key', 'the key is not on the named curve P-256');
  }
}

function checkAlgorithm({ isEcdsaSha256 }: SignedParts): void {
  if (!isEcdsaSha256) {
    throw pkiError('pki.csr-wrong-algorithm', 'the request is not signed with ecdsa-with-SHA256');
  }
}

/** Proof that the requester has the private key. */
function checkSignature({ signed, signature }: SignedParts, publicKey: KeyObject): void {
  if (!verify('sha256', signed, publicKey, signature)) {
    throw pkiError('pki.csr-bad-signature', 'the request is not signed with the key it names');
  }
}

/** What a certificate says is the CA's decision alone. */
function checkAsksNoExtensions(request: Pkcs10CertificateRequest): void {
  if (request.attributes.length > 0) {
    throw pkiError('pki.csr-asks-extensions', 'the request carries attributes');
  }
}

function checkSubject(request: Pkcs10CertificateRequest, subject: CertificateSubject): void {
  const asked = JSON.stringify(request.subjectName.toJSON());
  if (asked !== JSON.stringify(distinguishedName(subject))) {
    throw pkiError(
      'pki.csr-wrong-subject',
      "the subject is not the member's C (none for the broker and partners), one O and one CN",
    );
  }
}

function checkNameText(text: string): void {
  if (!/^[^\p{C}]+$/u.test(text) || text.length > MAX_NAME_CHARACTERS) {
    throw pkiError('pki.csr-wrong-subject', `O and CN are printable text of 1 to ${MAX_NAME_CHARACTERS} characters`);
  }
}
