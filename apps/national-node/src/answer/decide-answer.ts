import type { Transaction } from '#libs/platform';
import {
  factsOf,
  filterRecord,
  mayAnswer,
  mayRefuseAlone,
  mayReleaseAlone,
  taskForceRuns,
  type FilteredRecord,
  type ForeignQuestion,
  type Known,
  type PolicySet,
  type Refused,
} from '#libs/policy';
import {
  CrexError,
  isCrexError,
  REFUSAL_REASONS,
  type AnswerBody,
  type CountryCode,
  type DisclosedIdentity,
  type MissingItem,
  type Purpose,
  type RefusalReason,
  type RequestBody,
  type Text,
} from '#libs/protocol';
import type { Home } from '../context.js';
import { localDate } from '../calendar.js';
import type { FindPerson, Searched } from '../register/find-person.js';
import type { RegisterStore } from '../register/register.store.js';
import type { SearchStore } from '../register/search.store.js';
import { explained } from './explain-decision.js';
import type { Disclosed } from './record-recipients.store.js';

/** What the answer says, without the salt and times that every answer carries. */
export type Decided = Pick<AnswerBody, 'outcome' | 'record' | 'reason' | 'candidates' | 'missing' | 'archives'>;

/** An answer, with what only this country's auditor reads. */
export interface Answered {
  readonly answer: Decided;
  readonly forAuditor: Readonly<Record<string, unknown>>;
  /** Who was found, as the register writes them: whatever the question's spelling, the log finds the answer by this one too. */
  readonly about?: DisclosedIdentity;
  /** What leaves the register with it. */
  readonly disclosed?: Disclosed;
}

/** No machine may say who it is: the asker may tell more, or a human looks. */
export interface Doubt {
  readonly doubt: 'SEVERAL' | 'INSUFFICIENT_DATA';
  /** What the subject does not tell; says nothing of any candidate. */
  readonly missing: readonly MissingItem[];
  /** The answer when nobody can say more. */
  readonly atLast: Answered;
}

/** The question waits for the operator. */
export interface OnHold {
  readonly holdBecause: 'policy-fails' | 'register-incomplete' | 'source-away';
}

export type Decision = Answered | Doubt | OnHold;

/** What a human of this country has found. */
export type Choice =
  /** It is this candidate. */
  | { readonly kind: 'PERSON' | 'DECEASED' | 'BIOMETRIC_MISMATCH'; readonly personId: string }
  /** It is this candidate, and not everything could be looked through. */
  | { readonly kind: 'PARTIAL'; readonly personId: string; readonly archives: readonly Text[] }
  | { readonly kind: 'REFUSED'; readonly reason: RefusalReason }
  /** None of the candidates; nobody can tell; another country's affair. */
  | { readonly kind: 'NOBODY' | 'CANNOT_TELL' | 'NOT_COMPETENT' };

/** A person whom the subject may be, and what of their record may go to this asker. */
export interface KnownPerson {
  readonly identity: DisclosedIdentity;
  readonly filtered: FilteredRecord;
}

/** What was seen of the register for a question. */
export interface Looked {
  readonly found: Searched;
  /** The one certain person, else everybody worth a look. */
  readonly people: ReadonlyMap<string, KnownPerson>;
}

/** Nobody has this id: it is looked up when nobody was even compared. */
const NOBODY = '';
/** Who has told everything that can be told in a question can still be told apart by these. */
export const NOTHING_ELSE = ['Fingerprints'] as const satisfies readonly MissingItem[];
/** The upper ends of the bands in which another country is told how many may be the person. */
const BANDS = [2, 5, 10, 50];

