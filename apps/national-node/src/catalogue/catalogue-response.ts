import {
  COUNTRY_NAMES,
  DOCUMENT_TYPES,
  ECRIS_SANCTIONS,
  EVIDENCE,
  ICCS,
  legalBasesFor,
  OUTCOME_ENTRIES,
  PILLAR_ENTRIES,
  pillarOf,
  PILLARS,
  PURPOSE_RULES,
  REFUSAL_ENTRIES,
  ROLE_LABELS,
  rolesForPurpose,
  termsBetween,
  URGENCY_CLASSES,
  type CommonTable,
  type Labels,
  type Language,
  type PurposeRule,
} from '#libs/catalogue';
import { COUNTRIES, PURPOSES, ROLES, type CountryCode, type JsonSchema } from '#libs/protocol';
import { closed, country, listOf, text } from '../log/log-schemas.js';

export const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const satisfies readonly Language[];

const code = { type: 'string', maxLength: 64 } as const;
const name = { ...text, description: 'in the language that was asked for' } as const;
const named = closed({ code, name });
const pillar = { type: 'string', enum: PILLARS } as const;
const purpose = { type: 'string', enum: PURPOSES } as const;
const consent = { type: 'string', enum: ['REQUIRED', 'OR_LAW', 'NONE'] } as const;
const sureness = {
  ...{ type: 'string', enum: ['verified', 'unverified', 'illustrative'] },
  description: 'how sure the entry is; never legal advice',
} as const;

/** JSON Schema of what a form that asks other countries is made of. */
export const catalogueSchema: JsonSchema = closed({
  country: { ...country, description: 'whose node this is' },
  countries: listOf(closed({ code: country, name })),
  roles: listOf(closed({ code: { type: 'string', enum: ROLES }, name })),
  purposes: listOf(
    closed(
      {
        ...{ code: purpose, name },
        scope: { ...code, description: 'what kind of answer it is meant to bring' },
        evidence: { ...listOf(code), description: 'what the question must bring, codes of `evidence`' },
        urgencies: { ...listOf(code), description: 'the classes that may be chosen, the usual one first' },
        deadlineWorkingDays: { type: 'integer', description: 'of the country that answers; absent: answered at once' },
        roles: { ...listOf({ type: 'string', enum: ROLES }), description: 'what a form offers; the policy decides' },
        pillar: { ...pillar, description: 'of the Alliance, illustrative; absent: none' },
      },
      ['deadlineWorkingDays', 'pillar'],
    ),
  ),
  pillars: { ...listOf(closed({ code: pillar, name })), description: 'of the Alliance, in their order' },
  evidence: listOf(named),
  urgencies: listOf(closed({ code, name, hours: { type: 'integer' } }, ['hours'])),
  documentTypes: listOf(closed({ code, name, country, isMain: { type: 'boolean' } }, ['country'])),
  outcomes: listOf(named),
  refusals: listOf(named),
  legalBases: listOf(
    closed({
      code,
      name,
      status: sureness,
      countries: { ...listOf(country), description: 'with which it is in place' },
    }),
  ),
  terms: {
    ...listOf(closed({ country, refuses: listOf(purpose), consents: listOf(closed({ purpose, consent })) })),
    description: 'on what terms each country answers this one: purposes that it refuses, consent that it wants',
  },
  offences: { ...listOf(named), description: 'ICCS' },
  sanctions: { ...listOf(named), description: 'common categories of sanctions' },
});

/** The words and rules of the form, for the officials of one country in one language. */
export function catalogueResponse(home: CountryCode, language: Language) {
  const nameOf = ({ code, labels }: { readonly code: string; readonly labels: Labels }) => ({
    ...{ code, name: labels[language] },
  });
  const others = COUNTRIES.filter((other) => other !== home);
  return {
    country: home,
    countries: COUNTRIES.map((each) => ({ code: each, name: COUNTRY_NAMES[each][language] })),
    roles: ROLES.map((role) => ({ code: role, name: ROLE_LABELS[role][language] })),
    purposes: PURPOSE_RULES.map((rule) => purposeOf(rule, language)),
    pillars: PILLAR_ENTRIES.map(nameOf),
    evidence: Object.entries(EVIDENCE).map(([code, labels]) => nameOf({ code, labels })),
    urgencies: URGENCY_CLASSES.map(({ hours, ...entry }) => ({
      ...nameOf(entry),
      ...(hours === undefined ? {} : { hours }),
    })),
    documentTypes: DOCUMENT_TYPES.map(({ country: of, isMain = false, ...entry }) => ({
      ...{ ...nameOf(entry), isMain },
      ...(of === undefined ? {} : { country: of }),
    })),
    outcomes: OUTCOME_ENTRIES.map(nameOf),
    refusals: REFUSAL_ENTRIES.map(nameOf),
    legalBases: basesOf(home, others, language),
    terms: others.map((other) => termsOf(home, other)),
    offences: titlesOf(ICCS, language),
    sanctions: titlesOf(ECRIS_SANCTIONS, language),
  };
}

function purposeOf(rule: PurposeRule, language: Language) {
  const { code, labels, scope, evidence, urgency, deadlineWorkingDays, alwaysFlash } = rule;
  const pillar = pillarOf(code);
  return {
    ...{ code, name: labels[language], scope, evidence, roles: rolesForPurpose(code).roles },
    ...(pillar === undefined ? {} : { pillar }),
    urgencies: alwaysFlash === true ? ['FLASH'] : ['ROUTINE', ...urgency],
    ...(deadlineWorkingDays === undefined ? {} : { deadlineWorkingDays }),
  };
}

/** Each basis once, with the countries that it is good for, in the order in which the first of them names it. */
function basesOf(home: CountryCode, others: readonly CountryCode[], language: Language) {
  const bases = new Map<string, { code: string; name: string; status: string; countries: CountryCode[] }>();
  for (const other of others) {
    for (const { code, labels, status } of legalBasesFor(home, other)) {
      const known = bases.get(code) ?? { code, name: labels[language], status, countries: [] };
      known.countries.push(other);
      // as sure as the least sure of its pairs
      if (status !== 'verified' && known.status === 'verified') known.status = status;
      bases.set(code, known);
    }
  }
  return [...bases.values()];
}

function termsOf(home: CountryCode, other: CountryCode) {
  const terms = termsBetween(home, other);
  return {
    country: other,
    refuses: terms.filter(({ accepted }) => !accepted).map(({ purpose }) => purpose),
    consents: terms.filter(({ consent }) => consent !== 'NONE').map(({ purpose, consent }) => ({ purpose, consent })),
  };
}

function titlesOf({ codes }: CommonTable, language: Language) {
  return [...codes.values()].map(({ code, titles }) => ({ code, name: titles[language] }));
}
