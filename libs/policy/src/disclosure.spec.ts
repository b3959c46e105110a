import fc from 'fast-check';
import { convictionSchema, faultsOf, PURPOSES, type Conviction } from '#libs/protocol';
import {
  EVIDENCE_CODES,
  examplePacks,
  FIELD_GROUPS,
  filterRecord,
  loadPolicySet,
  type FilteredRecord,
  type ForeignQuestion,
} from './index.js';
import { convictionFacts } from './conviction-facts.js';
import { RECORD_KINDS, YES_NO_UNKNOWN } from './vocabulary.js';

const TODAY = '2026-11-22';
const policySet = loadPolicySet(examplePacks.AR);
const question: ForeignQuestion = {
  askingCountry: 'BR',
  country: 'AR',
  purpose: 'C1',
  urgency: 'ROUTINE',
  legalBasis: 'MERCOSUR-SAN-LUIS',
  ...{ hasCase: true, evidence: EVIDENCE_CODES, hitOnly: false, taskForce: '', taskForceRuns: false },
};
const text = [{ language: 'es', value: 'Robo' }] as const;
const clean: Conviction = {
  id: 'AR:J1:1/20:2020',
  convictingCountry: 'AR',
  recordKind: 'FINAL_CONVICTION',
  fileNumber: '1/20',
  decisionDate: '2020-03-01',
  finalDate: '2020-04-01',
  decidingAuthority: { code: 'J1', name: text },
  retentionEndDate: '2030-04-01',
  transmittable: { criminal: 'Y', other: 'Y' },
  minorAtOffence: 'N',
  decisions: [{ id: 'd1', changeTypes: ['DCH-00-Q'], date: '2022-01-01', deleteConvictionFromRegister: 'N' }],
  offences: [
    {
      id: 'o1',
      iccsCode: '0101',
      nationalCode: '164',
      nationalTitle: text,
      legalProvisions: 'CP art. 164',
      startDate: '2019',
      endDate: '2019',
      completion: 'C',
      participation: 'M',
    },
  ],
  sanctions: [
    { id: 's1', nationalCode: '1', nationalTitle: text, nature: 'P', commonCategory: '1001', specificToMinor: 'N' },
    { id: 's2', nationalCode: '2', nationalTitle: text, nature: 'P', commonCategory: '3004', specificToMinor: 'N' },
  ],
  relationships: [{ kind: 'SANCTION_OFFENCES', from: 's1', to: ['o1'] }],
  version: 1,
  sourceUpdatedAt: '2022-01-02T00:00:00Z',
};
const filter = (convictions: readonly Conviction[], more: Partial<ForeignQuestion> = {}, today = TODAY) =>
  filterRecord(policySet, convictions, { ...question, hitOnly: more.purpose === 'C4', ...more }, today);
const filtered = (...given: Parameters<typeof filter>): FilteredRecord => {
  const result = filter(...given);
  if (!result.allowed) throw new Error(JSON.stringify(result.reasons));
  return result;
};

