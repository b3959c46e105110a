import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolesForPurpose, termsBetween } from '#libs/catalogue';
import { COUNTRIES, PURPOSES, ROLES, type Conviction, type CountryCode, type Purpose } from '#libs/protocol';
import { countrySets } from './country-sets.jest.js';
import {
  defaultPolicies,
  EVIDENCE_CODES,
  filterRecord,
  mayAnswer,
  mayAsk,
  PACKS_FOLDER,
  type PolicySet,
} from './index.js';
import { RECORD_KINDS } from './vocabulary.js';

/*
 * Purpose x role x ordered pair of countries x record kind, whole: 18 x 17 x 13 x 4 x 6. No rule names a country (tested
 * first), so to a country any two others are alike: each distinct question is decided once, and put for every pair. A draw in
 * which every ordered pair, and every purpose with every country on both sides occur is decided as it stands, too.
 */
const TODAY = '2026-11-22';
const packOf = (country: CountryCode) => readFileSync(join(PACKS_FOLDER, `${country}.cedar`), 'utf8');
let setOf: ReadonlyMap<CountryCode, PolicySet>;
const others = (country: CountryCode) => COUNTRIES.filter((other) => other !== country);
/** Whoever stands for every other country. */
const anyOther = (country: CountryCode) => (country === 'AR' ? 'BR' : 'AR');
const termsOf = (from: CountryCode, to: CountryCode, purpose: Purpose) =>
  termsBetween(from, to).find((terms) => terms.purpose === purpose)!;
const question = (from: CountryCode, to: CountryCode, purpose: Purpose, askingCountry: CountryCode) => ({
  ...{ askingCountry, country: to, purpose, urgency: 'ROUTINE', hasCase: true, evidence: EVIDENCE_CODES },
  ...{ legalBasis: termsOf(from, to, purpose).legalBases[0] ?? '', hitOnly: purpose === 'C4' },
  ...{ taskForce: '', taskForceRuns: false },
});
const isDrawn = (from: CountryCode, to: CountryCode, purpose: Purpose) =>
  (COUNTRIES.indexOf(from) + COUNTRIES.indexOf(to) + PURPOSES.indexOf(purpose)) % 9 === 0;
const without = (...codes: string[]) => EVIDENCE_CODES.filter((code) => !codes.includes(code));

/** Which of the marks below may be read in an answer, by purpose: written by hand, not taken from the rules. */
const FULL = ['CORE', 'FILE', 'OFFENCE', 'PRISON', 'BAN', 'DECISION'];
const ALLOWED: Readonly<Record<Purpose, readonly string[]>> = {
  ...{ C1: FULL, C2: FULL, C3: FULL, C4: ['CORE'], C5: FULL, E1: FULL },
  ...{ P1: FULL, P2: FULL, P3: FULL, P4: FULL, P5: FULL, P6: FULL, P7: ['CORE', 'BAN', 'DECISION'] },
};

/** Records by their kind. Of final convictions one may go for every purpose, with a mark in each part, and one of each cause stays. */
function records(country: CountryCode, from: CountryCode): ReadonlyMap<string, readonly Conviction[]> {
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
  const final = [
    { ...may, relationships: [{ kind: 'CONVICTION_CONVICTIONS', from: 'MARK-CORE', to: ['MARK-KEPT'] }] },
    { ...may, ...kept, retentionEndDate: '2026-11-21' },
    { ...may, ...kept, transmittable: { criminal: 'N', other: 'U' } },
    { ...may, ...kept, convictingCountry: from, transmittable: { criminal: 'U', other: 'Y' } },
  ];
  return new Map(
    RECORD_KINDS.map((recordKind) => [
      recordKind,
      (recordKind === 'FINAL_CONVICTION' ? final : [{ ...may, ...kept, recordKind }]) as unknown as Conviction[],
    ]),
  );
}

/** The marks that leave `to`, of records of this kind. */
function marks(from: CountryCode, to: CountryCode, purpose: Purpose, kind: string, asking: CountryCode): string {
  const held = records(to, asking).get(kind)!;
  const filtered = filterRecord(setOf.get(to)!, held, question(from, to, purpose, asking), TODAY);
  const bytes = JSON.stringify(filtered.allowed ? filtered.disclosed : []);
  const seen = [...bytes.matchAll(/MARK-([A-Z]+(?:-[A-Z]+)*)/g)].map(([, mark]) => mark);
  return [...new Set(seen)].sort().join(' ');
}

