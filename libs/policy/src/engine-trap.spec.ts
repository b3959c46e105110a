import { decide, parsePolicies, prepare, type EngineRequest } from './engine.js';
import { CREX_SCHEMA, examplePacks, loadPolicySet, mayAnswer } from './index.js';

// A file of its own: the trap spoils this file's WebAssembly instance for good.
describe('a trap inside the engine', () => {
  it('closes the engine until the process starts anew: each new decision is a refusal and an alarm', () => {
    const policySet = loadPolicySet(examplePacks.AR);
    const question = {
      askingCountry: 'BR',
      country: 'AR',
      purpose: 'C1',
      urgency: 'ROUTINE',
      legalBasis: 'NASSAU-1992',
      hasCase: true,
    };
    const other = { ...question, purpose: 'C2' };
    expect(mayAnswer(policySet, question)).toEqual({ allowed: true });

    const tooDeep = `permit (principal, action, resource) when { ${'('.repeat(50_000)}true${')'.repeat(50_000)} };`;
    expect(() => parsePolicies(tooDeep)).toThrow(/the policy engine has failed/);

    expect(mayAnswer(policySet, other)).toEqual({
      allowed: false,
      alarm: true,
      reasons: [{ code: 'POLICY_ERROR', policyId: 'engine' }],
    });
    expect(decide(policySet.digest, {} as EngineRequest)).toEqual({ failed: true, policyIds: [] });
    expect(() => prepare('x', CREX_SCHEMA, {})).toThrow(/the policy engine has failed/);
    expect(() => loadPolicySet(examplePacks.JM)).toThrow(/the policy engine has failed/);
  });
});
