import { pkiError, type PkiCode } from './error.js';

/** AlgorithmIdentifier of ecdsa-with-SHA256, which has no parameters. @see RFC 5758 section 3.2 */
const ECDSA_WITH_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');

/** A certificate, request or revocation list taken apart, byte for byte as it was signed. */
export interface SignedParts {
  readonly signed: Uint8Array;
  readonly isEcdsaSha256: boolean;
  /** The ECDSA-Sig-Value. */
  readonly signature: Uint8Array;
}

/**
 * Takes apart SEQUENCE { signed, AlgorithmIdentifier, BIT STRING }, which fills the input exactly.
 * @throws the given code
 * @see ITU-T X.690 section 8.1; RFC 5280 sections 4.1 and 5.1; RFC 2986 section 4
 */
export function signedParts(der: Uint8Array, malformed: PkiCode): SignedParts {
  const outer = elementAt(der, 0, malformed);
  const signed = elementAt(der, outer.contentStart, malformed);
  const algorithm = elementAt(der, signed.end, malformed);
  const bits = elementAt(der, algorithm.end, malformed);
  // A BIT STRING's first octet counts the unused bits: none in a signature.
  const isBitString = der[algorithm.end] === 0x03 && der[bits.contentStart] === 0;
  if (der[0] !== 0x30 || !isBitString || bits.end !== outer.end || outer.end !== der.length) {
    throw pkiError(malformed, 'not one signed DER SEQUENCE');
  }
  return {
    signed: der.slice(outer.contentStart, signed.end),
    isEcdsaSha256: ECDSA_WITH_SHA256.equals(der.subarray(signed.end, algorithm.end)),
    signature: der.slice(bits.contentStart + 1, bits.end),
  };
}

/** Reads a DER INTEGER that is not negative. */
export function nonNegativeInteger(der: Uint8Array, malformed: PkiCode): bigint {
  const { contentStart, end } = elementAt(der, 0, malformed);
  const content = der.subarray(contentStart, end);
  // RFC 5280 section 5.2.3: at most 20 octets.
  if (der[0] !== 0x02 || end !== der.length || content.length > 20 || ((content[0] ?? 0x80) & 0x80) !== 0) {
    throw pkiError(malformed, 'not a non-negative INTEGER');
  }
  return BigInt(`0x${Buffer.from(content).toString('hex')}`);
}

function elementAt(der: Uint8Array, at: number, malformed: PkiCode): { contentStart: number; end: number } {
  const first = der[at + 1];
  if (first === undefined) {
    throw pkiError(malformed, 'DER ends too early');
  }
  // Short form below 0x80; long form with 1 to 3 length octets: nothing we accept is longer than 16 MiB.
  const octets = first < 0x80 ? 0 : first - 0x80;
  const contentStart = at + 2 + octets;
  if (first === 0x80 || octets > 3 || contentStart > der.length) {
    throw pkiError(malformed, 'not a DER length');
  }
  const length = octets === 0 ? first : Buffer.from(der.subarray(at + 2, contentStart)).readUIntBE(0, octets);
  if (contentStart + length > der.length) {
    throw pkiError(malformed, 'DER ends too early');
  }
  return { contentStart, end: contentStart + length };
}
