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
  /** The entry that a proof leads to; whatever it throws is a proof that does not hold. Without it the log is not looked at. */
  readonly logEntry?: () => LoggedExtract;
}

/** An entry of a country's log that somebody has proven; `libs/audit` reads it. */
export interface LoggedExtract {
  /** The log that the entry is in, and the event that it is of. */
  readonly origin: string;
  readonly eventId: string;
  /** SHA-256 of the ASCII bytes of the extract's JWS; undefined for an entry that is about no extract. */
  readonly extractDigest: Digest | undefined;
  /** Whether as many witnesses have seen the log with it as the verifier demands. */
  readonly isCosigned: boolean;
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

/** Every check that a verifier makes, by a name that a page can put into words. */
export type ExtractCheck =
  | `file.${'signatures' | 'readable' | 'end' | 'revisions'}`
  | `seal.${'form' | 'bytes'}`
  | `archive.${'present' | 'validation-data' | 'time-stamp'}`
  | 'time-stamp.seal'
  | `data.${'attached' | 'readable' | 'signature' | 'signer' | 'environment'}`
  | 'page.words'
  | `certificate.${'chain' | 'revocation' | 'newest-revocation'}`
  | `log.${'proof' | 'extract' | 'quorum'}`;

/** One check and what came of it. */
export interface ExtractFinding {
  readonly part: 'file' | 'seal' | 'time-stamp' | 'archive' | 'certificate' | 'data' | 'page' | 'log';
  readonly check: ExtractCheck;
  /** `not-made`: what the check needs was not there; the verdict does not count it. */
  readonly result: 'good' | 'fault' | 'not-made';
  /** Of a fault, and of a check that was not made. */
  readonly code?: string;
  /** One line: what was found good, or what is wrong. */
  readonly says: string;
}

/** What a verifier can say about a document. */
export interface ExtractVerdict {
  /** `good`: every check that was made holds. */
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
