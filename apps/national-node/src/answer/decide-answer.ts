import type { CandidateScore } from '#libs/matching';
import type { Transaction } from '#libs/platform';
import { factsOf, filterRecord, mayAnswer, type FilteredRecord, type PolicySet, type Refused } from '#libs/policy';
import {
  isCrexError,
  REFUSAL_REASONS,
  type AnswerBody,
  type Conviction,
  type CountryCode,
  type DisclosedIdentity,
  type MissingItem,
  type RefusalReason,
  type RequestBody,
} from '#libs/protocol';
import type { Home } from '../context.js';
import { localDate } from '../calendar.js';
import type { FindPerson, Searched } from '../register/find-person.js';
import type { RegisterStore } from '../register/register.store.js';
import type { SearchStore } from '../register/search.store.js';
import type { Disclosed } from './record-recipients.store.js';

/** What the answer says, without the salt and times that every answer carries. */
export type Decided = Pick<AnswerBody, 'outcome' | 'record' | 'reason' | 'candidates' | 'missing'>;

/** An answer, with what only this country's auditor reads; or the reason why it cannot be given yet. */
export type Decision =
  | {
      readonly answer: Decided;
      readonly forAuditor: Readonly<Record<string, unknown>>;
      /** Who was found, as the register writes them: whatever the question's spelling, the log finds the answer by this one too. */
      readonly about?: DisclosedIdentity;
      /** What leaves the register with it. */
      readonly disclosed?: Disclosed;
    }
  | { readonly holdBecause: 'policy-fails' | 'register-incomplete' | 'source-away' };

/** Nobody has this id: it is looked up when nobody was even compared. */
const NOBODY = '';
/** Who has told everything that can be told in a question can still be told apart by these. */
export const NOTHING_ELSE = ['Fingerprints'] as const satisfies readonly MissingItem[];
/** As many candidates are explained to the auditor. */
const MOST_EXPLAINED = 5;
/** The upper ends of the bands in which another country is told how many may be the person. */
const BANDS = [2, 5, 10, 50];

/**
 * Decides what this country answers: by its policy whether at all, by its register who it is, by its policy again what
 * of the record may go. "Nothing there" and "nothing that may go" are the same answer, made by the same steps.
 */
export class DecideAnswer {
  constructor(
    private readonly policy: PolicySet,
    private readonly find: FindPerson,
    private readonly search: SearchStore,
    private readonly register: RegisterStore,
    private readonly home: Home,
  ) {}

  /** Which policy decides, and by which rules persons are told apart; both stand in each log entry. */
  get rules(): { readonly policyDigest: string; readonly matchingDigest: string } {
    return { policyDigest: this.policy.digest, matchingDigest: this.find.rules.digest };
  }

  async run(tx: Transaction, asking: CountryCode, request: RequestBody): Promise<Decision> {
    const question = { askingCountry: asking, country: this.home.country, ...factsOf(request) };
    const may = mayAnswer(this.policy, question);
    if (!may.allowed) return refusal(may);

    const found = await this.find.run(tx, request.subject, 'ALL');
    if (found.decision === 'REGISTER_INCOMPLETE') return { holdBecause: 'register-incomplete' };
    // somebody is read and judged whoever was found, so that the time an answer takes does not tell "nobody" from "nothing
    // to tell"; of a stand-in nothing is used
    const { personId, standIn = NOBODY } = found;
    const identity = (await this.search.identities(tx, [standIn])).get(standIn);
    const convictions = await this.register.tellableOf(tx, standIn).catch(unlessAway);
    if (convictions === undefined) return { holdBecause: 'source-away' };
    const filtered = filterRecord(this.policy, convictions, question, localDate(this.home));

    const forAuditor = explained(found);
    const missing = found.missing.length > 0 ? [...found.missing] : NOTHING_ELSE;
    if (found.decision === 'INSUFFICIENT_DATA') return { answer: { outcome: 'NOT_IDENTIFIED', missing }, forAuditor };
    if (found.decision === 'SEVERAL') {
      const candidates = bandOf(found.candidates.length);
      return { answer: { outcome: 'MULTIPLE_CANDIDATES', candidates, missing }, forAuditor };
    }
    if (personId === undefined || identity === undefined) return { answer: { outcome: 'NO_RECORD' }, forAuditor };
    if (!filtered.allowed) return refusal(filtered);
    return answerOf(personId, identity, filtered, forAuditor);
  }
}

/** What the policy leaves of the record of the one certain person. */
function answerOf(
  personId: string,
  identity: DisclosedIdentity,
  { disclosed, fields, forAuditor: withheld }: FilteredRecord<Conviction>,
  explanation: object,
): Decision {
  const forAuditor = { ...explanation, personId, fields, ...withheld };
  if (disclosed.length === 0) return { answer: { outcome: 'NO_RECORD' }, forAuditor, about: identity };
  return {
    about: identity,
    answer: { outcome: 'RECORDS', record: { identity, convictions: disclosed } },
    disclosed: { personId, convictionIds: disclosed.map(({ id }) => id) },
    forAuditor: { ...forAuditor, convictions: disclosed.map(({ id, version }) => ({ id, version })) },
  };
}

/** Where convictions are kept by another system of the country, a question waits until that answers, and answers well. */
function unlessAway(error: unknown): undefined {
  if (isCrexError(error, 'register.source-away') || isCrexError(error, 'register.source-malformed')) return undefined;
  throw error;
}

/** How many may be the person, as another country is told: the upper end of a band. */
function bandOf(count: number): number {
  return BANDS.find((end) => count <= end) ?? Math.max(...BANDS);
}

/** Who was weighed and why, without what the register holds of those who are not meant. The log has no fractions. */
function explained({ decision, candidates, isComplete, warnings }: Searched): Record<string, unknown> {
  const hundredths = (value: number) => Math.round(value * 100);
  const candidate = ({ personId, probability, weight, lines, flags }: CandidateScore) => ({
    ...{ personId, perMillion: Math.round(probability * 1_000_000), weight: hundredths(weight), flags },
    lines: lines.map(({ field, level, reason, weight: bits }) => ({ field, level, reason, weight: hundredths(bits) })),
  });
  return {
    identification: {
      ...{ decision, isComplete: isComplete ? 'Y' : 'N', warnings },
      ...{ listed: candidates.length, candidates: candidates.slice(0, MOST_EXPLAINED).map(candidate) },
    },
  };
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
