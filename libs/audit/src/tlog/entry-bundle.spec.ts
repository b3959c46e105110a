import fc from 'fast-check';
import { encodeBundle, readBundle } from './entry-bundle.js';
import { codeOf } from './reference-tree.jest.js';

const MALFORMED = 'audit.malformed-bundle';

describe('an entry bundle', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (entries) => {
        expect(readBundle(encodeBundle(entries))).toEqual(entries);
      }),
      { numRuns: 30 },
    );
  });

  it('has one spelling, and any other bytes are refused with a code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64, max: 4 }), (bytes) => {
        const code = codeOf(() => expect(encodeBundle(readBundle(bytes))).toEqual(bytes));
        expect(['nothing was refused', MALFORMED]).toContain(code);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read from the middle of a larger buffer', () => {
    const whole = Uint8Array.of(9, 9, 0, 1, 7, 9);
    expect(readBundle(whole.subarray(2, 5))).toEqual([Uint8Array.of(7)]);
  });

  it('holds entries of 0 to 65535 bytes', () => {
    const entries = [new Uint8Array(), new Uint8Array(65_535).fill(1)];
    expect(readBundle(encodeBundle(entries))).toEqual(entries);
    expect(codeOf(() => encodeBundle([new Uint8Array(65_536)]))).toBe(MALFORMED);
  });

  it.each([0, 257])('does not hold %s entries', (count) => {
    expect(codeOf(() => encodeBundle(Array<Uint8Array>(count).fill(new Uint8Array())))).toBe(MALFORMED);
    expect(codeOf(() => readBundle(new Uint8Array(count * 2)))).toBe(MALFORMED);
  });
});
