import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Certificate, PublicKeyInfo } from 'pkijs';
import { Buffer } from './buffer.js';
import { signatureAnswer, type EcdsaQuestion } from './signature-answers.js';

/**
 * What of `node:crypto` the verifier uses, for a browser: hashes that are computed at once, and signatures that WebCrypto
 * judges. The build puts this module in the place of `node:crypto` under libs/.
 */
const HASHES = { sha256, sha384, sha512 } as const;
type HashName = keyof typeof HASHES;

export function createHash(name: HashName) {
  const hash = HASHES[name].create();
  return {
    update(data: Uint8Array | string) {
      hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return this;
    },
    digest(encoding?: 'base64url' | 'hex') {
      const bytes = Buffer.from(hash.digest());
      return encoding === undefined ? bytes : bytes.toString(encoding);
    },
  };
}

/** By the OID of the curve, as OpenSSL and as WebCrypto call it. */
const CURVES: Readonly<Record<string, { readonly openSsl: string; readonly web: string; readonly bytes: number }>> = {
  '1.2.840.10045.3.1.7': { openSsl: 'prime256v1', web: 'P-256', bytes: 32 },
  '1.3.132.0.34': { openSsl: 'secp384r1', web: 'P-384', bytes: 48 },
  '1.3.132.0.35': { openSsl: 'secp521r1', web: 'P-521', bytes: 66 },
};
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** A public key out of a certificate. */
interface PublicKey {
  readonly asymmetricKeyType: 'ec' | 'other';
  readonly asymmetricKeyDetails: { readonly namedCurve?: string };
  readonly curve: (typeof CURVES)[string] | undefined;
  readonly spki: Uint8Array<ArrayBuffer>;
}

/** A key by its SubjectPublicKeyInfo (DER). */
export function publicKeyOf(spki: Uint8Array<ArrayBuffer>): PublicKey {
  const { algorithm } = PublicKeyInfo.fromBER(spki.buffer);
  const isEc = algorithm.algorithmId === EC_PUBLIC_KEY;
  const parameters = algorithm.algorithmParams as { valueBlock?: { toString(): string } } | undefined;
  const curve = isEc ? CURVES[parameters?.valueBlock?.toString() ?? ''] : undefined;
  return {
    asymmetricKeyType: isEc ? 'ec' : 'other',
    asymmetricKeyDetails: curve === undefined ? {} : { namedCurve: curve.openSsl },
    curve,
    spki,
  };
}

/** Hashes of the ECDSA signatures that a certificate can bear (RFC 5758 section 3.2). */
const ECDSA_HASHES: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/** A certificate: its key, and whether another key has signed it. */
export class X509Certificate {
  readonly publicKey: PublicKey;
  private readonly certificate: Certificate;

  constructor(der: Uint8Array) {
    this.certificate = Certificate.fromBER(Uint8Array.from(der).buffer);
    this.publicKey = publicKeyOf(new Uint8Array(this.certificate.subjectPublicKeyInfo.toSchema().toBER(false)));
  }

  verify(key: PublicKey): boolean {
    const { tbsView, signatureAlgorithm, signatureValue } = this.certificate;
    const hash = ECDSA_HASHES[signatureAlgorithm.algorithmId];
    return hash !== undefined && verify(hash, tbsView, key, signatureValue.valueBlock.valueHexView);
  }
}

type Key = PublicKey | { readonly key: PublicKey; readonly dsaEncoding: 'ieee-p1363' };

/** ECDSA, the signature in DER or as r and s. @throws while WebCrypto has not answered yet */
export function verify(hash: HashName, data: Uint8Array, given: Key, signature: Uint8Array): boolean {
  const isRaw = 'dsaEncoding' in given;
  const { curve, spki } = isRaw ? given.key : given;
  if (curve === undefined) return false;
  const raw = isRaw ? Uint8Array.from(signature) : rawOf(signature, curve.bytes);
  if (raw?.length !== 2 * curve.bytes) return false;
  const question: EcdsaQuestion = { curve: curve.web, hash: hash.replace('sha', 'SHA-'), spki, data, signature: raw };
  return signatureAnswer(question);
}

/** r and s out of the one DER form of SEQUENCE { INTEGER r, INTEGER s }; undefined for any other form. */
function rawOf(der: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> | undefined {
  const body = contentOf(der, 0, 0x30);
  if (body?.end !== der.length) return undefined;
  const r = contentOf(der, body.start, 0x02);
  const s = r && contentOf(der, r.end, 0x02);
  if (r === undefined || s?.end !== der.length) return undefined;
  const [first, second] = [r, s].map(({ start, end }) => unsigned(der.subarray(start, end), bytes));
  return first && second && Uint8Array.from([...first, ...second]);
}

function contentOf(der: Uint8Array, at: number, tag: number): { start: number; end: number } | undefined {
  const first = der[at + 1] ?? 0xff;
  // more than 127 bytes only for P-521, in the shortest form
  const isLong = first === 0x81 && (der[at + 2] ?? 0) >= 0x80;
  if (der[at] !== tag || (first >= 0x80 && !isLong)) return undefined;
  const start = at + (isLong ? 3 : 2);
  const end = start + (isLong ? (der[at + 2] as number) : first);
  return end > der.length ? undefined : { start, end };
}

/** A positive INTEGER in its shortest form, in so many bytes. */
function unsigned(integer: Uint8Array, bytes: number): Uint8Array | undefined {
  const [first = 0x80, second = 0] = integer;
  if (first >= 0x80 || (first === 0 && integer.length > 1 && second < 0x80)) return undefined;
  const digits = first === 0 ? integer.subarray(1) : integer;
  if (digits.length > bytes) return undefined;
  const padded = new Uint8Array(bytes);
  padded.set(digits, bytes - digits.length);
  return padded;
}
