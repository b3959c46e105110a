import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECRIS_SANCTIONS, ICCS, LEGAL_BASIS_CODES, rolesForPurpose, ruleOf, termsBetween } from '#libs/catalogue';
import { COUNTRIES, PURPOSES, ROLES, type CountryCode, type Purpose } from '#libs/protocol';
import { countrySets } from './country-sets.jest.js';
import {
  defaultPolicies,
  EVIDENCE_CODES,
  mayAnswer,
  mayAsk,
  mayAskAlone,
  mayRefuseAlone,
  mayReleaseAlone,
  PACKS_FOLDER,
  type PolicySet,
} from './index.js';

const packOf = (country: CountryCode) => readFileSync(join(PACKS_FOLDER, `${country}.cedar`), 'utf8');
let setOf: ReadonlyMap<CountryCode, PolicySet>;
const others = (country: CountryCode) => COUNTRIES.filter((other) => other !== country);
const asked = (from: CountryCode, to: CountryCode, purpose: Purpose) => ({
  ...{ askingCountry: from, country: to, purpose, urgency: 'ROUTINE', hasCase: true, evidence: EVIDENCE_CODES },
  ...{ legalBasis: termsBetween(from, to)[0]?.legalBases[0] ?? '', hitOnly: purpose === 'C4' },
  ...{ taskForce: '', taskForceRuns: false },
});
const without = (...codes: string[]) => EVIDENCE_CODES.filter((code) => !codes.includes(code));

beforeAll(() => {
  setOf = countrySets(packOf);
});

it('there is a pack for each country, and nothing else lies beside them', () => {
  expect(readdirSync(PACKS_FOLDER).sort()).toEqual(COUNTRIES.map((country) => `${country}.cedar`).sort());
});

describe.each(COUNTRIES)('the pack of %s', (country) => {
  const set = () => setOf.get(country)!;

  it('says of each rule where it comes from, claims nothing as verified, and names codes that exist', () => {
    for (const { source, status } of set().rules.values()) {
      expect(source).not.toBe('');
      expect(['illustrative', 'unverified']).toContain(status);
    }
    const named = [...packOf(country).matchAll(/^ {4}"([A-Z][A-Z0-9-]+)",?$/gm)].map(([, code]) => code);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !LEGAL_BASIS_CODES.includes(code!))).toEqual([]);
  });

  it('lets a role ask for a purpose where the catalogue says so, with the evidence that the catalogue lists', () => {
    const to = others(country)[0]!;
    for (const purpose of PURPOSES) {
      const question = { ...asked(country, to, purpose), country, to };
      const roles = ROLES.filter((role) => mayAsk(set(), { ...question, role }).allowed);
      expect([purpose, [...roles].sort()]).toEqual([purpose, [...rolesForPurpose(purpose).roles].sort()]);
      const role = roles[0]!;
      const needed = EVIDENCE_CODES.filter(
        (code) => !mayAsk(set(), { ...question, role, evidence: without(code) }).allowed,
      );
      const listed = ruleOf(purpose).evidence.map((code) => (code === 'LEGAL_BASIS' ? 'LAW' : code));
      expect([purpose, [...needed].sort()]).toEqual([
        purpose,
        listed.filter((code) => (EVIDENCE_CODES as readonly string[]).includes(code)).sort(),
      ]);
    }
  });

  it('wants a person to confirm a refusal by a rule that nobody has confirmed', () => {
    const from = others(country)[0]!;
    const question = { ...asked(from, country, 'C1'), legalBasis: 'UNKNOWN-TREATY' };
    expect(mayAnswer(set(), question)).toMatchObject({
      reasons: [{ policyId: `${country.toLowerCase()}-criminal-matters-by-treaty` }],
    });
    expect(mayRefuseAlone(set(), question)).toBe(false);
    expect(mayRefuseAlone(set(), { ...asked(from, country, 'C1'), hasCase: false })).toBe(true);
    expect(mayReleaseAlone(set(), asked(from, country, 'C1'))).toBe(true);
    expect(mayAskAlone(set(), { ...asked(country, from, 'C5'), country, to: from, role: 'investigator' })).toBe(
      mayReleaseAlone(set(), asked(from, country, 'C5')),
    );
  });
});

describe('the codes that rules name', () => {
  it('exist in the tables of offences and sanctions', () => {
    const texts = [defaultPolicies.text, ...COUNTRIES.map(packOf)];
    const named = texts.flatMap((text) => [...text.matchAll(/(offences|sanctions?)\.contains(?:Any)?\(\[?([^)]*)/g)]);
    expect(named.length).toBeGreaterThan(0);
    for (const [, what, list = ''] of named) {
      const table = what === 'offences' ? ICCS : ECRIS_SANCTIONS;
      const codes = [...list.matchAll(/"(\d+)"/g)].map(([, code]) => code!);
      expect(codes.length).toBeGreaterThan(0);
      expect(codes.filter((code) => !table.codes.has(code))).toEqual([]);
    }
  });
});
