import { KNOWN_DOCUMENT_TYPES } from '#libs/matching';
import {
  ANSWER_OUTCOMES,
  HIT_RESULTS,
  COUNTRIES,
  PURPOSES,
  REFUSAL_REASONS,
  ROLES,
  UNANSWERED_OUTCOMES,
  URGENCIES,
} from '#libs/protocol';
import { EVIDENCE_CODES, examplePacks, loadPolicySet, mayAsk } from '#libs/policy';
import { people } from '#libs/synthetic';
import {
  ALLIANCE_FIELDS,
  ALLIANCE_FIELD_ENTRIES,
  COUNTRY_NAMES,
  DOCUMENT_TYPES,
  ECRIS_OFFENCES,
  ECRIS_SANCTIONS,
  ERASURE_GROUNDS,
  EVIDENCE,
  ICCS,
  LEGAL_BASIS_CODES,
  OFFICES,
  OUTCOME_ENTRIES,
  PILLAR_ENTRIES,
  pillarOf,
  PILLARS,
  PURPOSE_RULES,
  REFUSAL_ENTRIES,
  RETENTION_RULES,
  ROLE_LABELS,
  URGENCY_CLASSES,
  allianceFieldsOf,
  ecrisCodeFor,
  legalBasesFor,
  rolesForPurpose,
  ruleOf,
  titleOf,
} from '#libs/catalogue';
import type { CommonTable, Labels } from '#libs/catalogue';

const pairs = COUNTRIES.flatMap((from) => COUNTRIES.filter((to) => to !== from).map((to) => [from, to] as const));
const everyBasis = pairs.flatMap(([from, to]) => legalBasesFor(from, to));

const coded = (table: Readonly<Record<string, Labels>>): { code: string; labels: Labels }[] =>
  Object.entries(table).map(([code, labels]) => ({ code, labels }));

const offencesOfRegister = () =>
  [...people({ country: 'AR', seed: 'codes', count: 2000 })].flatMap(({ convictions }) =>
    convictions.flatMap(({ offences }) => offences),
  );

describe.each<[string, readonly { readonly code: string; readonly labels: Labels }[]]>([
  ['countries', coded(COUNTRY_NAMES)],
  ['purposes', PURPOSE_RULES],
  ['roles', coded(ROLE_LABELS)],
  ['offices', coded(OFFICES)],
  ['evidence', coded(EVIDENCE)],
  ['outcomes', OUTCOME_ENTRIES],
  ['refusal reasons', REFUSAL_ENTRIES],
  ['urgency classes', URGENCY_CLASSES],
  ['document types', DOCUMENT_TYPES],
  ['fields of the Alliance', ALLIANCE_FIELD_ENTRIES],
  ['pillars of the Alliance', PILLAR_ENTRIES],
  ['grounds of erasure', ERASURE_GROUNDS],
  ['retention rules', RETENTION_RULES],
  ['legal bases', [...new Map(everyBasis.map((basis) => [basis.code, basis])).values()]],
])('the table of %s', (_name, table) => {
  it('has each code once, with a label of its own in each of the four languages', () => {
    expect(new Set(table.map(({ code }) => code)).size).toBe(table.length);
    expect(table.length).toBeGreaterThan(0);
    for (const { code, labels } of table) {
      expect([code, Object.keys(labels).sort()]).toEqual([code, ['en', 'es', 'nl', 'pt']]);
      expect(Object.values(labels).filter((label) => label.trim() === '' || label !== label.trim())).toEqual([]);
    }
    for (const language of ['es', 'en', 'pt', 'nl'] as const) {
      const all = table.map(({ code, labels }) => `${code.slice(0, 2)} ${labels[language]}`);
      expect(new Set(all).size).toBe(table.length);
    }
  });
});

describe('countries', () => {
  it('are the members, all of them', () => {
    expect(Object.keys(COUNTRY_NAMES).sort()).toEqual([...COUNTRIES]);
  });
});

describe('document types', () => {
  it('are those whose form the matching knows, with one main number per country', () => {
    expect(DOCUMENT_TYPES.map(({ code }) => code).sort()).toEqual([...KNOWN_DOCUMENT_TYPES].sort());
    const mains = DOCUMENT_TYPES.filter(({ isMain }) => isMain).map(({ country }) => country);
    expect(mains.sort()).toEqual([...COUNTRIES]);
  });
});

