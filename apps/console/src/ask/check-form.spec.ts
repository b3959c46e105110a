import { EVIDENCE, PURPOSE_RULES } from '#libs/catalogue';
import type { Catalogue } from '../api/shapes.js';
import { faultsOf } from './check-form.js';
import { EMPTY_FORM, type EvidenceForm, type QuestionForm } from './question-form.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const purposes = PURPOSE_RULES.map(({ code, evidence }) => ({ code, evidence })) as unknown as Catalogue['purposes'];

const good: QuestionForm = {
  ...EMPTY_FORM,
  ...{ purpose: 'C3', to: ['BR'], legalBasis: 'X', caseReference: '1/2026' },
  person: {
    ...EMPTY_FORM.person,
    name: { ...EMPTY_FORM.person.name, surname1: 'Silva' },
    birth: { day: '', month: '', year: '1984' },
  },
};
const words = (form: QuestionForm) => faultsOf(form, purposes, now).map(({ word }) => word);
const withEvidence = (purpose: QuestionForm['purpose'], evidence: Partial<EvidenceForm>) => ({
  ...{ ...good, purpose },
  evidence: { ...EMPTY_FORM.evidence, ...evidence },
});

describe('what is missing in the form', () => {
  it('is nothing when the question can be asked', () => {
    expect(words(good)).toEqual([]);
  });

  it('is told in the order of the page', () => {
    expect(words(EMPTY_FORM)).toEqual(['purpose', 'countries', 'legalBasis', 'case', 'name', 'weak']);
  });

  it.each(PURPOSE_RULES.map(({ code }) => code))(
    'for %s is everything that the catalogue says it must bring',
    (purpose) => {
      const rule = PURPOSE_RULES.find(({ code }) => code === purpose);
      // the case is always asked for; who asks, and for which authority, the node knows
      const byItself = ['CASE_NUMBER', 'AUTHORITY', 'OFFICER', 'APPLICATION_NUMBER', 'FILE_NUMBER'];
      const wanted = (rule?.evidence ?? []).filter((code) => !byItself.includes(code));
      expect(words(withEvidence(purpose, {}))).toHaveLength(wanted.length);
      expect(wanted.every((code) => code in EVIDENCE)).toBe(true);
    },
  );

  it('takes either the consent or the law where either is enough', () => {
    expect(words(withEvidence('P5', {}))).toEqual(['consentOrLaw']);
    expect(words(withEvidence('P5', { law: 'Ley 25.871, art. 29' }))).toEqual([]);
    const consentOn = { day: '1', month: '6', year: '2026' };
    expect(words(withEvidence('P5', { consentReference: 'C-1', consentOn }))).toEqual([]);
    expect(words(withEvidence('P5', { consentReference: 'C-1', consentOn: { ...consentOn, day: '' } }))).toEqual([
      'consentOrLaw',
    ]);
  });

  it('names a document without a type, by its place', () => {
    const documents = [
      { country: 'BR', type: 'BR_CPF', number: '1' },
      { country: '', type: '', number: '2' },
    ];
    const form = { ...good, person: { ...good.person, documents } };
    expect(faultsOf(form, purposes, now)).toEqual([{ field: 'document-1', word: 'documentType' }]);
  });
});
