import { AuthorityKeyIdentifierExtension, X509Crl, type X509CrlEntry } from '@peculiar/x509';
import { BoundedCache } from './bounded-cache.js';
import { normalSerial } from './certificate.js';
import { nonNegativeInteger, signedParts, type SignedParts } from './der.js';
import { pkiError } from './error.js';
import { thumbprint } from './thumbprint.js';

/** The extension. */
export const CRL_NUMBER = '2.5.29.20';
const MAX_CRL_BYTES = 1_048_576;
const parsed = new BoundedCache<ParsedCrl>(64);

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

function secondsOf(entry: X509CrlEntry): number {
  return entry.revocationDate.getTime() / 1000;
}