describe('the codes that travel', () => {
  it.each<[string, readonly { readonly code: string }[], readonly string[]]>([
    ['purpose', PURPOSE_RULES, PURPOSES],
    ['role', coded(ROLE_LABELS), ROLES],
    ['outcome', OUTCOME_ENTRIES, [...new Set([...ANSWER_OUTCOMES, ...HIT_RESULTS, ...UNANSWERED_OUTCOMES])]],
    ['refusal reason', REFUSAL_ENTRIES, REFUSAL_REASONS],
    ['urgency', URGENCY_CLASSES, URGENCIES],
  ])('each have an entry: %s', (_name, table, codes) => {
    expect(table.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });
});

describe('purposes', () => {
  it('each stand for one pillar of the Alliance or for none, and every pillar has some', () => {
    expect(PILLAR_ENTRIES.map(({ code }) => code)).toEqual([...PILLARS]);
    const of = (pillar: string | undefined) => PURPOSES.filter((purpose) => pillarOf(purpose) === pillar);
    expect(of('VULNERABLE')).toEqual(['P2', 'P6']);
    expect(of('INSTITUTIONS')).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'E1', 'P3']);
    expect(of('MARKETS')).toEqual(['P4', 'P7']);
    expect(of(undefined)).toEqual(['P1', 'P5']);
  });

  it('each have offices and roles that may ask, told to be illustrative', () => {
    for (const purpose of PURPOSES) {
      const { offices, roles, status } = rolesForPurpose(purpose);
      expect(status).toBe('illustrative');
      expect(roles.length).toBeGreaterThan(0);
      expect(offices.length).toBeGreaterThan(0);
    }
    const meant = PURPOSES.flatMap((purpose) => rolesForPurpose(purpose).offices);
    expect(Object.keys(OFFICES).sort()).toEqual([...new Set<string>(meant)].sort());
  });

  it('offer the roles that the default policy lets ask', () => {
    const decides = loadPolicySet(examplePacks.JM);
    const allowed = PURPOSES.map((purpose) => [
      purpose,
      ROLES.filter(
        (role) =>
          mayAsk(decides, {
            role,
            country: 'JM',
            to: 'BR',
            purpose,
            ...{ urgency: 'ROUTINE', legalBasis: 'NASSAU-1992', hasCase: true, evidence: EVIDENCE_CODES },
            ...{ hitOnly: purpose === 'C4', taskForce: '', taskForceRuns: false },
          }).allowed,
      ).sort(),
    ]);
    expect(allowed).toEqual(PURPOSES.map((purpose) => [purpose, [...rolesForPurpose(purpose).roles].sort()]));
  });

  it('have a deadline, or an urgency that sets one, and need evidence', () => {
    for (const purpose of PURPOSES) {
      const { code, deadlineWorkingDays, alwaysFlash, urgency, evidence } = ruleOf(purpose);
      expect(code).toBe(purpose);
      expect((deadlineWorkingDays !== undefined) === (alwaysFlash === undefined)).toBe(true);
      if (alwaysFlash) expect(urgency).toEqual(['FLASH']);
      expect(evidence.length).toBeGreaterThan(0);
    }
    const needed = PURPOSES.flatMap((purpose) => ruleOf(purpose).evidence);
    expect(Object.keys(EVIDENCE).sort()).toEqual([...new Set<string>(needed)].sort());
    expect(ruleOf('P1').deadlineWorkingDays).toBe(20);
    expect(ruleOf('C1').deadlineWorkingDays).toBe(10);
  });
});

describe.each<[string, CommonTable, RegExp, number]>([
  ['ICCS', ICCS, /^\d{2}(\d{2,4})?$/, 312],
  ['ECRIS offences', ECRIS_OFFENCES, /^\d{6}$/, 187],
  ['ECRIS sanctions', ECRIS_SANCTIONS, /^\d{4,5}$/, 71],
])('the table of %s', (_name, table, form, size) => {
  it('has unique codes of the right form whose parents exist, each title with its status', () => {
    expect(table.codes.size).toBe(size);
    expect(table.source).not.toBe('');
    expect(table.note).toContain('status');
    const statuses = ['seen', 'knowledge', 'low', 'unverified', 'crex'];
    for (const { code, parent, titles, status } of table.codes.values()) {
      expect(code).toMatch(form);
      expect(parent === undefined || table.codes.has(parent)).toBe(true);
      expect([code, Object.keys(titles).sort()]).toEqual([code, ['en', 'es', 'nl', 'pt']]);
      expect(Object.values(titles).filter((title) => title === '' || title !== title.trim())).toEqual([]);
      expect(Object.keys(status).sort()).toEqual(Object.keys(titles).sort());
      expect(Object.values(status).filter((value) => !statuses.includes(value))).toEqual([]);
    }
  });
});

