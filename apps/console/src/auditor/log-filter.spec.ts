import { EVERYTHING, isComplete, narrowness, NOBODY, queryOf, type LogFilter } from './log-filter.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const filter = (change: Partial<LogFilter>): LogFilter => ({ ...EVERYTHING, ...change });

describe('what an auditor looks for', () => {
  it('is a span that ends now, and nothing that was not said', () => {
    expect(queryOf(EVERYTHING, NOW)).toEqual({ from: '2026-11-15T12:00:00Z', to: '2026-11-22T12:01:00Z' });
    expect(queryOf(filter({ span: 'day' }), NOW).from).toBe('2026-11-21T12:00:00Z');
    expect(narrowness(EVERYTHING)).toBe(0);
  });

  it('may be days of its own, the last included', () => {
    const { from, to } = queryOf(filter({ span: 'own', from: '2026-11-01', to: '2026-11-02' }), NOW);
    expect(Date.parse(to) - Date.parse(from)).toBe(2 * 86_400_000);
    expect(isComplete(filter({ span: 'own', from: '2026-11-02', to: '2026-11-01' }))).toBe(false);
    expect(isComplete(filter({ span: 'own', from: '', to: '2026-11-01' }))).toBe(false);
    expect(isComplete(filter({ span: 'own', from: '2026-11-01', to: '2026-11-01' }))).toBe(true);
  });

  it('names words, an official, a case and a person as the node takes them', () => {
    const person = { country: 'AR', type: 'AR_DNI', number: ' 30.123.456 ', name: 'Juan Ejemplo', birthDate: '1984' };
    const asked = filter({
      ...{ types: ['ASK'], countries: ['BR'], caseReference: ' IPP 1 ', person },
      official: { id: 'AR-4711', country: '' },
    });
    expect(queryOf(asked, NOW)).toMatchObject({
      ...{ types: ['ASK'], countries: ['BR'], caseReference: 'IPP 1', official: { id: 'AR-4711' } },
      subject: {
        documents: [{ country: 'AR', type: 'AR_DNI', number: '30.123.456' }],
        ...{ names: ['Juan Ejemplo'], birthDate: '1984' },
      },
    });
    expect(queryOf(asked, NOW).official).not.toHaveProperty('country');
    expect(narrowness(asked)).toBe(6);
  });

  it('is not complete with half a document, or a birth date of nobody', () => {
    expect(isComplete(filter({ person: { ...NOBODY, number: '1' } }))).toBe(false);
    expect(isComplete(filter({ person: { ...NOBODY, country: 'AR', type: 'AR_DNI' } }))).toBe(false);
    expect(isComplete(filter({ person: { ...NOBODY, birthDate: '1984' } }))).toBe(false);
    expect(isComplete(filter({ person: { ...NOBODY, name: 'X', birthDate: '84' } }))).toBe(false);
    expect(isComplete(filter({ person: { ...NOBODY, name: 'X', birthDate: '1984-02' } }))).toBe(true);
  });
});
