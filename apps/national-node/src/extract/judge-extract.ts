import type { ExtractVerdict } from '#libs/extract';
import { revokedAt, verifyChain } from '#libs/pki';
import type { CountryCode } from '#libs/protocol';
import type { Home } from '../context.js';

/** What a document must be: an extract of this country, with this number. */
export interface Expected {
  readonly country: CountryCode;
  readonly number: string;
  /** DER: its CA certificates, by the directory of the time. */
  readonly caCertificates: readonly Uint8Array[];
}

/** Judges the extracts of other countries, by the time-stamp authorities that are believed here (DER). */
export class JudgeExtract {
  constructor(
    private readonly timeStampAuthorities: readonly Uint8Array[],
    private readonly home: Home,
  ) {}

  async run(pdf: Uint8Array, { country, number, caCertificates }: Expected): Promise<ExtractVerdict> {
    // loads what reads documents, which a node without extracts does without
    const { verifyExtract } = await import('#libs/extract');
    const verdict = await verifyExtract(pdf, {
      env: this.home.env,
      caCertificatesOf: (issuer) => (issuer === country ? caCertificates : []),
      timeStampAuthorities: this.timeStampAuthorities,
      certificates: { verifyChain, revokedAt },
    });
    if (verdict.verdict === 'fault' || verdict.content?.number === number) return verdict;
    const says = 'the document is another extract than the one that was announced';
    const code = 'extract.attachment-swapped';
    const findings = [
      ...verdict.findings,
      { part: 'data', check: 'data.attached', result: 'fault', code, says } as const,
    ];
    return { ...verdict, verdict: 'fault', code, findings };
  }
}
