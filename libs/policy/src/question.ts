import { isCountryCode, PURPOSES, ROLES, URGENCIES } from '#libs/protocol';
import { refused, UNKNOWN_VALUE, verdictOn, type Refused, type Verdict } from './decision.js';
import type { EngineRequest } from './engine.js';
import type { PolicySet } from './policy-set.js';
import { isOneOf } from './vocabulary.js';

/*
 * The form of a code on the wire. Nothing else may reach Cedar: half a surrogate pair makes its bindings throw, which
 * costs WebAssembly stack that is never given back.
 */
const LEGAL_BASIS = /^[A-Z0-9][A-Z0-9-]{0,62}[A-Z0-9]$/;

/** What a policy looks at in every question. Strings may be anything: what is not known is refused. */
export interface QuestionFacts {
  readonly purpose: string;
  readonly urgency: string;
  /** Code of the treaty or law relied on; empty when none is given. */
  readonly legalBasis: string;
  /** True when the question names a case or file. */
  readonly hasCase: boolean;
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
  const unknown = unknownCountry(question.country, question.to) ?? unknownFact(question);
  if (unknown !== undefined) return unknown;
  if (!isOneOf(ROLES, question.role)) return refused('PURPOSE', UNKNOWN_VALUE);
  const official = { type: 'Official', id: question.role };
  const role = entity('Role', question.role);
  return verdictOn(policySet, {
    principal: official,
    action: { type: 'Action', id: 'ask' },
    resource: { type: 'Register', id: question.to },
    context: contextOf(question),
    entities: [
      { uid: official, attrs: { role, country: entity('Country', question.country) }, parents: [] },
      registerOf(question.to),
    ],
  });
}

/** May that country put this question to our register? */
export function mayAnswer(policySet: PolicySet, question: ForeignQuestion): Verdict {
  const unknown = unknownCountry(question.askingCountry, question.country) ?? unknownFact(question);
  if (unknown !== undefined) return unknown;
  return verdictOn(policySet, {
    principal: { type: 'Country', id: question.askingCountry },
    action: { type: 'Action', id: 'answer' },
    resource: { type: 'Register', id: question.country },
    context: contextOf(question),
    entities: [registerOf(question.country)],
  });
}

/** The question as Cedar's context. */
export function contextOf({ purpose, urgency, legalBasis, hasCase }: QuestionFacts): EngineRequest['context'] {
  return { purpose: entity('Purpose', purpose), urgency: entity('Urgency', urgency), legalBasis, hasCase };
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

function unknownFact({ purpose, urgency, legalBasis }: QuestionFacts): Refused | undefined {
  if (!isOneOf(PURPOSES, purpose)) return refused('PURPOSE', UNKNOWN_VALUE);
  if (!isOneOf(URGENCIES, urgency)) return refused('DISPROPORTIONATE', UNKNOWN_VALUE);
  if (legalBasis !== '' && !LEGAL_BASIS.test(legalBasis)) return refused('LEGAL_BASIS', UNKNOWN_VALUE);
  return undefined;
}