/**
 * Decides what this country answers: by its policy whether at all, by its register who it is, by its policy again what
 * of the record may go. "Nothing there" and "nothing that may go" are the same answer, made by the same steps; and what
 * is said of several persons speaks only of those of whom something may go.
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

  /** What these rules call themselves; an extract names them. */
  get ruleVersions(): { readonly policyVersion: string; readonly matchingVersion: string } {
    const { name, version } = this.policy;
    return { policyVersion: `${name} ${version}`, matchingVersion: this.find.rules.configuration.version };
  }

  /** What the machine says. */
  async run(tx: Transaction, asking: CountryCode, request: RequestBody, known?: Known): Promise<Decision> {
    const looked = await this.look(tx, asking, request, known);
    if (!('found' in looked)) return looked;
    const { found, people } = looked;
    const forAuditor = explained(found);
    const kind = doubtIn(looked);
    if (kind !== undefined) return doubt(kind, looked);
    const { personId = NOBODY } = found;
    const person = people.get(personId);
    if (person === undefined) return { answer: { outcome: 'NO_RECORD' }, forAuditor };
    return recordOf(this.home, personId, person, forAuditor);
  }

  /**
   * What follows from a human's choice, as policy and register are now. Of whoever has nothing that may go, nothing is
   * said, not that they died either.
   *
   * @throws answer.not-now, answer.policy-refuses, answer.no-candidate, answer.not-in-part
   */
  async choose(tx: Transaction, asking: CountryCode, request: RequestBody, choice: Choice): Promise<Answered> {
    const looked = await this.look(tx, asking, request);
    checkNow(looked);
    if (choice.kind === 'REFUSED') return { ...refusedFor(choice.reason), ...auditorOnly(looked) };
    checkPermitted(looked);
    const { found, people } = looked;
    const forAuditor = explained(found);
    const nothing: Answered = { answer: { outcome: 'NO_RECORD' }, forAuditor };
    if (choice.kind === 'NOT_COMPETENT') return { answer: { outcome: 'NOT_COMPETENT' }, forAuditor };
    if (!('personId' in choice)) {
      // of whom nobody could look for, nobody can say that they are not there
      if (found.decision === 'INSUFFICIENT_DATA') return doubt('INSUFFICIENT_DATA', looked).atLast;
      const isTold = choice.kind === 'CANNOT_TELL' && disclosableOf(people) > 0;
      return isTold ? doubt('SEVERAL', looked).atLast : nothing;
    }
    const person = people.get(choice.personId);
    checkCandidate(person);
    const record = recordOf(this.home, choice.personId, person, forAuditor);
    if (choice.kind === 'PARTIAL') return inPart(request, record, choice.archives);
    if (choice.kind === 'PERSON' || record.disclosed === undefined) return record;
    return { answer: { outcome: choice.kind }, forAuditor: record.forAuditor, about: person.identity };
  }

  /** The person or the candidates, with what may go of each; or the refusal of the policy, or why it cannot be looked now. */
  async look(
    tx: Transaction,
    asking: CountryCode,
    request: RequestBody,
    known?: Known,
  ): Promise<Looked | Answered | OnHold> {
    const question = this.questionOf(asking, request, known);
    const may = mayAnswer(this.policy, question);
    if (!may.allowed) return refusal(may);

    const found = await this.find.run(tx, request.subject, 'ALL');
    if (found.decision === 'REGISTER_INCOMPLETE') return { holdBecause: 'register-incomplete' };
    // somebody is read and judged whoever was found, so that the time an answer takes does not tell "nobody" from "nothing
    // to tell"; of a stand-in nothing is used
    const ids = found.personId === undefined ? found.candidates.map(({ personId }) => personId) : [found.personId];
    const wanted = ids.length === 0 ? [found.standIn ?? NOBODY] : ids;
    const identities = await this.search.identities(tx, wanted);
    const records = await this.register.tellableOf(tx, wanted).catch(unlessAway);
    if (records === undefined) return { holdBecause: 'source-away' };
    const people = new Map<string, KnownPerson>();
    const today = localDate(this.home);
    for (const id of wanted) {
      const filtered = filterRecord(this.policy, records.get(id) ?? [], question, today);
      const identity = identities.get(id);
      if (ids.length === 0) continue;
      if (!filtered.allowed) return refusal(filtered);
      if (identity !== undefined) people.set(id, { identity, filtered });
    }
    return { found, people };
  }

  /** May this leave without a second person of ours? The same for every answer but a refusal, so that waiting tells nothing. */
  mayLeaveAlone(asking: CountryCode, request: RequestBody, { answer }: Answered): boolean {
    const question = this.questionOf(asking, request);
    return answer.outcome === 'REFUSED'
      ? mayRefuseAlone(this.policy, question)
      : mayReleaseAlone(this.policy, question);
  }

  private questionOf(askingCountry: CountryCode, request: RequestBody, known: Known = {}): ForeignQuestion {
    const { country } = this.home;
    const asked = { ...request, countries: [askingCountry, country] };
    const runs = taskForceRuns(this.policy, asked, this.home.nowSeconds());
    return { askingCountry, country, ...factsOf(request, { taskForceRuns: runs, ...known }) };
  }
}

