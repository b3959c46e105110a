import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import { fromBase64url, toBase64url } from './base64url.js';
import { canonicalJson, DIGEST_PATTERN, digestOf, type Digest } from './digest.js';
import { CrexError } from './error.js';
import { parseJson, type JsonLimits } from './json.js';
import { checkShape } from './shape.js';

/** Whoever can sign for a member: a key file, or a device that never gives the key away. */
export interface Signer {
  /** The certificate that goes with the key: `x5t#S256` (RFC 7515 §4.1.8), base64url. */
  readonly certificate: string;
  /** ES256 over the data: r || s, 64 bytes (RFC 7518 §3.4). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** Each kind of signed object has its own `typ`, and a verifier asks for exactly one (RFC 8725 §3.11). */
export const TYP = {
  slip: 'crex-slip+jws',
  content: 'crex-content+jws',
  stored: 'crex-stored+jws',
  taken: 'crex-taken+jws',
  refused: 'crex-refused+jws',
  expired: 'crex-expired+jws',
  status: 'crex-status+jws',
  statistics: 'crex-statistics+jws',
  /** A country's own rules of identification; never on the wire. */
  matching: 'crex-matching+jws',
  /** A country's own rules of disclosure, and the task forces it knows; never on the wire. */
  policy: 'crex-policy+jws',
  taskForces: 'crex-task-forces+jws',
} as const;
export type Typ = (typeof TYP)[keyof typeof TYP];

/** A JWS that was read but not yet verified. */
export interface ReadJws<Payload> {
  readonly token: string;
  /** SHA-256 of the signing input `protected.payload`: the one name of this object in slips, receipts and logs. */
  readonly digest: Digest;
  readonly certificate: string;
  readonly payload: Payload;
}

const headerSchema = {
  type: 'object',
  properties: {
    alg: { const: 'ES256' },
    typ: { type: 'string', maxLength: 40 },
    'x5t#S256': { type: 'string', pattern: DIGEST_PATTERN },
  },
  required: ['alg', 'typ', 'x5t#S256'],
  additionalProperties: false, // so jwk, jku, x5u, x5c, crit and b64 are refused with everything else
} as const;

// wide enough for jwk, x5c, crit or b64 to reach the closed schema: the sender then reads what is wrong with the header
const HEADER_LIMITS: JsonLimits = { maxBytes: 512, maxDepth: 4, maxValues: 32, integersAndStringsOnly: false };

/** Signs a payload as a compact JWS (RFC 7515 §7.1). */
export async function signJws(typ: Typ, payload: object, signer: Signer): Promise<{ token: string; digest: Digest }> {
  const header = canonicalJson({ alg: 'ES256', typ, 'x5t#S256': signer.certificate });
  const signingInput = `${base64urlText(header)}.${base64urlText(canonicalJson(payload))}`;
  const signature = await signer.sign(Buffer.from(signingInput, 'ascii'));
  return { token: `${signingInput}.${toBase64url(signature)}`, digest: digestOf(signingInput) };
}

/**
 * Reads a compact JWS without verifying it: limits, canonical base64url, closed header, expected `typ`, no duplicate
 * keys. The payload is parsed JSON of unknown shape.
 *
 * @throws message.malformed, message.too-large, message.too-deep, message.too-many, message.duplicate-key,
 *         message.forbidden-header, message.wrong-type
 */
export function readJws(token: string, typ: Typ, limits: JsonLimits): ReadJws<unknown> {
  checkTokenSize(token, limits);
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || header === undefined || payload === undefined || signature === undefined) {
    throw new CrexError('message.malformed', 'not a compact JWS: header.payload.signature');
  }
  const head = parseJson(fromBase64url(header), HEADER_LIMITS);
  checkShape(
    headerSchema,
    head,
    'message.forbidden-header',
    'the JWS header (alg ES256, typ, x5t#S256 and nothing else)',
  );
  const { typ: actualTyp, 'x5t#S256': certificate } = head as { typ: string; 'x5t#S256': string };
  checkTyp(actualTyp, typ);
  checkSignatureLength(fromBase64url(signature));
  const content = parseJson(fromBase64url(payload), limits);
  return { token, digest: digestOf(token.slice(0, token.lastIndexOf('.'))), certificate, payload: content };
}

/**
 * Verifies the signature with the key of the certificate that the directory lists for the claimed member.
 *
 * @throws message.wrong-signature
 */
export async function checkSignature(jws: ReadJws<unknown>, publicKey: KeyObject): Promise<void> {
  try {
    await compactVerify(jws.token, publicKey, { algorithms: ['ES256'] });
  } catch (cause) {
    throw new CrexError('message.wrong-signature', 'the signature does not verify', { cause });
  }
}

function checkTokenSize(token: string, limits: JsonLimits): void {
  const maxLength = Math.ceil((limits.maxBytes * 4) / 3) + 1024;
  if (token.length > maxLength) throw new CrexError('message.too-large', `a JWS of more than ${maxLength} characters`);
}

function checkTyp(actual: string, expected: Typ): void {
  if (actual !== expected) throw new CrexError('message.wrong-type', `not a JWS of typ ${expected}`);
}

function checkSignatureLength(signature: Uint8Array): void {
  if (signature.length !== 64) throw new CrexError('message.malformed', 'an ES256 signature has 64 bytes');
}

function base64urlText(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
