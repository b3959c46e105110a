import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { CrexError } from './error.js';

/** A SHA-256 digest as it stands in every CREX object: base64url, 43 characters. */
export type Digest = string;

export const DIGEST_PATTERN = '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$';

export function digestOf(data: Uint8Array | string): Digest {
  return createHash('sha256').update(data).digest('base64url');
}

/**
 * The canonical JSON text of a value (JCS, RFC 8785).
 *
 * @throws protocol.not-canonical for what JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalOrUndefined(value);
  if (text === undefined) throw new CrexError('protocol.not-canonical', 'the value has no canonical JSON form');
  return text;
}

function canonicalOrUndefined(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined; // NaN, a lone surrogate, a circle, a bigint; the package's own message may quote the value
  }
}

/** SHA-256 of the canonical JSON of a salted body: what DISCLOSURE entries commit to before the reply is signed. */
export function bodyDigest(body: { readonly salt: string }): Digest {
  return digestOf(canonicalJson(body));
}
