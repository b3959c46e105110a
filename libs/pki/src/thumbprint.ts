import { createHash } from 'node:crypto';

/**
 * Names a certificate everywhere: base64url SHA-256 of its DER.
 * @see RFC 7515 section 4.1.8 (x5t#S256)
 */
export function thumbprint(certificateDer: Uint8Array): string {
  return createHash('sha256').update(certificateDer).digest('base64url');
}
