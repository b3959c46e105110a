import { COUNTRIES, PURPOSES, ROLES, URGENCIES } from '#libs/protocol';
import { EVIDENCE_CODES, FIELD_GROUPS, RECORD_KINDS, RULE_STATUSES, YES_NO_UNKNOWN } from './vocabulary.js';

const oneOf = (values: readonly string[]) => `[${values.map((value) => `"${value}"`).join(', ')}]`;

const question = `
  purpose: Purpose,
  urgency: Urgency,
  legalBasis: String,       // code of the treaty or law, empty when none is named
  hasCase: Bool,            // names a case or file
  evidence: Set<Evidence>,  // what it brings with it
  hitOnly: Bool,            // asks whether there is anything, never what
  taskForce: String,        // code of the task force, empty when none is named
  taskForceRuns: Bool,      // our signed list says that it runs now, with both countries, for this purpose`;

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
entity Evidence enum ${oneOf(EVIDENCE_CODES)};
entity RuleStatus enum ${oneOf(RULE_STATUSES)};

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
  sentenceMonths: Long,                 // longest deprivation of freedom, 1200 for life; 0 when there is none
  rehabilitated: Bool,                  // a later decision of rehabilitation or amnesty
  offences: Set<String>,                // ICCS codes with the codes above them: "020111" is also "02011", "0201", "02"
  sanctions: Set<String>,               // codes of the sanction table with their groups: "3014" is also "3000"
};

// What every question says about itself.
type Question = {${question}
};
type FieldQuestion = {${question}
  field: FieldGroup,
};
type SanctionQuestion = {${question}
  sanction: Set<String>,    // code of the sanction table, and its group
};
// A refusal, and how far lawyers have checked the rules that make it.
type Refusal = {${question}
  refusedBy: Set<RuleStatus>,
};

// May this official of ours put this question to that country's register?
action ask appliesTo { principal: [Official], resource: [Register], context: Question };
// May that country put this question to our register?
action answer appliesTo { principal: [Country], resource: [Register], context: Question };
// May this conviction go to that country for this question, and if so, which parts of it?
action disclose appliesTo { principal: [Country], resource: [Conviction], context: Question };
action discloseField appliesTo { principal: [Country], resource: [Conviction], context: FieldQuestion };
// May this sanction of a conviction go, where sanctions go at all?
action discloseSanction appliesTo { principal: [Country], resource: [Conviction], context: SanctionQuestion };
// May one person alone send this question, let this answer go, refuse this question? If not, a second one confirms.
action askAlone appliesTo { principal: [Official], resource: [Register], context: Question };
action releaseAlone appliesTo { principal: [Country], resource: [Register], context: Question };
action refuseAlone appliesTo { principal: [Country], resource: [Register], context: Refusal };
`;
