import { readFileSync } from 'node:fs';
import { PURPOSES, ROLES } from '#libs/protocol';
import {
  defaultPolicies,
  disclosable,
  EVIDENCE_CODES,
  examplePacks,
  filterRecord,
  loadPolicySet,
  mayAnswer,
  mayAsk,
  mayAskAlone,
  mayRefuseAlone,
  mayReleaseAlone,
  type ForeignQuestion,
  type OwnQuestion,
  type PolicyConviction,
  type PolicySet,
} from './index.js';
import { ownQuestion as own } from './sample-question.jest.js';

const foreign: ForeignQuestion = { ...own, askingCountry: 'BR', country: 'JM' };
const TODAY = '2026-11-22';
const clean: PolicyConviction = {
  id: 'JM:1',
  convictingCountry: 'JM',
  recordKind: 'FINAL_CONVICTION',
  finalDate: '2023-11-22',
  transmittable: { criminal: 'Y', other: 'Y' },
  minorAtOffence: 'N',
  decisions: [],
  // relevant for every purpose
  offences: [{ iccsCode: '0101' }],
  sanctions: [{ id: 's1', commonCategory: '3004' }],
};
const OTHER: Partial<PolicyConviction> = {
  offences: [{ iccsCode: '0502' }],
  sanctions: [{ id: 's1', commonCategory: '8001' }],
};
const years = (duration: string) => [{ id: 's1', commonCategory: '1001', sentencedPeriod: { duration } }];
/** Which sanctions leave, by id. */
const sanctionsFor =
  (purpose: string): Say =>
  (set) => {
    const sanctions = ['3004', '1001', '3014'].map((commonCategory) => ({ id: commonCategory, commonCategory }));
    const judged = disclosable(set, { ...clean, sanctions }, { ...foreign, purpose }, TODAY);
    return judged.allowed
      ? sanctions
          .filter(({ id }) => !judged.withoutSanctions.includes(id))
          .map(({ id }) => id)
          .join(' ')
      : say(judged);
  };

/** What a set says, as one word per question: `yes`, the codes and policies of a no, or the parts that leave. */
type Say = (set: PolicySet) => string;
const say = (verdict: ReturnType<typeof disclosable> | ReturnType<typeof mayAsk>) =>
  verdict.allowed
    ? 'fields' in verdict
      ? verdict.fields.join(' ')
      : 'yes'
    : verdict.reasons.map(({ code, policyId }) => `${code} by ${policyId}`).join(', ');
const ask =
  (more: Partial<OwnQuestion>): Say =>
  (set) =>
    say(mayAsk(set, { ...own, ...more }));
const answer =
  (more: Partial<ForeignQuestion>): Say =>
  (set) =>
    say(mayAnswer(set, { ...foreign, ...more }));
const disclose =
  (purpose: string, more: Partial<PolicyConviction>): Say =>
  (set) =>
    say(disclosable(set, { ...clean, ...more }, { ...foreign, purpose, hitOnly: purpose === 'C4' }, TODAY));

/** Every piece of evidence but this one. */
const without = (...codes: string[]) => ({ evidence: EVIDENCE_CODES.filter((code) => !codes.includes(code)) });
/** These purposes are refused without that evidence, by us and by others, and no other purpose needs it for this rule. */
const needs = (id: string, code: string, purposes: readonly string[], ...evidence: string[]) => ({
  decides: purposes.flatMap((purpose): [Say, string][] => {
    const asked = { purpose, hitOnly: purpose === 'C4', ...without(...evidence) };
    const expected = `${code} by ${id}`;
    return [
      [answer(asked), expected],
      [ask({ ...asked, role: ROLE_FOR[purpose] ?? 'registrar' }), expected],
    ];
  }),
  spares: [
    ...purposes.map((purpose): [Say, string] => [answer({ purpose, hitOnly: purpose === 'C4' }), 'yes']),
    [answer({ purpose: 'C3', ...without(...evidence) }), 'yes'] as [Say, string],
  ],
});
const ROLE_FOR: Readonly<Record<string, string>> = {
  ...{ C1: 'prosecutor', C2: 'investigator', C4: 'investigator', C5: 'investigator', E1: 'prosecutor', P6: 'clerk' },
};
const alone =
  (may: (set: PolicySet) => boolean): Say =>
  (set) =>
    may(set) ? 'alone' : 'two';

