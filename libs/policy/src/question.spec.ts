import fc from 'fast-check';
import { COUNTRIES, PURPOSES, ROLES, URGENCIES } from '#libs/protocol';
import { EVIDENCE_CODES, examplePacks, loadPolicySet, mayAnswer, mayAsk } from './index.js';
import { ownQuestion as own } from './sample-question.jest.js';

const policySet = loadPolicySet(examplePacks.AR);
const unknown = (code: string) => ({ allowed: false, alarm: false, reasons: [{ code, policyId: 'unknown-value' }] });

describe('a question with a value that does not exist', () => {
  it.each([
    [{ purpose: 'Z9' }, 'PURPOSE'],
    [{ purpose: 'constructor' }, 'PURPOSE'],
    [{ role: 'minister' }, 'PURPOSE'],
    [{ country: 'US' }, 'LEGAL_BASIS'],
    [{ to: 'us' }, 'LEGAL_BASIS'],
    [{ urgency: 'NOW' }, 'DISPROPORTIONATE'],
    [{ legalBasis: 'nassau 1992' }, 'LEGAL_BASIS'],
    [{ legalBasis: '\ud800' }, 'LEGAL_BASIS'],
    [{ legalBasis: 'N'.repeat(65) }, 'LEGAL_BASIS'],
    [{ evidence: ['CONSENT', 'PROMISE'] }, 'PURPOSE'],
    [{ taskForce: 'no code' }, 'PURPOSE'],
  ])('is an ordinary no: %j', (wrong, code) => {
    expect(mayAsk(policySet, own)).toEqual({ allowed: true });
    expect(mayAsk(policySet, { ...own, ...wrong })).toEqual(unknown(code));
  });

  it.each([
    [{ purpose: 'M1' }, 'PURPOSE'],
    [{ askingCountry: 'BROKER' }, 'LEGAL_BASIS'],
    [{ country: '' }, 'LEGAL_BASIS'],
    [{ urgency: 'flash' }, 'DISPROPORTIONATE'],
  ])('is an ordinary no from abroad too: %j', (wrong, code) => {
    expect(mayAnswer(policySet, { ...own, askingCountry: 'BR' })).toEqual({ allowed: true });
    expect(mayAnswer(policySet, { ...own, askingCountry: 'BR', ...wrong })).toEqual(unknown(code));
  });

  it('never breaks the engine, whatever the words', () => {
    const any = (known: readonly string[]) => fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary' }));
    const question = fc.record({
      role: any(ROLES),
      country: any(COUNTRIES),
      askingCountry: any(COUNTRIES),
      to: any(COUNTRIES),
      purpose: any(PURPOSES),
      urgency: any(URGENCIES),
      legalBasis: fc.string({ unit: 'binary', maxLength: 1000 }),
      hasCase: fc.boolean(),
      evidence: fc.array(any(EVIDENCE_CODES), { maxLength: 4 }),
      hitOnly: fc.boolean(),
      taskForce: fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 70 })),
      taskForceRuns: fc.boolean(),
    });
    fc.assert(
      fc.property(question, (asked) => {
        for (const verdict of [mayAsk(policySet, asked), mayAnswer(policySet, asked)]) {
          expect(verdict.allowed || !verdict.alarm).toBe(true);
        }
      }),
    );
    expect(mayAsk(policySet, own)).toEqual({ allowed: true });
  });
});

describe('decisions already taken', () => {
  it('are told apart by everything that a rule may look at', () => {
    for (const urgency of URGENCIES) {
      for (const hasCase of [true, false]) {
        const asked = { ...own, purpose: 'E1', urgency, hasCase };
        expect(mayAsk(policySet, asked).allowed).toBe(urgency === 'ROUTINE' && hasCase);
        expect(mayAsk(policySet, asked).allowed).toBe(urgency === 'ROUTINE' && hasCase);
      }
    }
  });

  it('belong to one set', () => {
    const migration = { ...own, askingCountry: 'BR', country: 'JM', purpose: 'P5' };
    const jamaica = loadPolicySet(examplePacks.JM);
    expect(mayAnswer(policySet, migration).allowed).toBe(true);
    expect(mayAnswer(jamaica, migration).allowed).toBe(false);
    expect(mayAnswer(jamaica, { ...migration, purpose: 'P4' }).allowed).toBe(true);
  });
});