const expected = (from: CountryCode, to: CountryCode, purpose: Purpose, kind: string) =>
  kind === 'FINAL_CONVICTION' && termsOf(from, to, purpose).accepted ? [...ALLOWED[purpose]].sort().join(' ') : '';

/** On which terms a country answers another, as its rules have it. */
function terms(from: CountryCode, to: CountryCode, purpose: Purpose, asking: CountryCode) {
  const may = (more: object) => mayAnswer(setOf.get(to)!, { ...question(from, to, purpose, asking), ...more }).allowed;
  return {
    ...{ purpose, accepted: may({}) },
    legalBases: termsOf(from, to, purpose).legalBases.filter((legalBasis) => may({ legalBasis })),
    consent: may({ evidence: without('CONSENT', 'LAW') })
      ? 'NONE'
      : may({ evidence: without('CONSENT') })
        ? 'OR_LAW'
        : 'REQUIRED',
  };
}

function checkTerms(from: CountryCode, to: CountryCode, purpose: Purpose, asking: CountryCode) {
  const said = terms(from, to, purpose, asking);
  const { accepted, consent, legalBases } = termsOf(from, to, purpose);
  if (accepted) expect(said).toEqual({ purpose, accepted, legalBases, consent });
  else expect([from, to, purpose, said.accepted]).toEqual([from, to, purpose, false]);
}

beforeAll(() => {
  setOf = countrySets(packOf);
});

it('no rule names a country: whoever is not home is alike to it', () => {
  for (const text of [defaultPolicies.text, ...COUNTRIES.map(packOf)]) expect(text).not.toMatch(/\bCountry\s*::/);
});

it('the draw has every ordered pair of countries, and every purpose with every country on both sides', () => {
  const drawn = COUNTRIES.flatMap((to) =>
    others(to).flatMap((from) =>
      PURPOSES.filter((purpose) => isDrawn(from, to, purpose)).flatMap((purpose) => [
        ...[`${from} to ${to}`, `${from} for ${purpose}`, `${purpose} of ${to}`],
      ]),
    ),
  );
  const pairs = COUNTRIES.length * (COUNTRIES.length - 1);
  expect(new Set(drawn).size).toBe(pairs + 2 * COUNTRIES.length * PURPOSES.length);
});

describe.each(COUNTRIES)('whoever asks %s', (to) => {
  it('is answered on the terms of the catalogue: purpose, consent, legal basis', () => {
    const known = new Set<string>();
    for (const from of others(to)) {
      for (const purpose of PURPOSES) {
        if (isDrawn(from, to, purpose)) checkTerms(from, to, purpose, from);
        const distinct = JSON.stringify(termsOf(from, to, purpose));
        if (!known.has(distinct)) checkTerms(from, to, purpose, anyOther(to));
        known.add(distinct);
      }
    }
    expect(known.size).toBeGreaterThanOrEqual(PURPOSES.length);
  });

  it('gets nothing into the bytes of an answer that purpose and role do not allow, of no kind of record', () => {
    const known = new Map<string, string>();
    let met = 0;
    for (const from of others(to)) {
      for (const purpose of PURPOSES) {
        const { legalBasis } = question(from, to, purpose, from);
        for (const kind of RECORD_KINDS) {
          if (isDrawn(from, to, purpose)) {
            expect([from, purpose, kind, marks(from, to, purpose, kind, from)]).toEqual([
              ...[from, purpose, kind, expected(from, to, purpose, kind)],
            ]);
          }
          const distinct = `${purpose} ${legalBasis} ${kind}`;
          const leaving = known.get(distinct) ?? marks(from, to, purpose, kind, anyOther(to));
          known.set(distinct, leaving);
          for (const role of ROLES) {
            const asked = { ...question(from, to, purpose, from), country: from, role, to: anyOther(from) };
            const mayLeave = rolesForPurpose(purpose).roles.includes(role) ? expected(from, to, purpose, kind) : '';
            const leaves = mayAsk(setOf.get(from)!, asked).allowed ? leaving : '';
            if (leaves !== mayLeave)
              expect([from, role, purpose, kind, leaves]).toEqual([from, role, purpose, kind, mayLeave]);
            met += 1;
          }
        }
      }
    }
    expect(met).toBe((COUNTRIES.length - 1) * PURPOSES.length * RECORD_KINDS.length * ROLES.length);
  });
});
