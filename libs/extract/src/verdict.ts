import type { KeyObject } from 'node:crypto';
import type { CountryCode, Digest, Environment } from '#libs/protocol';
import type { ExtractContent } from './content.js';

/** What a verifier brings along; all else is in the file. */
export interface ExtractTrust {
  readonly env: Environment;
  /** DER of the CA certificates that the directory lists for a country. */
  readonly caCertificatesOf: (country: CountryCode) => readonly Uint8Array[];
  /** DER: newer revocation lists than those in the file, with the time of the look (milliseconds); none offline. */
  readonly newerCrls?: { readonly atMs: number; readonly of: (country: CountryCode) => readonly Uint8Array[] };
  /** DER of the CA certificates of the time-stamp authorities that are believed. */
  readonly timeStampAuthorities: readonly Uint8Array[];
  /** `libs/pki` does it. */
  readonly certificates: CertificateChecks;
}

/** What judges a country's certificates. Refusals are those of `pki`. */
export interface CertificateChecks {
  verifyChain(
    certificate: Uint8Array,
    expected: {
      readonly env: Environment;
      readonly member: CountryCode;
      readonly role: 'extract-seal';
      readonly atMs: number;
      readonly caCertificates: readonly Uint8Array[];
    },
  ): { readonly publicKey: KeyObject };
  /** Seconds since 1970, undefined for a certificate that is not revoked. */
  revokedAt(
    certificate: Uint8Array,
    crls: readonly Uint8Array[],
    context: { readonly caCertificates: readonly Uint8Array[]; readonly atMs: number },
  ): number | undefined;
}

/** One check and what came of it. */
export interface ExtractFinding {
  readonly part: 'file' | 'seal' | 'time-stamp' | 'archive' | 'certificate' | 'data' | 'page';
  readonly result: 'good' | 'fault';
  /** Of a fault. */
  readonly code?: string;
  /** One line: what was found good, or what is wrong. */
  readonly says: string;
}

/** What a verifier can say about a document. */
export interface ExtractVerdict {
  /** `good`: every check holds. */
  readonly verdict: 'good' | 'fault';
  /** Of a fault: the first one. */
  readonly code: string | undefined;
  readonly findings: readonly ExtractFinding[];
  /** SHA-256 of the attached data as it stands there: the entry EXTRACT of the issuer's log names it so. */
  readonly extractDigest: Digest | undefined;
  /** What the attached data says, as far as it could be read; to be believed only with a good verdict. */
  readonly content: ExtractContent | undefined;
  /** Milliseconds since 1970: when the seal provably existed. */
  readonly sealedAtMs: number | undefined;
}
