import { COUNTRIES, PURPOSES, ROLES, URGENCIES } from '#libs/protocol';
import { FIELD_GROUPS, RECORD_KINDS, YES_NO_UNKNOWN } from './vocabulary.js';

const oneOf = (values: readonly string[]) => `[${values.map((value) => `"${value}"`).join(', ')}]`;

/**
 * The Cedar schema of every policy of CREX. Closed lists are enumerated entity types, so that a policy which names a
 * purpose, role or country that does not exist is refused when it is loaded, instead of silently never matching.
 *
 * @see https://docs.cedarpolicy.com/schema/human-readable-schema.html
 */
export const CREX_SCHEMA = `// Closed lists.
entity Country enum ${oneOf(COUNTRIES)};
entity Role enum ${oneOf(ROLES)};
entity Purpose enum ${oneOf(PURPOSES)};
entity Urgency enum ${oneOf(URGENCIES)};
entity RecordKind enum ${oneOf(RECORD_KINDS)};
entity YesNoUnknown enum ${oneOf(YES_NO_UNKNOWN)};
entity FieldGroup enum ${oneOf(FIELD_GROUPS)};

// One of our own people. The policy sees what they are, never who they are.
entity Official = { role: Role, country: Country };

// The register of one country.
entity Register = { country: Country };

// One conviction of the person found, as far as a rule may look at it.
entity Conviction = {
  country: Country,                     // whose register it stands in
  recordKind: RecordKind,
  transmittableCriminal: YesNoUnknown,  // may it travel for criminal proceedings
  transmittableOther: YesNoUnknown,     // may it travel for anything else
  minorAtOffence: YesNoUnknown,
  retentionEnded: Bool,                 // the last day of retention is over
  foreign: Bool,                        // another country convicted, we were told
  yearsSinceFinal: Long,                // whole years since the judgment became final
};

// What every question says about itself.
type Question = { purpose: Purpose, urgency: Urgency, legalBasis: String, hasCase: Bool };
type FieldQuestion = { purpose: Purpose, urgency: Urgency, legalBasis: String, hasCase: Bool, field: FieldGroup };

// May this official of ours put this question to that country's register?
action ask appliesTo { principal: [Official], resource: [Register], context: Question };
// May that country put this question to our register?
action answer appliesTo { principal: [Country], resource: [Register], context: Question };
// May this conviction go to that country for this question, and if so, which parts of it?
action disclose appliesTo { principal: [Country], resource: [Conviction], context: Question };
action discloseField appliesTo { principal: [Country], resource: [Conviction], context: FieldQuestion };
`;
