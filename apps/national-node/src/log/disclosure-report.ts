import type { AuditLog } from '#libs/audit';
import type { Language } from '#libs/catalogue';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import { timeOf } from './entry-words.js';
import { gatherDisclosures } from './gather-disclosures.js';
import { checkPeriod, loggedQuery, type Period, type SubjectQuery } from './log-query.js';
import { listedOther, partnersOf, type DisclosureReport } from './report-items.js';
import { describedReferences, type SubjectReference } from './references.js';
import { summaryOf } from './report-summary.js';
import { MAX_SEARCH_DAYS } from './search-log.js';

/** About whom, over which time, and in which language the summary is. */
export interface ReportInput extends Period {
  readonly subject: SubjectQuery;
  readonly language: Language;
}

/**
 * Answers a person's right to know: who saw my record, when, why, for whom and by what right. Found by the references
 * under which the person stands in the log; what was erased with the subject part is not found any more.
 */
export class MakeDisclosureReport {
  constructor(
    private readonly reads: AuditedRead,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws log.invalid-input, log.too-much, log.unavailable */
  async run(auditor: Auditor, input: ReportInput): Promise<DisclosureReport> {
    const { subject, from, to, language } = input;
    checkPeriod(input, MAX_SEARCH_DAYS);
    const references = describedReferences(subject);
    checkReferences(references);
    return this.reads.run(auditor, async (sql) => {
      const gathered = await gatherDisclosures(sql, this.log, references, { from, to });
      const listed = { partners: partnersOf(gathered, this.home), others: gathered.others.map(listedOther) };
      const times = { madeAt: timeOf(this.home.nowSeconds()), from: timeOf(from), to: timeOf(to) };
      const body = { v: 1, country: this.home.country, ...times, references, ...listed } as const;
      return {
        result: { ...body, summary: summaryOf(body, language, this.home) },
        ...{ scope: 'DETAIL', count: gathered.count, ...loggedQuery('REPORT', { from, to, subject }) },
      };
    });
  }
}

function checkReferences(references: readonly SubjectReference[]): void {
  if (references.length === 0) {
    throw new CrexError('log.invalid-input', 'nothing is said by which a person is found', {
      pointers: [{ pointer: '/subject', rule: 'must hold the number of a document, or a name' }],
      nextStep: 'give an identity number, or a name with the birth date',
    });
  }
}
