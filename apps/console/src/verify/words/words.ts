import type { ExtractCheck, ExtractFinding } from '#libs/extract/verifier';

/** What became of a file, in one word. */
export type Outcome = 'good' | 'ended' | 'fault' | 'no-extract';
/** What a country says of an extract of its own. */
export type Status = 'VALID' | 'SUPERSEDED' | 'REVOKED' | 'UNKNOWN';
/** The reasons that a layman is told; codes that mean the same to a reader share one. */
export type Reason =
  | 'changed'
  | 'appended'
  | 'attachment'
  | 'data'
  | 'page'
  | 'environment'
  | 'country'
  | 'time'
  | 'revoked'
  | 'revocation'
  | 'time-stamp'
  | 'authority'
  | 'validation-data'
  | 'not-a-pdf'
  | 'no-seal'
  | 'log'
  | 'other';

/** All words of the page in one language. */
export interface Words {
  readonly name: string;
  readonly title: string;
  readonly intro: string;
  readonly language: string;
  readonly demo: string;
  readonly file: {
    readonly heading: string;
    readonly drop: string;
    readonly choose: string;
    readonly stays: string;
    readonly checking: string;
    readonly tooLarge: string;
    readonly noTrust: string;
    readonly failed: string;
  };
  readonly outcomes: Readonly<Record<Outcome, { readonly heading: string; readonly text: string }>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly facts: {
    readonly number: string;
    readonly country: string;
    readonly sealed: string;
    readonly validUntil: string;
    readonly file: string;
    readonly authority: string;
  };
  readonly stillAsk: string;
  readonly details: string;
  readonly results: Readonly<Record<ExtractFinding['result'], string>>;
  readonly checks: Readonly<Record<ExtractCheck, string>>;
  readonly printed: {
    readonly heading: string;
    readonly text: string;
    readonly number: string;
    readonly numberHint: string;
    readonly code: string;
    readonly codeHint: string;
    readonly ask: string;
    readonly asking: string;
    readonly wrongNumber: string;
    readonly wrongCode: string;
    readonly tooMany: string;
    readonly failed: string;
    readonly statuses: Readonly<Record<Status, { readonly heading: string; readonly text: string }>>;
  };
  readonly trust: { readonly heading: string; readonly paragraphs: readonly string[] };
}

/** The reason of a code, for a layman. */
export function reasonOf(code: string): Reason {
  return REASONS[code] ?? 'other';
}

const REASONS: Readonly<Record<string, Reason>> = {
  'extract.changed': 'changed',
  'extract.appended': 'appended',
  'extract.attachment-missing': 'attachment',
  'extract.attachment-swapped': 'attachment',
  'extract.malformed': 'data',
  'extract.unknown-version': 'data',
  'extract.data-changed': 'data',
  'extract.page-differs': 'page',
  'extract.wrong-environment': 'environment',
  'extract.other-country': 'country',
  'extract.not-yet-valid': 'time',
  'extract.after-end': 'time',
  'extract.revoked': 'revoked',
  'extract.revocation-unknown': 'revocation',
  'extract.no-time-stamp': 'time-stamp',
  'extract.time-stamp-invalid': 'time-stamp',
  'extract.time-stamp-authority-unknown': 'authority',
  'extract.validation-data-changed': 'validation-data',
  'extract.not-a-pdf': 'not-a-pdf',
  'extract.no-seal': 'no-seal',
  'log.proof-invalid': 'log',
  'log.proof-of-other-extract': 'log',
  'log.quorum-missing': 'log',
};
