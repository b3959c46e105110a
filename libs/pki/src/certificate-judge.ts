import { isCrexError } from '#libs/protocol';
import { certificateFacts } from './certificate.js';
import { revokedAt } from './check-revocation.js';
import type { ListedMember } from './listed-key.js';

/** What a member's directory entry says of its certificates (DER). */
interface CertificateJudge {
  /** Seconds since 1970, the last one of its validity. */
  readonly endOf: (der: Uint8Array) => number;
  readonly isRevoked: (der: Uint8Array) => boolean;
}

/**
 * Judges a member's certificates for keeping books about them, never for relying on one: a revocation list that is
 * missing or not in order says nothing here.
 */
export function certificateJudge(
  member: Pick<ListedMember, 'caCertificates' | 'crls'> | undefined,
  nowMs: number,
): CertificateJudge {
  const { caCertificates, crls } = member ?? { caCertificates: [], crls: [] };
  return {
    endOf: (der) => certificateFacts(der).notAfter,
    isRevoked: (der) => {
      try {
        return revokedAt(der, crls, { caCertificates, atMs: nowMs }) !== undefined;
      } catch (error) {
        if (isCrexError(error)) return false;
        throw error;
      }
    },
  };
}
