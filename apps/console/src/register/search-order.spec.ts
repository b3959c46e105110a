import type { Catalogue } from '../api/shapes.js';
import { NO_PERSON } from '../ask/question-form.js';
import { faultsOfSearch, searchOf, type SearchForm } from './search-order.js';

const NOW_MS = Date.UTC(2026, 10, 23);
const catalogue = { country: 'AR', purposes: [{ code: 'C1', evidence: ['ACCUSED_OFFENCE'] }] } as unknown as Catalogue;
const person = {
  ...NO_PERSON,
  name: { given: 'Ana', prefix: '', surname1: 'Sosa', surname2: '' },
  birth: { day: '1', month: '2', year: '1980' },
};
const form: SearchForm = { purpose: 'C1', caseReference: ' EX 1 ', person };

describe('a search of the own register', () => {
  it('wants a purpose, a case and a person, and nothing that only a question to others needs', () => {
    expect(faultsOfSearch(form, catalogue, NOW_MS)).toEqual([]);
    const empty = { purpose: '', caseReference: ' ', person: NO_PERSON } as const;
    expect(faultsOfSearch(empty, catalogue, NOW_MS).map(({ word }) => word)).toEqual([
      'purpose',
      'case',
      'name',
      'weak',
    ]);
    const never = { ...form, person: { ...person, birth: { day: '31', month: '2', year: '1980' } } };
    expect(faultsOfSearch(never, catalogue, NOW_MS).map(({ word }) => word)).toContain('birth');
  });

  it('is asked as it was filled in, and nothing more', () => {
    expect(searchOf(form, 'C1')).toEqual({
      ...{ purpose: 'C1', caseReference: 'EX 1' },
      subject: {
        names: [{ full: 'Ana Sosa', given: ['Ana'], surname1: 'Sosa', kind: 'legal' }],
        birthDate: '1980-02-01',
      },
    });
  });
});
