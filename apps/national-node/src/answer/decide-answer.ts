import type { Transaction } from '#libs/platform';
import { filterRecord, mayAnswer, type PolicySet, type Refused } from '#libs/policy';
import {
  REFUSAL_REASONS,
  type AnswerBody,
  type CountryCode,
  type RefusalReason,
  type RequestBody,
} from '#libs/protocol';
import type { Home } from '../context.js';
import { localDate } from '../calendar.js';
import type { FindByEquality } from '../register/find-by-equality.js';
import type { Disclosed } from './record-recipients.store.js';

/** What the answer says, without the salt and times that every answer carries. */
export type Decided = Pick<AnswerBody, 'outcome' | 'record' | 'reason' | 'candidates' | 'missing'>;

/** An answer, with what only this country's auditor reads; or the reason why it cannot be given yet. */
export type Decision =
  | {
      readonly answer: Decided;
      readonly forAuditor: Readonly<Record<string, unknown>>;
      /** What leaves the register with it. */
      readonly disclosed?: Disclosed;
    }
  | { readonly holdBecause: 'policy-fails' | 'register-incomplete' };

/**
 * Decides what this country answers: by its policy whether at all, by its register who it is, by its policy again what
 * of the record may go. "Nothing there" and "nothing that may go" are the same answer.
 */
export class DecideAnswer {
  constructor(
    private readonly policy: PolicySet,
    private readonly find: FindByEquality,
    private readonly home: Home,
  ) {}

  /** Which policy decides; stands in each log entry. */
  get policyDigest(): string {
    return this.policy.digest;
  }

  async run(tx: Transaction, asking: CountryCode, request: RequestBody): Promise<Decision> {
    const { purpose, urgency, legalBasis, caseReference } = request;
    const question = {
      ...{ askingCountry: asking, country: this.home.country, purpose, urgency, legalBasis },
      hasCase: caseReference.length > 0,
    };
    const may = mayAnswer(this.policy, question);
    if (!may.allowed) return refusal(may);

    const found = await this.find.run(tx, request.subject);
    if (found.decision === 'REGISTER_INCOMPLETE') return { holdBecause: 'register-incomplete' };
    const { explanation } = found;
    if (found.decision === 'INSUFFICIENT_DATA') {
      return { answer: { outcome: 'NOT_IDENTIFIED', missing: found.missing }, forAuditor: { explanation } };
    }
    if (found.decision === 'SEVERAL') {
      return { answer: { outcome: 'MULTIPLE_CANDIDATES', candidates: found.count }, forAuditor: { explanation } };
    }
    if (found.decision === 'NONE') return { answer: { outcome: 'NO_RECORD' }, forAuditor: { explanation } };

    const { identity, convictions, personId } = found.person;
    const filtered = filterRecord(this.policy, convictions, question, localDate(this.home));
    if (!filtered.allowed) return refusal(filtered);
    const forAuditor = { explanation, personId, fields: filtered.fields, ...filtered.forAuditor };
    if (filtered.disclosed.length === 0) return { answer: { outcome: 'NO_RECORD' }, forAuditor };
    return {
      answer: { outcome: 'RECORDS', record: { identity, convictions: filtered.disclosed } },
      disclosed: { personId, convictionIds: filtered.disclosed.map(({ id }) => id) },
      forAuditor: { ...forAuditor, convictions: filtered.disclosed.map(({ id, version }) => ({ id, version })) },
    };
  }
}

/** A broken policy answers nobody: the question waits for the operator. A policy that says no is answered with its reason. */
function refusal({ alarm, reasons }: Refused): Decision {
  if (alarm) return { holdBecause: 'policy-fails' };
  const known = reasons.map(({ code }) => code).find(isRefusalReason);
  return { answer: { outcome: 'REFUSED', reason: known ?? 'PURPOSE' }, forAuditor: { reasons } };
}

function isRefusalReason(code: string): code is RefusalReason {
  return (REFUSAL_REASONS as readonly string[]).includes(code);
}
