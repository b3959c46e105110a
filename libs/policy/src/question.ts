import { isCountryCode, PURPOSES, ROLES, URGENCIES } from '#libs/protocol';
import { refused, UNKNOWN_VALUE, verdictOn, type Refused, type Verdict } from './decision.js';
import type { EngineRequest } from './engine.js';
import type { PolicySet } from './policy-set.js';
import { EVIDENCE_CODES, isOneOf } from './vocabulary.js';

/*
 * The form of a code on the wire (legal basis, task force). Nothing else may reach Cedar: half a surrogate pair makes its bindings throw, which
 * costs WebAssembly stack that is never given back.
 */
const CODE = /^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$/;

/** What a policy looks at in every question. Strings may be anything: what is not known is refused. */
export interface QuestionFacts {
  readonly purpose: string;
  readonly urgency: string;
  /** Code of the treaty or law relied on; empty when none is given. */
  readonly legalBasis: string;
  /** True when the question names a case or file. */
  readonly hasCase: boolean;
  /** What the question brings with it, of EVIDENCE_CODES. */
  readonly evidence: readonly string[];
  /** True when it asks whether there is anything, never what. */
  readonly hitOnly: boolean;
  /** Code of the task force for which it is asked; empty when none is named. */
  readonly taskForce: string;
  /** True when our list of task forces has it, running, with both countries and for this purpose. */
  readonly taskForceRuns: boolean;
}

/** A question one of our officials wants to put to another country. */
export interface OwnQuestion extends QuestionFacts {
  readonly role: string;
  /** Our own country. */
  readonly country: string;
  /** The country to be asked. */
  readonly to: string;
}

/** A question that another country puts to us. */
export interface ForeignQuestion extends QuestionFacts {
  readonly askingCountry: string;
  /** Our own country, whose register is asked. */
  readonly country: string;
}

/** May an official of this role put this question to that country? */
export function mayAsk(policySet: PolicySet, question: OwnQuestion): Verdict {
  return verdictOnOwn(policySet, question, 'ask');
}

/** May that country put this question to our register? */
export function mayAnswer(policySet: PolicySet, question: ForeignQuestion): Verdict {
  return verdictOnForeign(policySet, question, 'answer', {});
}

/** May this official send the question alone? If not, a second one of the same authority confirms it first. */
export function mayAskAlone(policySet: PolicySet, question: OwnQuestion): boolean {
  return verdictOnOwn(policySet, question, 'askAlone').allowed;
}

/** May an answer with records leave without a second person of ours who confirms it? */
export function mayReleaseAlone(policySet: PolicySet, question: ForeignQuestion): boolean {
  return verdictOnForeign(policySet, question, 'releaseAlone', {}).allowed;
}

/** May the refusal of this question leave without a person of ours who confirms it? Rules see how well the refusing rules are checked. */
export function mayRefuseAlone(policySet: PolicySet, question: ForeignQuestion): boolean {
  const answered = mayAnswer(policySet, question);
  const policyIds = answered.allowed ? [] : answered.reasons.map(({ policyId }) => policyId);
  const statuses = policyIds.flatMap((policyId) => policySet.rules.get(policyId)?.status ?? []);
  const refusedBy = [...new Set(statuses)].sort().map((status) => entity('RuleStatus', status));
  return verdictOnForeign(policySet, question, 'refuseAlone', { refusedBy }).allowed;
}

function verdictOnOwn(policySet: PolicySet, question: OwnQuestion, action: 'ask' | 'askAlone'): Verdict {
  const unknown = unknownCountry(question.country, question.to) ?? unknownFact(question);
  if (unknown !== undefined) return unknown;
  if (!isOneOf(ROLES, question.role)) return refused('PURPOSE', UNKNOWN_VALUE);
  const official = { type: 'Official', id: question.role };
  const role = entity('Role', question.role);
  return verdictOn(policySet, {
    principal: official,
    action: { type: 'Action', id: action },
    resource: { type: 'Register', id: question.to },
    context: contextOf(question),
    entities: [
      { uid: official, attrs: { role, country: entity('Country', question.country) }, parents: [] },
      registerOf(question.to),
    ],
  });
}

function verdictOnForeign(
  policySet: PolicySet,
  question: ForeignQuestion,
  action: 'answer' | 'releaseAlone' | 'refuseAlone',
  more: EngineRequest['context'],
): Verdict {
  const unknown = unknownCountry(question.askingCountry, question.country) ?? unknownFact(question);
  if (unknown !== undefined) return unknown;
  return verdictOn(policySet, {
    principal: { type: 'Country', id: question.askingCountry },
    action: { type: 'Action', id: action },
    resource: { type: 'Register', id: question.country },
    context: { ...contextOf(question), ...more },
    entities: [registerOf(question.country)],
  });
}

/** The question as Cedar's context. */
export function contextOf(question: QuestionFacts): EngineRequest['context'] {
  const { purpose, urgency, legalBasis, hasCase, evidence, hitOnly, taskForce, taskForceRuns } = question;
  return {
    ...{ purpose: entity('Purpose', purpose), urgency: entity('Urgency', urgency), legalBasis, hasCase },
    // sorted and each once: a decision is remembered by its request
    evidence: [...new Set(evidence)].sort().map((code) => entity('Evidence', code)),
    ...{ hitOnly, taskForce, taskForceRuns },
  };
}

/** A reference to an entity inside an attribute or the context. */
export function entity(type: string, id: string) {
  return { __entity: { type, id } };
}

function registerOf(country: string): EngineRequest['entities'][number] {
  return { uid: { type: 'Register', id: country }, attrs: { country: entity('Country', country) }, parents: [] };
}

// A value outside the closed lists is an ordinary "no", not an alarm: Cedar would call the request invalid.
function unknownCountry(...countries: readonly string[]): Refused | undefined {
  return countries.every(isCountryCode) ? undefined : refused('LEGAL_BASIS', UNKNOWN_VALUE);
}

function unknownFact({ purpose, urgency, legalBasis, evidence, taskForce }: QuestionFacts): Refused | undefined {
  if (!isOneOf(PURPOSES, purpose)) return refused('PURPOSE', UNKNOWN_VALUE);
  if (!isOneOf(URGENCIES, urgency)) return refused('DISPROPORTIONATE', UNKNOWN_VALUE);
  if (legalBasis !== '' && !CODE.test(legalBasis)) return refused('LEGAL_BASIS', UNKNOWN_VALUE);
  if (!evidence.every((code) => isOneOf(EVIDENCE_CODES, code))) return refused('PURPOSE', UNKNOWN_VALUE);
  if (taskForce !== '' && !CODE.test(taskForce)) return refused('PURPOSE', UNKNOWN_VALUE);
  return undefined;
}
