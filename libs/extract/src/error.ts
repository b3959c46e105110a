import { CrexError, type CrexErrorOptions } from '#libs/protocol';

/** Every refusal of this lib. A code never changes its meaning once published. @see docs/protocol/extract.md */
export const EXTRACT_CODES = [
  // the signed data
  'extract.malformed',
  'extract.data-changed',
  'extract.unknown-version',
  // making
  'extract.not-printable',
  'extract.wrong-certificate',
  'extract.not-sealable',
  // time-stamps
  'extract.time-stamp-unavailable',
  'extract.time-stamp-invalid',
  'extract.time-stamp-authority-unknown',
  // verification
  'extract.not-a-pdf',
  'extract.no-seal',
  'extract.changed',
  'extract.appended',
  'extract.attachment-missing',
  'extract.attachment-swapped',
  'extract.page-differs',
  'extract.wrong-environment',
  'extract.other-country',
  'extract.not-yet-valid',
  'extract.after-end',
  'extract.revoked',
  'extract.revocation-unknown',
  'extract.no-time-stamp',
  'extract.validation-data-changed',
  // the entry in the log of the country
  'log.not-looked-at',
  'log.proof-invalid',
  'log.proof-of-other-extract',
  'log.quorum-missing',
] as const;

export type ExtractCode = (typeof EXTRACT_CODES)[number];

/** A {@link CrexError} whose code is one of this lib's. */
export function extractError(code: ExtractCode, detail: string, options: CrexErrorOptions = {}): CrexError {
  return new CrexError(code, detail, options);
}