describe('filtering a record', () => {
  it('lets a clean final conviction go whole for a court', () => {
    expect(filtered([clean])).toEqual({
      allowed: true,
      disclosed: [clean],
      fields: [...FIELD_GROUPS],
      forAuditor: { considered: 1, withheld: 0, withheldByReason: {} },
    });
  });

  it('looks to the asker as if there were no record, and tells the auditor how many stayed and why', () => {
    const kept: Conviction[] = [
      { ...clean, id: 'a', minorAtOffence: 'Y', retentionEndDate: '2026-11-21' },
      { ...clean, id: 'b', minorAtOffence: 'U' },
      { ...clean, id: 'c', recordKind: 'PENDING_CASE' },
    ];
    const { forAuditor: forAuditorOfKept, ...toAskerOfKept } = filtered(kept, { purpose: 'C2' });
    const { forAuditor: forAuditorOfNone, ...toAskerOfNone } = filtered([], { purpose: 'C2' });
    expect(toAskerOfKept).toEqual(toAskerOfNone);
    expect(toAskerOfNone).toEqual({ allowed: true, disclosed: [], fields: [] });
    expect(forAuditorOfNone).toEqual({ considered: 0, withheld: 0, withheldByReason: {} });
    expect(forAuditorOfKept).toEqual({
      considered: 3,
      withheld: 3,
      withheldByReason: { MINOR: 2, RETENTION: 1, ONGOING_PROCEEDINGS: 1 },
    });
  });

  it('looks the same to the asker whether or not something stayed beside what leaves', () => {
    const other: Conviction = { ...clean, id: 'other', transmittable: { criminal: 'U', other: 'Y' } };
    const linked: Conviction = {
      ...clean,
      relationships: [
        { kind: 'SANCTION_OFFENCES', from: 's1', to: ['o1'] },
        { kind: 'CONVICTION_CONVICTIONS', from: clean.id, to: ['other'] },
      ],
    };
    expect(filtered([linked, other]).disclosed).toEqual([clean]);
    expect(filtered([linked, { ...other, transmittable: clean.transmittable }]).disclosed).toEqual([
      linked,
      { ...other, transmittable: clean.transmittable },
    ]);
    const onlyLink: Conviction = { ...linked, relationships: linked.relationships!.slice(1) };
    const { relationships: _none, ...unlinked } = clean;
    expect(filtered([onlyLink, other]).disclosed).toEqual([unlinked]);
  });

  it('trims field by field: lists become empty, the file number and the links go', () => {
    const { fileNumber: _file, relationships: _links, ...rest } = clean;
    const contracts = filtered([clean], { purpose: 'P7' });
    expect(contracts.disclosed).toEqual([{ ...rest, offences: [], sanctions: rest.sanctions.slice(1) }]);
    expect(contracts.fields).toEqual(['identity', 'core', 'sanctions', 'decisions']);
    const check = filtered([clean], { purpose: 'C4' });
    expect(check.disclosed).toEqual([{ ...rest, offences: [], sanctions: [], decisions: [] }]);
    expect(check.fields).toEqual(['identity', 'core']);
  });

  it('takes the links of a sanction that stays with it', () => {
    const own = `@id("no-prison") @title("x") @source("x") @status("illustrative") @reason("DISPROPORTIONATE")
      forbid (principal, action == Action::"discloseSanction", resource) when { context.sanction.contains("1000") };`;
    const policies = [...examplePacks.AR.policies, { name: 'own.cedar', text: own, narrows: true }];
    const set = loadPolicySet({ name: 'AR', version: '1', policies });
    const both = { kind: 'DECISION_SANCTIONS', from: 'd1', to: ['s1', 's2'] } as const;
    const linked: Conviction = {
      ...clean,
      relationships: [
        ...clean.relationships!,
        both,
        { ...both, to: ['s1'] },
        { ...both, kind: 'SANCTION_SANCTIONS', from: 's2', to: ['s1'] },
      ],
    };
    const record = filterRecord(set, [linked], question, TODAY);
    if (!record.allowed) throw new Error('refused');
    expect(record.disclosed).toEqual([
      { ...clean, sanctions: clean.sanctions.slice(1), relationships: [{ ...both, to: ['s2'] }] },
    ]);
  });

  it('does not let a field go that it does not know', () => {
    const more = { ...clean, informant: 'PLANTED', constructor: 'PLANTED' };
    expect(JSON.stringify(filtered([more]))).not.toContain('PLANTED');
  });

  it('knows every field of the protocol’s conviction', () => {
    const all = Object.fromEntries(Object.keys(convictionSchema.properties).map((field) => [field, 'x']));
    const [trimmed] = filtered([{ ...all, ...clean, isNonCriminalRuling: 'N' }]).disclosed;
    expect(Object.keys(trimmed!).sort()).toEqual(Object.keys(convictionSchema.properties).sort());
    expect(faultsOf(convictionSchema, trimmed)).toEqual([]);
  });

  it('refuses as a whole, with the reason, what the country may not ask', () => {
    expect(filter([clean], { hasCase: false })).toEqual({
      allowed: false,
      alarm: false,
      reasons: [{ code: 'LEGAL_BASIS', policyId: 'needs-case' }],
    });
    expect(filter([clean], { askingCountry: 'ZZ' })).toMatchObject({ allowed: false, alarm: false });
  });

  it('lets nothing go without identity and core, whatever else is allowed', () => {
    for (const field of ['identity', 'core']) {
      const rule = `@id("keep-${field}") @title("Keeps") @source("Test") @status("illustrative") @reason("ORDRE_PUBLIC")
        forbid (principal, action == Action::"discloseField", resource) when { context.field == FieldGroup::"${field}" };`;
      const policies = [...examplePacks.AR.policies, { name: 'own.cedar', text: rule, narrows: true }];
      const set = loadPolicySet({ name: 'own', version: '1', policies });
      expect(filterRecord(set, [clean], question, TODAY)).toMatchObject({
        disclosed: [],
        fields: [],
        forAuditor: { withheldByReason: { ORDRE_PUBLIC: 1 } },
      });
    }
  });

  it.each([
    { recordKind: 'RUMOUR' },
    { minorAtOffence: 'maybe' },
    { transmittable: { criminal: 'y', other: 'Y' } },
    { transmittable: { criminal: 'Y', other: '' } },
    { finalDate: '1/4/2020' },
    { retentionEndDate: 'never' },
  ])('refuses the whole record with an alarm when a conviction cannot be judged: %j', (wrong) => {
    const malformed = { ...clean, ...wrong } as Conviction;
    expect(filter([clean, malformed])).toEqual({
      allowed: false,
      alarm: true,
      reasons: [{ code: 'POLICY_ERROR', policyId: 'malformed-conviction' }],
    });
  });

  it('does not go by a day that is none', () => {
    expect(filter([clean], {}, 'today')).toMatchObject({ allowed: false, alarm: true });
  });

  it('never lets out what the default pack promises to keep', () => {
    const day = fc.constantFrom('1999-12-31', '2026-11-21', '2026-11-22', '2026-11-23', '2050-01-01');
    const conviction = fc
      .record({
        recordKind: fc.constantFrom(...RECORD_KINDS),
        transmittable: fc.record({
          criminal: fc.constantFrom(...YES_NO_UNKNOWN),
          other: fc.constantFrom(...YES_NO_UNKNOWN),
        }),
        minorAtOffence: fc.constantFrom(...YES_NO_UNKNOWN),
        convictingCountry: fc.constantFrom('AR', 'CL'),
        finalDate: day,
        decisions: fc.constantFrom([], [{ ...clean.decisions[0]!, changeTypes: ['DCH-00-R'] }]),
        retentionEndDate: fc.option(day, { nil: undefined }),
      })
      .map((drawn): Conviction => {
        const { retentionEndDate: _end, ...rest } = clean;
        const { retentionEndDate, ...others } = drawn;
        return { ...rest, ...others, ...(retentionEndDate === undefined ? {} : { retentionEndDate }) };
      });
    const record = fc.array(conviction, { maxLength: 6 });
    fc.assert(
      fc.property(record, fc.constantFrom(...PURPOSES), (convictions, purpose) => {
        const numbered = convictions.map((one, n) => ({ ...one, id: `${n}` }));
        const { disclosed, forAuditor } = filtered(numbered, { purpose });
        const criminal = purpose.startsWith('C') || purpose === 'E1';
        const mayGo = ({
          recordKind,
          transmittable,
          minorAtOffence,
          retentionEndDate,
          convictingCountry,
          finalDate,
          decisions,
        }: Conviction) =>
          recordKind === 'FINAL_CONVICTION' &&
          (criminal ? transmittable.criminal : transmittable.other) === 'Y' &&
          (minorAtOffence === 'N' || ['C1', 'C3', 'P2'].includes(purpose)) &&
          (retentionEndDate ?? TODAY) >= TODAY &&
          (criminal || convictingCountry === 'AR') &&
          // the sentence of `clean` says no length
          (!['P3', 'P5'].includes(purpose) || finalDate > '2016') &&
          (decisions.length === 0 || ['C1', 'C3', 'E1'].includes(purpose));
        expect(disclosed.map(({ id }) => id)).toEqual(numbered.filter(mayGo).map(({ id }) => id));
        expect(forAuditor.withheld).toBe(numbered.length - disclosed.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a rule sees of a conviction', () => {
  it('counts whole years since the judgment became final', () => {
    const years = (finalDate: string, today: string) =>
      convictionFacts({ ...clean, finalDate }, 'AR', today)?.yearsSinceFinal;
    expect(years('2016-11-22', '2026-11-22')).toBe(10);
    expect(years('2016-11-23', '2026-11-22')).toBe(9);
    expect(years('2027-01-01', '2026-11-22')).toBe(0);
  });

  it('lets the last day of retention pass before it ends, and knows no end where none is set', () => {
    const ended = (today: string) => convictionFacts(clean, 'AR', today)?.retentionEnded;
    expect(ended('2030-04-01')).toBe(false);
    expect(ended('2030-04-02')).toBe(true);
    const { retentionEndDate: _end, ...endless } = clean;
    expect(convictionFacts(endless, 'AR', '2099-01-01')?.retentionEnded).toBe(false);
  });
});
