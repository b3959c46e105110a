import { KNOWN_DOCUMENT_TYPES } from '#libs/matching';
import { COUNTRIES, isCrexError } from '#libs/protocol';
import { people } from '#libs/synthetic';
import {
  COUNTRY_NAMES,
  DOCUMENT_TYPES,
  ECRIS_OFFENCES,
  ECRIS_SANCTIONS,
  EVIDENCE,
  ICCS,
  LEGAL_BASIS_CODES,
  OUTCOMES,
  PURPOSES,
  REFUSAL_REASONS,
  ROLES,
  URGENCY_CLASSES,
  legalBasesFor,
  purposeOf,
  rolesForPurpose,
  titleOf,
} from '#libs/catalogue';
import type { CommonTable, Labels } from '#libs/catalogue';

const pairs = COUNTRIES.flatMap((from) => COUNTRIES.filter((to) => to !== from).map((to) => [from, to] as const));
const everyBasis = pairs.flatMap(([from, to]) => legalBasesFor(from, to));

const coded = (table: Readonly<Record<string, Labels>>): { code: string; labels: Labels }[] =>
  Object.entries(table).map(([code, labels]) => ({ code, labels }));

describe.each<[string, readonly { readonly code: string; readonly labels: Labels }[]]>([
  ['countries', coded(COUNTRY_NAMES)],
  ['purposes', PURPOSES],
  ['roles', coded(ROLES)],
  ['evidence', coded(EVIDENCE)],
  ['outcomes', OUTCOMES],
  ['refusal reasons', REFUSAL_REASONS],
  ['urgency classes', URGENCY_CLASSES],
  ['document types', DOCUMENT_TYPES],
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

describe('purposes', () => {
  it('each have roles that may ask, told to be illustrative', () => {
    for (const { code } of PURPOSES) {
      const { roles, status } = rolesForPurpose(code);
      expect(status).toBe('illustrative');
      expect(roles.length).toBeGreaterThan(0);
      expect(roles.filter((role) => !(role in ROLES))).toEqual([]);
    }
    expect(
      Object.keys(ROLES).filter(
        (role) => !PURPOSES.some(({ code }) => rolesForPurpose(code).roles.includes(role as 'court')),
      ),
    ).toEqual([]);
  });

  it('have a deadline, an urgency that sets one, or nothing to wait for', () => {
    const waiting = PURPOSES.map(({ code }) => purposeOf(code)).filter(({ code }) => code !== 'M1' && code !== 'A1');
    for (const { deadlineWorkingDays, alwaysFlash, urgency, evidence } of waiting) {
      expect((deadlineWorkingDays !== undefined) === (alwaysFlash === undefined)).toBe(true);
      if (alwaysFlash) expect(urgency).toEqual(['FLASH']);
      expect(evidence.length).toBeGreaterThan(0);
      expect(evidence.filter((item) => !(item in EVIDENCE))).toEqual([]);
    }
    expect(purposeOf('P1').deadlineWorkingDays).toBe(20);
    expect(purposeOf('C1').deadlineWorkingDays).toBe(10);
  });

  it('that are not in the list are refused with a coded error that does not repeat them', () => {
    for (const find of [purposeOf, rolesForPurpose]) {
      expect(() => find('secret')).toThrow(expect.objectContaining({ code: 'catalogue.unknown-purpose' }) as Error);
      expect(() => find('secret')).not.toThrow(/secret/);
    }
    try {
      purposeOf('constructor');
    } catch (error) {
      expect(isCrexError(error, 'catalogue.unknown-purpose')).toBe(true);
    }
    expect.assertions(5);
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
      expect(titles.en).not.toBe('');
      expect(Object.keys(status).sort()).toEqual(Object.keys(titles).sort());
      expect(Object.values(status).filter((value) => !statuses.includes(value))).toEqual([]);
    }
  });
});

describe('titles of codes', () => {
  it('come in the language asked for, else in English, and say which', () => {
    expect(titleOf(ICCS, '0101', 'es')).toEqual({ language: 'es', value: 'Homicidio intencional' });
    expect(titleOf(ICCS, '0101', 'nl')).toEqual({ language: 'en', value: 'Intentional homicide' });
    expect(titleOf(ECRIS_SANCTIONS, '1001', 'pt')).toEqual({ language: 'en', value: 'Imprisonment' });
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

describe('legal bases', () => {
  it('exist for every pair of different members, the same both ways, and none of a country with itself', () => {
    expect(pairs).toHaveLength(306);
    for (const [from, to] of pairs) {
      expect(legalBasesFor(from, to).length).toBeGreaterThan(0);
      expect(legalBasesFor(from, to)).toEqual(legalBasesFor(to, from));
    }
    for (const country of COUNTRIES) expect(legalBasesFor(country, country)).toEqual([]);
    expect([...new Set(everyBasis.map(({ code }) => code))].sort()).toEqual([...LEGAL_BASIS_CODES].sort());
  });

  it('say what they are: verified only where a source was read, an example where nothing is known', () => {
    const status = (from: 'AR' | 'CL' | 'BR' | 'GY', to: 'AR' | 'CL' | 'BR' | 'GY', code: string) =>
      legalBasesFor(from, to).find((basis) => basis.code === code)?.status;
    expect(status('AR', 'CL', 'MERCOSUR_ASSOCIATES_2002')).toBe('verified');
    expect(status('AR', 'BR', 'MERCOSUR_ASSOCIATES_2002')).toBe('unverified');
    expect(status('AR', 'BR', 'MERCOSUR_SAN_LUIS_1996')).toBe('unverified');
    expect(legalBasesFor('BR', 'GY')).toMatchObject([{ code: 'BILATERAL_EXAMPLE', status: 'illustrative' }]);
    expect(everyBasis.every(({ source }) => source !== '')).toBe(true);
  });
});
