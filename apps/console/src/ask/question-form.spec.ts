import { faultsOf as shapeFaults, type JsonSchema } from '#libs/protocol';
import fc from 'fast-check';
import { EMPTY_FORM, evidenceFor, formOf, requestOf, type QuestionForm } from './question-form.js';

const filled: QuestionForm = {
  ...{ kind: 'REQ', purpose: 'C2', to: ['BR', 'JM'], legalBasis: 'NASSAU-1992', caseReference: ' IPP-2026-004711 ' },
  urgency: 'ROUTINE',
  evidence: { ...EMPTY_FORM.evidence, accusedOffences: ['0502'], reason: 'Hurto en el puerto' },
  person: {
    name: { given: ' Juan  Carlos ', prefix: '', surname1: 'Ejemplo', surname2: 'Muñoz' },
    ...{ otherNames: ['El Zurdo', ' '], birth: { day: '9', month: '2', year: '1984' }, sex: '1' },
    ...{ birthCountry: 'AR', birthTown: 'Rosario', nationality: 'AR', mother: 'Ana Muñoz', father: '' },
    documents: [
      { country: 'AR', type: 'AR_DNI', number: ' 30.123.456' },
      { country: '', type: '', number: '' },
    ],
  },
};

describe('a question from the form', () => {
  it('is what the API takes, without what is empty', () => {
    expect(requestOf(filled)).toEqual({
      ...{ to: ['BR', 'JM'], purpose: 'C2', legalBasis: 'NASSAU-1992', caseReference: 'IPP-2026-004711' },
      ...{ urgency: 'ROUTINE', evidence: { accusedOffences: ['0502'], reason: 'Hurto en el puerto' } },
      subject: {
        names: [
          {
            ...{ full: 'Juan Carlos Ejemplo Muñoz', given: ['Juan', 'Carlos'], surname1: 'Ejemplo', surname2: 'Muñoz' },
            kind: 'legal',
          },
          { full: 'El Zurdo', kind: 'alias' },
        ],
        ...{ birthDate: '1984-02-09', sex: 1, birthPlace: { country: 'AR', town: 'Rosario' }, nationalities: ['AR'] },
        documents: [{ country: 'AR', type: 'AR_DNI', number: '30.123.456' }],
        mother: { full: 'Ana Muñoz', kind: 'legal' },
      },
    });
  });

  it('brings nothing that was filled in for another purpose', () => {
    const brought = (wanted: string[]) =>
      requestOf({ ...filled, evidence: evidenceFor(wanted, filled.evidence) }).evidence;
    expect(brought(['REASON', 'PLACE'])).toEqual({ reason: 'Hurto en el puerto' });
    expect(brought(['CASE_NUMBER', 'ACCUSED_OFFENCE'])).toEqual({ accusedOffences: ['0502'] });
    expect(brought(['CASE_NUMBER', 'CONSENT'])).toBeUndefined();
  });

  it('carries the consent with its day, and leaves it out while a part of it is missing', () => {
    const withConsent = (consentReference: string) => ({
      ...filled,
      evidence: { ...EMPTY_FORM.evidence, consentReference, consentOn: { day: '1', month: '6', year: '2026' } },
    });
    expect(requestOf(withConsent('C-12')).evidence).toEqual({ consent: { givenOn: '2026-06-01', reference: 'C-12' } });
    expect(requestOf(withConsent(' '))).not.toHaveProperty('evidence');
  });

  it('comes back into the form from a draft, and goes out again as it came', () => {
    const request = requestOf(filled);
    expect(requestOf(formOf('REQ', request))).toEqual(request);
    expect(formOf('QUERY', {})).toEqual({ ...EMPTY_FORM, kind: 'QUERY' });
    const whole = formOf('REQ', { subject: { names: [{ full: 'Ejemplo Muñoz Juan', kind: 'legal' }] } });
    expect(requestOf(whole).subject.names[0]?.full).toBe('Ejemplo Muñoz Juan');
  });

  it('never writes a text with a space at its ends', () => {
    const schema: JsonSchema = { type: 'string', pattern: '^\\S' };
    fc.assert(
      fc.property(fc.string(), fc.string(), (given, surname1) => {
        const { subject } = requestOf({
          ...filled,
          person: { ...filled.person, name: { given, prefix: '', surname1, surname2: '' } },
        });
        const [name] = subject.names;
        expect(shapeFaults(schema, name?.full)).toEqual([]);
      }),
    );
  });
});