const NOTHING = 'PURPOSE by nothing-permits';
const FULL = 'identity core file offences sanctions decisions';

/** For each policy: where it decides and what it says there, and the nearest case that it leaves alone. */
const cases: Record<string, { decides: [Say, string][]; spares: [Say, string][] }> = {
  'ask-investigator': {
    decides: [[ask({ role: 'investigator', purpose: 'C2' }), 'yes']],
    spares: [[ask({ role: 'investigator', purpose: 'C1' }), NOTHING]],
  },
  'ask-prosecutor': {
    decides: [[ask({ role: 'prosecutor', purpose: 'E1' }), 'yes']],
    spares: [[ask({ role: 'prosecutor', purpose: 'C2' }), NOTHING]],
  },
  'ask-registrar': {
    decides: [[ask({ role: 'registrar', purpose: 'P5' }), 'yes']],
    spares: [[ask({ role: 'registrar', purpose: 'C1' }), NOTHING]],
  },
  'ask-clerk': {
    decides: [[ask({ role: 'clerk', purpose: 'P6' }), 'yes']],
    spares: [[ask({ role: 'clerk', purpose: 'P5' }), NOTHING]],
  },
  'answer-members': {
    decides: [[answer({}), 'yes']],
    spares: [[answer({ purpose: 'M1' }), 'PURPOSE by unknown-value']],
  },
  'needs-legal-basis': {
    decides: [
      [ask({ legalBasis: '' }), 'LEGAL_BASIS by needs-legal-basis'],
      [answer({ legalBasis: '' }), 'LEGAL_BASIS by needs-legal-basis'],
    ],
    spares: [[answer({ legalBasis: 'X1' }), 'yes']],
  },
  'needs-case': {
    decides: [
      [ask({ hasCase: false }), 'LEGAL_BASIS by needs-case'],
      [answer({ hasCase: false }), 'LEGAL_BASIS by needs-case'],
    ],
    spares: [[answer({ hasCase: true }), 'yes']],
  },
  'needs-accused-offence': needs('needs-accused-offence', 'PURPOSE', ['C1', 'C2'], 'ACCUSED_OFFENCE'),
  'needs-written-reason': needs('needs-written-reason', 'PURPOSE', ['C4', 'C5'], 'REASON'),
  'needs-place': needs('needs-place', 'PURPOSE', ['C4'], 'PLACE'),
  'needs-court': needs('needs-court', 'PURPOSE', ['E1'], 'COURT'),
  'needs-identity-proof': needs('needs-identity-proof', 'PURPOSE', ['P1'], 'IDENTITY_PROOF'),
  'needs-consent': needs('needs-consent', 'PURPOSE', ['P1', 'P2', 'P3', 'P6', 'P7'], 'CONSENT'),
  'needs-consent-or-law': {
    decides: needs('needs-consent-or-law', 'PURPOSE', ['P5'], 'CONSENT', 'LAW').decides,
    spares: [
      [answer({ purpose: 'P5', evidence: ['CONSENT'] }), 'yes'],
      [answer({ purpose: 'P5', evidence: ['LAW'] }), 'yes'],
    ],
  },
  'needs-position': needs('needs-position', 'PURPOSE', ['P2'], 'POSITION'),
  'needs-national-law': needs('needs-national-law', 'LEGAL_BASIS', ['P3'], 'LAW'),
  'identity-check-asks-for-a-hit': {
    decides: [
      [answer({ purpose: 'C4' }), 'PURPOSE by identity-check-asks-for-a-hit'],
      [ask({ purpose: 'C4', role: 'investigator' }), 'PURPOSE by identity-check-asks-for-a-hit'],
    ],
    spares: [
      [answer({ purpose: 'C4', hitOnly: true }), 'yes'],
      [answer({ purpose: 'C1', hitOnly: true }), 'yes'],
    ],
  },
  'task-force-of-the-list': {
    decides: [
      [answer({ taskForce: 'TF-1' }), 'PURPOSE by task-force-of-the-list'],
      [ask({ taskForce: 'TF-1' }), 'PURPOSE by task-force-of-the-list'],
    ],
    spares: [
      [answer({ taskForce: 'TF-1', taskForceRuns: true }), 'yes'],
      [answer({}), 'yes'],
    ],
  },
  'one-person-may-ask': {
    decides: [[alone((set) => mayAskAlone(set, own)), 'alone']],
    spares: [[alone((set) => mayAskAlone(set, { ...own, to: 'US' })), 'two']],
  },
  'answers-leave-by-themselves': {
    decides: [[alone((set) => mayReleaseAlone(set, foreign)), 'alone']],
    spares: [[alone((set) => mayReleaseAlone(set, { ...foreign, purpose: 'Z9' })), 'two']],
  },
  'refusals-leave-by-themselves': {
    decides: [[alone((set) => mayRefuseAlone(set, { ...foreign, hasCase: false })), 'alone']],
    spares: [[alone((set) => mayRefuseAlone(set, { ...foreign, urgency: 'NOW' })), 'two']],
  },
  'flash-only-for-detention-and-danger': {
    decides: [
      [answer({ urgency: 'FLASH', purpose: 'P3' }), 'DISPROPORTIONATE by flash-only-for-detention-and-danger'],
      [ask({ urgency: 'FLASH', purpose: 'E1' }), 'DISPROPORTIONATE by flash-only-for-detention-and-danger'],
    ],
    spares: [
      [answer({ urgency: 'FLASH', purpose: 'C4', hitOnly: true }), 'yes'],
      [answer({ urgency: 'ROUTINE', purpose: 'P3' }), 'yes'],
    ],
  },
  'urgent-only-for-criminal-matters': {
    decides: [[answer({ urgency: 'URGENT', purpose: 'P3' }), 'DISPROPORTIONATE by urgent-only-for-criminal-matters']],
    spares: [[answer({ urgency: 'URGENT', purpose: 'C2' }), 'yes']],
  },
  'no-question-to-oneself': {
    decides: [[ask({ to: 'AR' }), 'PURPOSE by no-question-to-oneself']],
    spares: [[ask({ to: 'UY' }), 'yes']],
  },
  'no-answer-to-oneself': {
    decides: [[answer({ askingCountry: 'JM' }), 'PURPOSE by no-answer-to-oneself']],
    spares: [[answer({ askingCountry: 'UY' }), 'yes']],
  },
  'disclose-for-listed-purposes': {
    decides: [[disclose('C1', {}), FULL]],
    spares: [[disclose('A1', {}), 'PURPOSE by unknown-value']],
  },
  'nothing-while-proceedings-last': {
    decides: [
      [disclose('C1', { recordKind: 'NON_FINAL' }), 'ONGOING_PROCEEDINGS by nothing-while-proceedings-last'],
      [disclose('C3', { recordKind: 'PENDING_CASE' }), 'ONGOING_PROCEEDINGS by nothing-while-proceedings-last'],
    ],
    spares: [[disclose('C1', {}), FULL]],
  },
  'no-police-entries-acquittals-administrative': {
    decides: ['POLICE_ENTRY', 'ACQUITTAL', 'ADMINISTRATIVE'].map((recordKind) => [
      disclose('C2', { recordKind }),
      'RECORD_KIND by no-police-entries-acquittals-administrative',
    ]),
    spares: [[disclose('C2', {}), FULL]],
  },
  'minors-only-courts-and-children': {
    decides: [
      [disclose('C2', { minorAtOffence: 'Y' }), 'MINOR by minors-only-courts-and-children'],
      [disclose('P3', { minorAtOffence: 'U' }), 'MINOR by minors-only-courts-and-children'],
    ],
    spares: [
      [disclose('C1', { minorAtOffence: 'Y' }), FULL],
      [disclose('C3', { minorAtOffence: 'U' }), FULL],
      [disclose('P2', { minorAtOffence: 'Y' }), FULL],
    ],
  },
  'criminal-purposes-only-if-transmittable': {
    decides: ['N', 'U'].map((flag) => [
      disclose('E1', { transmittable: { criminal: flag, other: 'Y' } }),
      'TRANSMISSION by criminal-purposes-only-if-transmittable',
    ]),
    spares: [
      [disclose('E1', { transmittable: { criminal: 'Y', other: 'N' } }), FULL],
      [disclose('P1', { transmittable: { criminal: 'N', other: 'Y' } }), FULL],
    ],
  },
  'other-purposes-only-if-transmittable': {
    decides: ['N', 'U'].map((flag) => [
      disclose('P1', { transmittable: { criminal: 'Y', other: flag } }),
      'TRANSMISSION by other-purposes-only-if-transmittable',
    ]),
    spares: [[disclose('P1', { transmittable: { criminal: 'U', other: 'Y' } }), FULL]],
  },
  'not-after-retention': {
    decides: [[disclose('C1', { retentionEndDate: '2026-11-21' }), 'RETENTION by not-after-retention']],
    spares: [[disclose('C1', { retentionEndDate: '2026-11-22' }), FULL]],
  },
  'foreign-convictions-only-for-criminal-matters': {
    decides: [
      [disclose('P5', { convictingCountry: 'CL' }), 'TRANSMISSION by foreign-convictions-only-for-criminal-matters'],
    ],
    spares: [[disclose('C1', { convictingCountry: 'CL' }), FULL]],
  },
  'rehabilitated-only-for-courts': {
    decides: ['DCH-00-R', 'DCH-00-P'].flatMap((type): [Say, string][] =>
      ['C2', 'P1'].map((purpose) => [
        disclose(purpose, { decisions: [{ changeTypes: ['DCH-00-N', type] }] }),
        'RETENTION by rehabilitated-only-for-courts',
      ]),
    ),
    spares: [
      [disclose('C1', { decisions: [{ changeTypes: ['DCH-00-R'] }] }), FULL],
      [disclose('C2', { decisions: [{ changeTypes: ['DCH-00-N'] }] }), FULL],
    ],
  },
  'spent-not-for-employment-and-migration': {
    decides: [
      [disclose('P3', { finalDate: '2016-11-22' }), 'RETENTION by spent-not-for-employment-and-migration'],
      [
        disclose('P5', { finalDate: '2014-11-22', sanctions: years('P2Y') }),
        'RETENTION by spent-not-for-employment-and-migration',
      ],
    ],
    spares: [
      [disclose('P3', { finalDate: '2016-11-23' }), FULL],
      [disclose('P3', { finalDate: '2014-11-22', sanctions: years('P2Y1D') }), FULL],
      [disclose('P5', { finalDate: '1986-11-22', sanctions: [{ id: 's1', commonCategory: '1002' }] }), FULL],
      [disclose('C1', { finalDate: '1986-11-22' }), FULL],
    ],
  },
  'relevant-for-work-with-children': {
    decides: [[disclose('P2', OTHER), 'DISPROPORTIONATE by relevant-for-work-with-children']],
    spares: [
      [disclose('P2', { ...OTHER, offences: [{ iccsCode: '030221' }] }), FULL],
      [disclose('P2', { ...OTHER, sanctions: [{ id: 's1', commonCategory: '3014' }] }), FULL],
      [disclose('P1', OTHER), FULL],
    ],
  },
  'relevant-for-firearms': {
    decides: [[disclose('P4', OTHER), 'DISPROPORTIONATE by relevant-for-firearms']],
    spares: [
      [disclose('P4', { ...OTHER, offences: [{ iccsCode: '0401' }] }), FULL],
      [disclose('P4', { ...OTHER, sanctions: [{ id: 's1', commonCategory: '3016' }] }), FULL],
    ],
  },
  'prohibitions-for-public-contracts': {
    decides: [[disclose('P7', { sanctions: years('P1Y') }), 'DISPROPORTIONATE by prohibitions-for-public-contracts']],
    spares: [[disclose('P7', { offences: [{ iccsCode: '0502' }] }), 'identity core sanctions decisions']],
  },
  'each-sanction': {
    decides: [[sanctionsFor('C1'), '3004 1001 3014']],
    spares: [[sanctionsFor('P7'), '3004']],
  },
  'only-prohibitions-for-public-contracts': {
    decides: [[sanctionsFor('P7'), '3004']],
    spares: [[sanctionsFor('P2'), '3004 1001 3014']],
  },
  'parts-for-every-purpose': {
    decides: [[disclose('C4', {}), 'identity core']],
    spares: [[disclose('C4', { retentionEndDate: '2026-11-21' }), 'RETENTION by not-after-retention']],
  },
  'parts-for-a-full-record': {
    decides: [[disclose('P6', {}), FULL]],
    spares: [[disclose('C4', {}), 'identity core']],
  },
  'parts-for-public-contracts': {
    decides: [[disclose('P7', {}), 'identity core sanctions decisions']],
    spares: [[disclose('C4', {}), 'identity core']],
  },
};

