import { CrexError } from '#libs/protocol';
import { decide, prepare, type EngineRequest } from './engine.js';
import type { Conviction } from '#libs/protocol';
import {
  CREX_SCHEMA,
  EVIDENCE_CODES,
  examplePacks,
  filterRecord,
  loadPolicySet,
  mayAnswer,
  mayAsk,
  type PolicySet,
} from './index.js';

const request: EngineRequest = {
  principal: { type: 'Country', id: 'AR' },
  action: { type: 'Action', id: 'answer' },
  resource: { type: 'Register', id: 'BR' },
  context: {
    purpose: { __entity: { type: 'Purpose', id: 'C1' } },
    urgency: { __entity: { type: 'Urgency', id: 'ROUTINE' } },
    legalBasis: 'NASSAU-1992',
    ...{ hasCase: true, evidence: [], hitOnly: false, taskForce: '', taskForceRuns: false },
  },
  entities: [
    {
      uid: { type: 'Register', id: 'BR' },
      attrs: { country: { __entity: { type: 'Country', id: 'BR' } } },
      parents: [],
    },
  ],
};
const permitAll = 'permit (principal, action, resource);';
const foreign = {
  askingCountry: 'AR',
  country: 'BR',
  purpose: 'C1',
  urgency: 'ROUTINE',
  legalBasis: 'NASSAU-1992',
  ...{ hasCase: true, evidence: EVIDENCE_CODES, hitOnly: false, taskForce: '', taskForceRuns: false },
};
const own = { ...foreign, role: 'prosecutor', country: 'AR', to: 'BR' };

describe('the engine', () => {
  it('allows what is permitted and not forbidden', () => {
    prepare('permit', CREX_SCHEMA, { all: permitAll });
    expect(decide('permit', request)).toEqual({ failed: false, allowed: true, policyIds: ['all'] });
    prepare('both', CREX_SCHEMA, { all: permitAll, none: 'forbid (principal, action, resource);' });
    expect(decide('both', request)).toEqual({ failed: false, allowed: false, policyIds: ['none'] });
  });

  it('refuses everything by an empty set', () => {
    prepare('empty', CREX_SCHEMA, {});
    expect(decide('empty', request)).toEqual({ failed: false, allowed: false, policyIds: [] });
  });

  it('fails, where Cedar says allow, when a forbid reads an attribute that is not there', () => {
    // Not validated on purpose: a strict schema would have refused the second policy.
    const schema = 'entity P { note?: String }; action see appliesTo { principal: [P], resource: [P], context: {} };';
    prepare('missing', schema, {
      all: permitAll,
      secret: 'forbid (principal, action, resource) when { resource.note == "secret" };',
    });
    const noteless = {
      principal: { type: 'P', id: 'a' },
      action: { type: 'Action', id: 'see' },
      resource: { type: 'P', id: 'b' },
      context: {},
      entities: [{ uid: { type: 'P', id: 'b' }, attrs: {}, parents: [] }],
    };
    expect(decide('missing', noteless)).toEqual({ failed: true, policyIds: ['secret'] });
    const withNote = { ...noteless, entities: [{ uid: { type: 'P', id: 'b' }, attrs: { note: 'open' }, parents: [] }] };
    expect(decide('missing', withNote)).toMatchObject({ failed: false, allowed: true });
  });

  it('fails on a request that the schema does not know and on a set that was not loaded', () => {
    prepare('permit', CREX_SCHEMA, { all: permitAll });
    const failed = { failed: true, policyIds: [] };
    expect(decide('permit', { ...request, principal: { type: 'Country', id: 'US' } })).toEqual(failed);
    expect(decide('permit', { ...request, context: {} })).toEqual(failed);
    expect(decide('permit', { ...request, entities: [{ ...request.entities[0]!, attrs: {} }] })).toEqual(failed);
    expect(decide('never loaded', request)).toEqual(failed);
  });

  it('does not prepare what it cannot read', () => {
    expect(() => prepare('bad policies', CREX_SCHEMA, { x: 'permit' })).toThrow(CrexError);
    expect(() => prepare('bad schema', 'entity', { all: permitAll })).toThrow(CrexError);
    expect(decide('bad policies', request).failed).toBe(true);
    expect(decide('bad schema', request).failed).toBe(true);
  });
});

describe('a forbid that fails to evaluate', () => {
  // Strict validation knows types, not sizes: this sum overruns 64 bits each time it is evaluated.
  const broken = {
    name: 'broken.cedar',
    text: `@id("broken-rule") @title("Overruns") @source("Test") @status("illustrative") @reason("MINOR")
      forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };`,
  };
  const pack = { ...examplePacks.AR, policies: [...examplePacks.AR.policies, broken] };
  const alarm = { allowed: false, alarm: true, reasons: [{ code: 'POLICY_ERROR', policyId: 'broken-rule' }] };
  let policySet: PolicySet;
  beforeAll(() => {
    policySet = loadPolicySet(pack);
  });

  it('is a refusal and an alarm for our own questions and for theirs, each time', () => {
    expect(mayAsk(policySet, own)).toEqual(alarm);
    expect(mayAsk(policySet, own)).toEqual(alarm);
    expect(mayAnswer(policySet, foreign)).toEqual(alarm);
  });

  it('refuses the record as a whole, also when it fails on one conviction or one field only', () => {
    const conviction: Conviction = {
      ...{ decisionDate: '2019-01-01', decidingAuthority: { code: 'J1', name: [] } },
      ...{ version: 1, sourceUpdatedAt: '2020-01-02T00:00:00Z' },
      id: 'BR:1',
      convictingCountry: 'BR',
      recordKind: 'FINAL_CONVICTION',
      finalDate: '2020-01-01',
      transmittable: { criminal: 'Y', other: 'Y' },
      minorAtOffence: 'N',
      ...{ decisions: [], offences: [], sanctions: [] },
    };
    const only = (action: string, when: string) =>
      loadPolicySet({
        ...pack,
        policies: [
          ...examplePacks.AR.policies,
          {
            ...broken,
            text: broken.text
              .replace('action,', `action == Action::"${action}",`)
              .replace('when { ', `when { ${when} && `),
          },
        ],
      });
    const onOne = only('disclose', 'resource.yearsSinceFinal == 6');
    const fresh = { ...conviction, finalDate: '2025-01-01' };
    expect(filterRecord(onOne, [fresh], foreign, '2026-06-01')).toMatchObject({ allowed: true, disclosed: [fresh] });
    expect(filterRecord(onOne, [fresh, conviction], foreign, '2026-06-01')).toEqual(alarm);
    const onField = only('discloseField', 'context.field == FieldGroup::"sanctions"');
    expect(filterRecord(onField, [fresh], foreign, '2026-06-01')).toEqual(alarm);
    expect(filterRecord(policySet, [], foreign, '2026-06-01')).toEqual(alarm);
  });
});
