import type { Catalogue } from '../api/shapes.js';
import { basisToTake, offeredBases } from './legal-basis.js';

const basis = (code: string, status: string, ...countries: string[]) => ({
  ...{ code, name: code, status },
  countries,
});
const bases = [
  basis('A', 'unverified', 'BR', 'UY'),
  basis('B', 'verified', 'BR'),
  basis('C', 'illustrative', 'JM'),
] as unknown as Catalogue['legalBases'];
const codes = (...to: string[]) => offeredBases(bases, to).map(({ code }) => code);

describe('the legal basis that is offered', () => {
  it('is what covers most of the countries first, then what is surest', () => {
    expect(codes('BR')).toEqual(['B', 'A']);
    expect(codes('BR', 'UY')).toEqual(['A', 'B']);
    expect(codes('JM')).toEqual(['C']);
    expect(codes()).toEqual([]);
  });

  it('stays as chosen as long as nothing covers more', () => {
    expect(basisToTake(bases, ['BR'], 'A')).toBe('A');
    expect(basisToTake(bases, ['BR', 'UY'], 'B')).toBe('A');
    expect(basisToTake(bases, ['JM'], 'A')).toBe('C');
    expect(basisToTake(bases, [], 'A')).toBe('');
  });
});