describe('titles of codes', () => {
  it('come in the language asked for', () => {
    expect(titleOf(ICCS, '0101', 'es')).toBe('Homicidio intencional');
    expect(titleOf(ICCS, '0101', 'nl')).toBe('Opzettelijke doodslag');
    expect(titleOf(ECRIS_SANCTIONS, '1001', 'pt')).toBe('Prisão');
    expect(titleOf(ICCS, '9999', 'es')).toBeUndefined();
  });

  it('exist for every code that made-up registers use', () => {
    for (const { convictions } of people({ country: 'AR', seed: 'codes', count: 2000 })) {
      const offences = convictions.flatMap((conviction) => conviction.offences);
      const sanctions = convictions.flatMap((conviction) => conviction.sanctions);
      expect(offences.filter(({ iccsCode }) => !ICCS.codes.has(iccsCode))).toEqual([]);
      expect(offences.filter(({ ecrisCode }) => !ECRIS_OFFENCES.codes.has(ecrisCode ?? ''))).toEqual([]);
      expect(sanctions.filter(({ commonCategory }) => !ECRIS_SANCTIONS.codes.has(commonCategory))).toEqual([]);
    }
  });
});

describe('groups of offences', () => {
  it('the fields of the Alliance stand for codes that exist, with their subcodes', () => {
    expect(ALLIANCE_FIELD_ENTRIES.map(({ code }) => code)).toEqual([...ALLIANCE_FIELDS]);
    const named = ALLIANCE_FIELD_ENTRIES.flatMap(({ iccsCodes }) => iccsCodes);
    expect(named.filter((code) => !ICCS.codes.has(code))).toEqual([]);
    expect(allianceFieldsOf('02041')).toEqual(['TRAFFICKING_IN_PERSONS']);
    expect(allianceFieldsOf('030221')).toEqual(['CRIMES_AGAINST_CHILDREN']);
    expect(allianceFieldsOf('10043')).toEqual(['ENVIRONMENTAL_CRIME']);
    expect(allianceFieldsOf('0502')).toEqual([]);
  });

  it('every ICCS code has a nearest ECRIS category, that of its nearest ancestor unless it has its own', () => {
    const nearest = [...ICCS.codes.keys()].map((code) => [code, ecrisCodeFor(code)] as const);
    expect(nearest.filter(([, ecris]) => ecris === undefined || !ECRIS_OFFENCES.codes.has(ecris))).toEqual([]);
    expect([ecrisCodeFor('0101'), ecrisCodeFor('030221'), ecrisCodeFor('030222')]).toEqual([
      '080100',
      '100900',
      '100800',
    ]);
    expect(ecrisCodeFor('99')).toBeUndefined();
    for (const { iccsCode, ecrisCode } of offencesOfRegister()) {
      expect([iccsCode, ecrisCodeFor(iccsCode)?.slice(0, 2)]).toEqual([iccsCode, ecrisCode?.slice(0, 2)]);
    }
  });
});

describe('legal bases', () => {
  it('exist for every pair of different members, the same both ways, and none of a country with itself', () => {
    expect(pairs).toHaveLength(306);
    for (const [from, to] of pairs) {
      expect(legalBasesFor(from, to).length).toBeGreaterThan(0);
      expect(legalBasesFor(from, to)).toEqual(legalBasesFor(to, from));
    }
    for (const country of COUNTRIES) expect(legalBasesFor(country, country)).toEqual([]);
    expect([...new Set(everyBasis.map(({ code }) => code))].sort()).toEqual([...LEGAL_BASIS_CODES].sort());
    // The form that the policy accepts.
    expect(LEGAL_BASIS_CODES.filter((code) => !/^[A-Z0-9][A-Z0-9-]{1,63}$/.test(code))).toEqual([]);
  });

  it('say what they are: verified only where a source was read, an example where nothing is known', () => {
    const status = (from: 'AR' | 'CL' | 'BR' | 'GY', to: 'AR' | 'CL' | 'BR' | 'GY', code: string) =>
      legalBasesFor(from, to).find((basis) => basis.code === code)?.status;
    expect(status('AR', 'CL', 'MERCOSUR-ASSOCIATES-2002')).toBe('verified');
    expect(status('AR', 'BR', 'MERCOSUR-ASSOCIATES-2002')).toBe('unverified');
    expect(status('AR', 'BR', 'MERCOSUR-SAN-LUIS-1996')).toBe('unverified');
    expect(legalBasesFor('BR', 'GY')).toMatchObject([{ code: 'BILATERAL-EXAMPLE', status: 'illustrative' }]);
    expect(everyBasis.every(({ source }) => source !== '')).toBe(true);
  });
});