describe('the default pack', () => {
  const policySet = loadPolicySet(examplePacks.AR);

  it('has a case for each of its policies', () => {
    expect([...policySet.rules.keys()].sort()).toEqual(Object.keys(cases).sort());
  });

  it.each(Object.keys(cases))('%s decides its cases and spares the others', (id) => {
    for (const [question, expected] of [...cases[id]!.decides, ...cases[id]!.spares]) {
      expect(question(policySet)).toBe(expected);
    }
  });

  it.each(Object.keys(cases))('%s is needed: each of its cases ends differently without it', (id) => {
    const blocks = defaultPolicies.text.split('\n\n');
    const without = blocks.filter((block) => !block.includes(`@id("${id}")`));
    expect(without).toHaveLength(blocks.length - 1);
    const text = { ...defaultPolicies, text: without.join('\n\n') };
    const thinner = loadPolicySet({ name: 'thinner', version: '1', policies: [text] });
    for (const [question, expected] of cases[id]!.decides) expect(question(thinner)).not.toBe(expected);
  });

  it.each(PURPOSES)('answers %s and lets something of a clean final conviction leave', (purpose) => {
    expect(answer({ purpose, hitOnly: purpose === 'C4' })(policySet)).toBe('yes');
    expect(disclose(purpose, {})(policySet)).toMatch(/^identity core/);
  });

  it('says all reasons at once', () => {
    expect(answer({ hasCase: false, legalBasis: '' })(policySet)).toBe(
      'LEGAL_BASIS by needs-case, LEGAL_BASIS by needs-legal-basis',
    );
  });

  it('lets each role ask for the purposes that the README lists, and no others', () => {
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const table = [
      row(['role', ...PURPOSES]),
      row(['---', ...PURPOSES.map(() => '---')]),
      ...ROLES.map((role) =>
        row([
          role,
          ...PURPOSES.map((purpose) =>
            ask({ role, purpose, hitOnly: purpose === 'C4' })(policySet) === 'yes' ? 'yes' : ' - ',
          ),
        ]),
      ),
    ].join('\n');
    const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(plain(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))).toContain(plain(table));
  });
});