/** Whether no machine may say who it is; of whom nothing may go, no doubt is told. */
export function doubtIn({ found: { decision }, people }: Looked): Doubt['doubt'] | undefined {
  if (decision === 'SEVERAL') return disclosableOf(people) > 0 ? decision : undefined;
  return decision === 'INSUFFICIENT_DATA' ? decision : undefined;
}

function disclosableOf(people: Looked['people']): number {
  return [...people.values()].filter(({ filtered }) => filtered.disclosed.length > 0).length;
}

function doubt(kind: Doubt['doubt'], { found, people }: Looked): Doubt {
  const missing = found.missing.length > 0 ? found.missing : NOTHING_ELSE;
  const count = disclosableOf(people);
  const forAuditor = { ...explained(found), disclosable: count };
  const answer: Decided =
    kind === 'SEVERAL'
      ? { outcome: 'MULTIPLE_CANDIDATES', candidates: bandOf(count), missing }
      : { outcome: 'NOT_IDENTIFIED', missing };
  return { doubt: kind, missing, atLast: { answer, forAuditor } };
}

/** What the policy leaves of the record of the one certain person. */
function recordOf(
  { country }: Home,
  personId: string,
  { identity, filtered }: KnownPerson,
  explanation: object,
): Answered {
  const { disclosed, fields, forAuditor: withheld } = filtered;
  const forAuditor = { ...explanation, personId, fields, ...withheld };
  if (disclosed.length === 0) return { answer: { outcome: 'NO_RECORD' }, forAuditor, about: identity };
  return {
    about: identity,
    answer: { outcome: 'RECORDS', record: { identity, convictions: disclosed } },
    disclosed: {
      personId,
      convictions: disclosed.map(({ id, version, convictingCountry }) => ({
        ...{ id, version: convictingCountry === country ? version : null },
      })),
    },
    forAuditor: { ...forAuditor, convictions: disclosed.map(({ id, version }) => ({ id, version })) },
  };
}

/** The same record, with what nobody could look through. */
function inPart({ purpose }: RequestBody, record: Answered, archives: readonly Text[]): Answered {
  checkInPart(purpose, record);
  const { answer, forAuditor } = record;
  return { ...record, answer: { ...answer, outcome: 'PARTIAL', archives }, forAuditor: { ...forAuditor, archives } };
}

/** Where nothing is told, "in part" would tell that there is somebody; and an extract speaks of the whole register. */
function checkInPart(purpose: Purpose, { disclosed }: Answered): void {
  if (disclosed === undefined || purpose === 'E1') {
    throw new CrexError('answer.not-in-part', 'this answer cannot be given in part', {
      nextStep: 'look through the archive first, and announce a delay; or decide without it',
    });
  }
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

/** A broken policy answers nobody: the question waits for the operator. A policy that says no is answered with its reason. */
function refusal({ alarm, reasons }: Refused): Answered | OnHold {
  if (alarm) return { holdBecause: 'policy-fails' };
  const known = reasons.map(({ code }) => code).find(isRefusalReason);
  return { ...refusedFor(known ?? 'PURPOSE'), forAuditor: { reasons } };
}

function refusedFor(reason: RefusalReason): Answered {
  return { answer: { outcome: 'REFUSED', reason }, forAuditor: {} };
}

function auditorOnly(looked: Looked | Answered): Pick<Answered, 'forAuditor'> {
  return { forAuditor: 'found' in looked ? explained(looked.found) : looked.forAuditor };
}

function isRefusalReason(code: string): code is RefusalReason {
  return (REFUSAL_REASONS as readonly string[]).includes(code);
}

function checkNow(looked: Looked | Answered | OnHold): asserts looked is Looked | Answered {
  if ('holdBecause' in looked) {
    throw new CrexError('answer.not-now', 'policy or register cannot be asked now', {
      nextStep: 'the operator knows; try again later',
    });
  }
}

/** What the policy refuses, no human grants. */
function checkPermitted(looked: Looked | Answered): asserts looked is Looked {
  if ('answer' in looked) {
    throw new CrexError('answer.policy-refuses', 'the policy of this country refuses this question', {
      nextStep: 'refuse it, with the reason that fits',
    });
  }
}

/** Nobody's record goes who has not been found for this question. */
function checkCandidate(person: KnownPerson | undefined): asserts person is KnownPerson {
  if (person === undefined) {
    throw new CrexError('answer.no-candidate', 'the search for this question does not find this person', {
      nextStep: 'look at the question again: the register may have changed',
    });
  }
}
