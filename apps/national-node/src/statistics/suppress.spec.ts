import fc from 'fast-check';
import { partOf, suppress } from './suppress.js';

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, each) => all + each, 0);

describe('what may be shown of counts', () => {
  it('is no cell under ten', () => {
    expect(suppress({ RECORDS: 40, NO_RECORD: 200, REFUSED: 7, DECEASED: 5 })).toEqual({ RECORDS: 40, NO_RECORD: 200 });
  });

  it('hides one more where the only small cell could be had by subtraction', () => {
    expect(suppress({ RECORDS: 40, NO_RECORD: 200, REFUSED: 7 })).toEqual({ NO_RECORD: 200 });
  });

  it('hides all where that is all there is', () => {
    expect(suppress({ NO_RECORD: 200, REFUSED: 1 })).toEqual({});
    expect(suppress({ RECORDS: 3 })).toEqual({});
  });

  it('shows all where nothing is small', () => {
    expect(suppress({ RECORDS: 10, NO_RECORD: 11 })).toEqual({ RECORDS: 10, NO_RECORD: 11 });
  });

  it('leaves nobody to be picked out, by any cell or by all of them together', () => {
    const counts = fc.dictionary(fc.stringMatching(/^[A-Z]{1,4}$/), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(counts, (counted) => {
        const shown = suppress(counted);
        expect(Object.values(shown).every((count) => count >= 10)).toBe(true);
        const hidden = total(counted) - total(shown);
        expect(hidden === 0 || hidden >= 10 || Object.keys(shown).length === 0).toBe(true);
      }),
    );
  });

  it('is a part only if the rest is not small either', () => {
    expect([partOf(100, 90), partOf(100, 91), partOf(100, 9), partOf(100, 100), partOf(9, 9)]).toEqual([
      ...[90, undefined, undefined, 100, undefined],
    ]);
  });
});
