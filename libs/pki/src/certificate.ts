import { X509Certificate as OpenSslCertificate, type KeyObject } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  AuthorityKeyIdentifierExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  type Extension,
} from '@peculiar/x509';
import type { Environment, ListedId } from '#libs/protocol';
import { BoundedCache } from './bounded-cache.js';
import { parseIdentityUri, type CertificateIdentity, type CertificateRole } from './certificate-profile.js';
import { signedParts } from './der.js';
import { pkiError } from './error.js';
import { thumbprint } from './thumbprint.js';

/** No certificate of ours comes near this. */
const MAX_CERTIFICATE_BYTES = 8_192;
/** 18 members and the broker, a handful of certificates each, and their predecessors. */
const parsed = new BoundedCache<ParsedCertificate>(512);

/** What a certificate says. Only {@link verifyChain} tells whether it is true. */
export interface CertificateFacts {
  /** Lower-case hex without leading zeros. */
  readonly serial: string;
  readonly member: ListedId;
  readonly env: Environment;
  readonly role: CertificateRole;
  /** Seconds since 1970, both ends inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** For verifying what the certificate's owner signed. */
  readonly publicKey: KeyObject;
  /** x5t#S256. */
  readonly thumbprint: string;
}

/** All that the checks of verify-chain.ts look at. Shared by everyone who parses the same bytes: never changed. */
export interface ParsedCertificate extends CertificateFacts {
  readonly openSsl: OpenSslCertificate;
  /** DER of the names, in hex. */
  readonly subject: string;
  readonly issuer: string;
  /** The values of C in the subject. */
  readonly countries: readonly string[];
  readonly isEcdsaSha256: boolean;
  readonly subjectKeyId: string;
  readonly authorityKeyId: string | undefined;
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined;
  readonly keyUsage: number | undefined;
  readonly extendedKeyUsage: readonly string[];
  readonly nameConstraints: Buffer | undefined;
  readonly criticalExtensions: readonly string[];
}

/**
 * Reads what a certificate claims, without checking a signature or a time.
 * @throws pki.certificate-malformed pki.no-identity
 */
export function certificateFacts(certificateDer: Uint8Array): CertificateFacts {
  const {
    serial,
    member,
    env,
    role,
    notBefore,
    notAfter,
    publicKey,
    thumbprint: x5t,
  } = parseCertificate(certificateDer);
  return { serial, member, env, role, notBefore, notAfter, publicKey, thumbprint: x5t };
}

/**
 * Parses a certificate, or finds what the same bytes gave before.
 * @throws pki.certificate-malformed pki.no-identity
 */
export function parseCertificate(der: Uint8Array): ParsedCertificate {
  return parsed.get(thumbprint(der), () => {
    checkSize(der);
    const { isEcdsaSha256 } = signedParts(der, 'pki.certificate-malformed');
    const { certificate, facts } = readCertificate(der);
    checkNoDuplicateExtensions(certificate);
    return { ...facts, isEcdsaSha256, ...checkedIdentity(certificate) };
  });
}

function checkSize(der: Uint8Array): void {
  if (der.length > MAX_CERTIFICATE_BYTES) {
    throw pkiError('pki.certificate-malformed', `a certificate has at most ${MAX_CERTIFICATE_BYTES} bytes`);
  }
}

/** Two instances of one extension could be read differently by two readers (RFC 5280 section 4.2 forbids them). */
function checkNoDuplicateExtensions(certificate: X509Certificate): void {
  const types = certificate.extensions.map((extension) => extension.type);
  if (new Set(types).size !== types.length) {
    throw pkiError('pki.certificate-malformed', 'an extension occurs twice');
  }
}

/** Exactly one URI among the subject's alternative names, and it is ours. */
function checkedIdentity(certificate: X509Certificate): CertificateIdentity {
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  const [uri, ...others] = names.filter((name) => name.type === 'url');
  const identity = uri !== undefined && others.length === 0 ? parseIdentityUri(uri.value) : undefined;
  if (identity === undefined) {
    throw pkiError('pki.no-identity', 'not exactly one subject alternative name of the form urn:crex:...');
  }
  return identity;
}

function readCertificate(der: Uint8Array) {
  try {
    const certificate = new X509Certificate(Uint8Array.from(der));
    const openSsl = new OpenSslCertificate(der);
    const basic = certificate.getExtension(BasicConstraintsExtension);
    const facts = {
      openSsl,
      serial: normalSerial(certificate.serialNumber),
      subject: Buffer.from(certificate.subjectName.toArrayBuffer()).toString('hex'),
      issuer: Buffer.from(certificate.issuerName.toArrayBuffer()).toString('hex'),
      countries: certificate.subjectName.getField('C'),
      notBefore: certificate.notBefore.getTime() / 1000,
      notAfter: certificate.notAfter.getTime() / 1000,
      publicKey: openSsl.publicKey,
      thumbprint: thumbprint(der),
      subjectKeyId: subjectKeyIdOf(certificate),
      authorityKeyId: certificate.getExtension(AuthorityKeyIdentifierExtension)?.keyId,
      basicConstraints: basic === null ? undefined : { ca: basic.ca, pathLength: basic.pathLength },
      keyUsage: certificate.getExtension(KeyUsagesExtension)?.usages,
      extendedKeyUsage: certificate.getExtension(ExtendedKeyUsageExtension)?.usages.map(String) ?? [],
      nameConstraints: valueOf(certificate.extensions.find((extension) => extension.type === '2.5.29.30')),
      criticalExtensions: certificate.extensions.filter(({ critical }) => critical).map(({ type }) => type),
    };
    return { certificate, facts };
  } catch (cause) {
    throw pkiError('pki.certificate-malformed', 'not a DER certificate', { cause });
  }
}

/** Issuers are found by it (RFC 5280 section 4.2.1.2 demands it of CAs, we of all). */
function subjectKeyIdOf(certificate: X509Certificate): string {
  const extension = certificate.getExtension(SubjectKeyIdentifierExtension);
  if (extension === null) {
    throw pkiError('pki.certificate-malformed', 'the certificate has no subject key identifier');
  }
  return extension.keyId;
}

/** Serial numbers compare as numbers: lower-case hex without leading zeros. */
export function normalSerial(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, '');
}

function valueOf(extension: Extension | undefined): Buffer | undefined {
  return extension && Buffer.from(extension.value);
}
