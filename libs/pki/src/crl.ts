import {
  AuthorityKeyIdentifierExtension,
  Extension,
  Name,
  X509Crl,
  X509CrlGenerator,
  X509CrlReason,
  type X509CrlEntry,
} from '@peculiar/x509';
import { BoundedCache } from './bounded-cache.js';
import { normalSerial, parseCertificate } from './certificate.js';
import { signingCryptoKey } from './csr.js';
import { nonNegativeInteger, signedParts, type SignedParts } from './der.js';
import { pkiError } from './error.js';
import type { CertificateAuthority } from './issue-certificate.js';
import { checkKeyOfCertificate } from './signer.js';
import { thumbprint } from './thumbprint.js';

const CRL_NUMBER = '2.5.29.20';
const MAX_CRL_BYTES = 1_048_576;
const parsed = new BoundedCache<ParsedCrl>(64);

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

/** What a revocation list says; its signature and times are check-revocation.ts's to check. */
export interface ParsedCrl extends SignedParts {
  readonly thumbprint: string;
  readonly issuer: string;
  readonly authorityKeyId: string | undefined;
  readonly number: bigint;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Seconds since 1970 by serial. */
  readonly revokedAt: ReadonlyMap<string, number>;
  /** Of the list and of its entries. */
  readonly criticalExtensions: readonly string[];
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

/**
 * Parses a revocation list, or finds what the same bytes gave before.
 * @throws pki.crl-malformed
 */
export function parseCrl(der: Uint8Array): ParsedCrl {
  return parsed.get(thumbprint(der), () => {
    checkSize(der);
    return readCrl(der);
  });
}

/**
 * The DER of a revocation list that came in a file: DER, or PEM as CA software writes it. Nothing else is checked.
 * @see RFC 7468 section 6
 */
export function derOfCrl(file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const [, base64] = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]*)-----END X509 CRL-----/.exec(text) ?? [];
  return base64 === undefined ? file : Buffer.from(base64, 'base64');
}

/**
 * When a revocation list (DER) must have been followed by another: its nextUpdate, in seconds since 1970.
 * @throws pki.crl-malformed
 */
export function crlEndsAt(der: Uint8Array): number {
  return parseCrl(der).nextUpdate;
}

function readCrl(der: Uint8Array): ParsedCrl {
  const parts = signedParts(der, 'pki.crl-malformed');
  try {
    const crl = new X509Crl(Uint8Array.from(der));
    const extensions = [...crl.extensions, ...crl.entries.flatMap((entry) => entry.extensions)];
    return {
      ...parts,
      thumbprint: thumbprint(der),
      issuer: Buffer.from(crl.issuerName.toArrayBuffer()).toString('hex'),
      authorityKeyId: crl.getExtension(AuthorityKeyIdentifierExtension)?.keyId,
      number: nonNegativeInteger(new Uint8Array(crl.getExtension(CRL_NUMBER)?.value ?? []), 'pki.crl-malformed'),
      thisUpdate: crl.thisUpdate.getTime() / 1000,
      nextUpdate: checkedNextUpdate(crl),
      revokedAt: new Map(
        crl.entries.map((entry: X509CrlEntry) => [normalSerial(entry.serialNumber), secondsOf(entry)]),
      ),
      criticalExtensions: extensions.filter(({ critical }) => critical).map(({ type }) => type),
    };
  } catch (cause) {
    throw pkiError('pki.crl-malformed', 'not a DER revocation list with a CRL number', { cause });
  }
}

function checkSize(der: Uint8Array): void {
  if (der.length > MAX_CRL_BYTES) {
    throw pkiError('pki.crl-malformed', `a revocation list has at most ${MAX_CRL_BYTES} bytes`);
  }
}

/**
 * RFC 5280 section 5.1.2.5 demands it; and the library reads a list without it as one without entries.
 */
function checkedNextUpdate(crl: X509Crl): number {
  if (crl.nextUpdate === undefined) {
    throw pkiError('pki.crl-malformed', 'the revocation list has no next update');
  }
  return crl.nextUpdate.getTime() / 1000;
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

function secondsOf(entry: X509CrlEntry): number {
  return entry.revocationDate.getTime() / 1000;
}