describe('Jamaica’s pack', () => {
  const policySet = loadPolicySet(examplePacks.JM);

  it('refuses migration questions, which the default answers', () => {
    expect(answer({ purpose: 'P5' })(policySet)).toBe('PURPOSE by jm-no-migration');
    expect(answer({ purpose: 'P5' })(loadPolicySet(examplePacks.AR))).toBe('yes');
    expect(answer({ purpose: 'P4' })(policySet)).toBe('yes');
    expect(filterRecord(policySet, [], { ...foreign, purpose: 'P5' }, '2026-11-22')).toMatchObject({ allowed: false });
  });

  it('keeps old convictions from vetting', () => {
    const reason = 'DISPROPORTIONATE by jm-old-convictions-not-for-vetting';
    expect(disclose('P3', { finalDate: '2016-11-22' })(policySet)).toBe(
      `${reason}, RETENTION by spent-not-for-employment-and-migration`,
    );
    expect(disclose('P3', { finalDate: '2016-11-23' })(policySet)).toBe(FULL);
    expect(disclose('C1', { finalDate: '1986-11-22' })(policySet)).toBe(FULL);
  });

  it('still has the default rules', () => {
    expect(ask({ role: 'auditor' })(policySet)).toBe(NOTHING);
    expect(disclose('C1', { retentionEndDate: '2026-11-21' })(policySet)).toBe('RETENTION by not-after-retention');
  });
});
