import { AuthorityKeyIdentifierExtension, Extension, Name, X509CrlGenerator, X509CrlReason } from '@peculiar/x509';
import { normalSerial, parseCertificate } from './certificate.js';
import { CRL_NUMBER } from './crl.js';
import { signingCryptoKey } from './csr.js';
import { pkiError } from './error.js';
import type { CertificateAuthority } from './issue-certificate.js';
import { checkKeyOfCertificate } from './signer.js';

/** Why a certificate was revoked. @see RFC 5280 section 5.3.1 */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** One revoked certificate: its serial in hex and when it was revoked, seconds since 1970. */
export interface RevokedCertificate {
  readonly serial: string;
  readonly atSeconds: number;
  readonly reason: RevocationReason;
}

/** What a CA says about its revoked certificates. Times in seconds since 1970. */
export interface CrlRequest {
  readonly ca: CertificateAuthority;
  /** Grows by one with each list of this CA. */
  readonly number: number;
  /** All revoked certificates of this CA, not only the new ones. */
  readonly revoked: readonly RevokedCertificate[];
  readonly thisUpdate: number;
  readonly nextUpdate: number;
}

/**
 * Signs a revocation list (DER) with CRL number and authority key identifier.
 * @throws pki.wrong-crl-content pki.key-certificate-mismatch
 * @see RFC 5280 section 5
 */
export async function createCrl(request: CrlRequest): Promise<Uint8Array> {
  const { ca, number, revoked, thisUpdate, nextUpdate } = request;
  const authority = parseCertificate(ca.certificate);
  checkKeyOfCertificate(ca.privateKey, ca.certificate);
  checkContent(request);
  const crl = await X509CrlGenerator.create({
    issuer: new Name(Buffer.from(authority.subject, 'hex')),
    thisUpdate: new Date(thisUpdate * 1000),
    nextUpdate: new Date(nextUpdate * 1000),
    entries: revoked.map(({ serial, atSeconds, reason }) => ({
      serialNumber: serial.padStart(serial.length + (serial.length % 2), '0'),
      revocationDate: new Date(atSeconds * 1000),
      reason: X509CrlReason[reason],
    })),
    signingKey: signingCryptoKey(ca.privateKey),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new AuthorityKeyIdentifierExtension(authority.subjectKeyId),
      new Extension(CRL_NUMBER, false, derInteger(number)),
    ],
  });
  return new Uint8Array(crl.rawData);
}

function checkContent({ number, revoked, thisUpdate, nextUpdate }: CrlRequest): void {
  const serials = new Set(revoked.map(({ serial }) => normalSerial(serial)));
  const isWhole = [number, thisUpdate, nextUpdate, ...revoked.map(({ atSeconds }) => atSeconds)].every(
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
  const areSerials = serials.size === revoked.length && [...serials].every((serial) => /^[0-9a-f]{1,40}$/.test(serial));
  if (!isWhole || !areSerials || thisUpdate >= nextUpdate) {
    throw pkiError('pki.wrong-crl-content', 'a list has a number, whole seconds in order, and each serial (hex) once');
  }
}

function derInteger(value: number): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  // A leading zero octet keeps the number positive.
  const content = (bytes[0] as number) >= 0x80 ? Buffer.concat([Uint8Array.of(0), bytes]) : bytes;
  return Buffer.concat([Uint8Array.of(0x02, content.length), content]);
}
