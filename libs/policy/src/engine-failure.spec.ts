import { decide, prepare, type EngineRequest } from './engine.js';
import { CREX_SCHEMA, EVIDENCE_CODES, examplePacks, loadPolicySet, mayAnswer } from './index.js';
import { contextOf, entity } from './question.js';

// A file of its own: the failure closes this file's WebAssembly instance for good.
describe('an exception inside the engine', () => {
  it('closes it until the process starts anew: each new decision is a refusal and an alarm', () => {
    const policySet = loadPolicySet(examplePacks.AR);
    const question = {
      askingCountry: 'BR',
      country: 'AR',
      purpose: 'C1',
      urgency: 'ROUTINE',
      legalBasis: 'NASSAU-1992',
      ...{ hasCase: true, evidence: EVIDENCE_CODES, hitOnly: false, taskForce: '', taskForceRuns: false },
    };
    const other = { ...question, purpose: 'C2' };
    const fine: EngineRequest = {
      principal: { type: 'Country', id: 'BR' },
      action: { type: 'Action', id: 'answer' },
      resource: { type: 'Register', id: 'AR' },
      context: contextOf(question),
      entities: [{ uid: { type: 'Register', id: 'AR' }, attrs: { country: entity('Country', 'AR') }, parents: [] }],
    };
    expect(mayAnswer(policySet, question)).toEqual({ allowed: true });
    expect(decide(policySet.digest, fine)).toMatchObject({ failed: false, allowed: true });

    // Half a surrogate pair, which `mayAnswer` would not let through.
    expect(decide(policySet.digest, { ...fine, context: { ...fine.context, legalBasis: '\ud800' } }).failed).toBe(true);

    expect(decide(policySet.digest, fine)).toEqual({ failed: true, policyIds: [] });
    expect(mayAnswer(policySet, other)).toEqual({
      allowed: false,
      alarm: true,
      reasons: [{ code: 'POLICY_ERROR', policyId: 'engine' }],
    });
    expect(() => prepare('x', CREX_SCHEMA, {})).toThrow(/the policy engine has failed/);
    expect(() => loadPolicySet(examplePacks.JM)).toThrow(/the policy engine has failed/);
  });
});
