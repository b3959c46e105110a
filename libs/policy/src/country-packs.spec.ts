import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ECRIS_SANCTIONS, ICCS, LEGAL_BASIS_CODES, rolesForPurpose, ruleOf, termsBetween } from '#libs/catalogue';
import { COUNTRIES, PURPOSES, ROLES, type CountryCode, type Purpose } from '#libs/protocol';
import {
  defaultPolicies,
  EVIDENCE_CODES,
  filterRecord,
  loadPolicySet,
  mayAnswer,
  mayAsk,
  mayAskAlone,
  mayRefuseAlone,
  mayReleaseAlone,
  PACKS_FOLDER,
  wholePack,
  type PolicySet,
} from './index.js';
import { RECORD_KINDS } from './vocabulary.js';

const TODAY = '2026-11-22';
const textOf = (country: CountryCode) => readFileSync(join(PACKS_FOLDER, `${country}.cedar`), 'utf8');
const setOf = new Map<CountryCode, PolicySet>();
const others = (country: CountryCode) => COUNTRIES.filter((other) => other !== country);
const asked = (from: CountryCode, to: CountryCode, purpose: Purpose) => ({
  ...{ askingCountry: from, country: to, purpose, urgency: 'ROUTINE', hasCase: true, evidence: EVIDENCE_CODES },
  ...{ legalBasis: termsBetween(from, to)[0]?.legalBases[0] ?? '', hitOnly: purpose === 'C4' },
  ...{ taskForce: '', taskForceRuns: false },
});
/** A ninth of all questions: over the 18 packs each pair of countries with some purposes, in each pack each purpose. */
const isDrawn = (from: CountryCode, to: CountryCode, purpose: Purpose) =>
  (COUNTRIES.indexOf(from) + COUNTRIES.indexOf(to) + PURPOSES.indexOf(purpose)) % 9 === 0;
const without = (...codes: string[]) => EVIDENCE_CODES.filter((code) => !codes.includes(code));

beforeAll(() => {
  for (const country of COUNTRIES) {
    const policies = [{ name: `${country}.cedar`, text: textOf(country) }];
    setOf.set(country, loadPolicySet(wholePack({ country, version: '1', policies })));
  }
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
    const named = [...textOf(country).matchAll(/^ {4}"([A-Z][A-Z0-9-]+)",?$/gm)].map(([, code]) => code);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((code) => !LEGAL_BASIS_CODES.includes(code!))).toEqual([]);
  });

  it('answers every other country on the terms of the catalogue: purpose, consent, legal basis', () => {
    for (const from of others(country)) {
      for (const { purpose, accepted, consent, legalBases } of termsBetween(from, country)) {
        if (!isDrawn(from, country, purpose)) continue;
        const may = (more: object) => mayAnswer(set(), { ...asked(from, country, purpose), ...more }).allowed;
        const said = {
          ...{ purpose, accepted: may({}), legalBases: legalBases.filter((legalBasis) => may({ legalBasis })) },
          consent: may({ evidence: without('CONSENT', 'LAW') })
            ? 'NONE'
            : may({ evidence: without('CONSENT') })
              ? 'OR_LAW'
              : 'REQUIRED',
        };
        if (accepted) expect(said).toEqual({ purpose, accepted, legalBases, consent });
        else expect(said.accepted).toBe(false);
      }
    }
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

  it('lets nothing into the bytes of an answer that the purpose does not allow, whoever asks', () => {
    for (const from of others(country)) {
      for (const purpose of PURPOSES.filter((each) => isDrawn(from, country, each))) {
        const filtered = filterRecord(set(), record(country, from), asked(from, country, purpose), TODAY);
        const bytes = JSON.stringify(filtered.allowed ? filtered.disclosed : []);
        const seen = [...bytes.matchAll(/MARK-([A-Z]+(?:-[A-Z]+)*)/g)].map(([, mark]) => mark);
        const allowed = termsBetween(from, country).find((terms) => terms.purpose === purpose)?.accepted
          ? ALLOWED[purpose]
          : [];
        expect([from, purpose, [...new Set(seen)].sort()]).toEqual([from, purpose, [...allowed].sort()]);
      }
    }
  });
});

/** Which of the marks below may be read in an answer, by purpose: written by hand, not taken from the rules. */
const FULL = ['CORE', 'FILE', 'OFFENCE', 'PRISON', 'BAN', 'DECISION'];
const ALLOWED: Readonly<Record<Purpose, readonly string[]>> = {
  ...{ C1: FULL, C2: FULL, C3: FULL, C4: ['CORE'], C5: FULL, E1: FULL },
  ...{ P1: FULL, P2: FULL, P3: FULL, P4: FULL, P5: FULL, P6: FULL, P7: ['CORE', 'BAN', 'DECISION'] },
};

/** One conviction that may go for every purpose, with a mark in each part, and one of each cause to stay, marked as kept. */
function record(country: CountryCode, from: CountryCode) {
  const may = {
    ...{ id: `MARK-CORE`, convictingCountry: country, recordKind: 'FINAL_CONVICTION', finalDate: '2025-11-22' },
    ...{ fileNumber: 'MARK-FILE', transmittable: { criminal: 'Y', other: 'Y' }, minorAtOffence: 'N' },
    decisions: [{ id: 'd', changeTypes: ['DCH-00-Q'], remarks: 'MARK-DECISION' }],
    offences: [{ id: 'o', iccsCode: '0101', nationalTitle: 'MARK-OFFENCE' }],
    sanctions: [
      { id: 's1', commonCategory: '1001', nationalTitle: 'MARK-PRISON', sentencedPeriod: { duration: 'P1Y' } },
      { id: 's2', commonCategory: '3004', nationalTitle: 'MARK-BAN' },
    ],
    informant: `MARK-NEVER`,
  };
  const kept = {
    ...{ id: 'MARK-KEPT', fileNumber: 'MARK-KEPT', informant: 'MARK-KEPT' },
    decisions: [{ id: 'd', changeTypes: [], remarks: 'MARK-KEPT' }],
    offences: [{ id: 'o', iccsCode: '0101', nationalTitle: 'MARK-KEPT' }],
    sanctions: [{ id: 's', commonCategory: '3004', nationalTitle: 'MARK-KEPT' }],
  };
  return [
    { ...may, relationships: [{ kind: 'CONVICTION_CONVICTIONS', from: 'MARK-CORE', to: ['MARK-KEPT'] }] },
    ...RECORD_KINDS.filter((kind) => kind !== 'FINAL_CONVICTION').map((recordKind) => ({
      ...may,
      ...kept,
      recordKind,
    })),
    { ...may, ...kept, retentionEndDate: '2026-11-21' },
    { ...may, ...kept, transmittable: { criminal: 'N', other: 'U' } },
    { ...may, ...kept, convictingCountry: from, transmittable: { criminal: 'U', other: 'Y' } },
  ];
}

describe('the codes that rules name', () => {
  it('exist in the tables of offences and sanctions', () => {
    const texts = [defaultPolicies.text, ...COUNTRIES.map(textOf)];
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
