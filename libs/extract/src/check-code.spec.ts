import fc from 'fast-check';
import { checkCodeOf, spacedCode, typedCheckCode } from '#libs/extract';

describe('the check code', () => {
  it('has 26 signs for 128 bits, each set of bits its own', () => {
    expect(checkCodeOf(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(checkCodeOf(new Uint8Array(16).fill(0xff))).toBe(`${'Z'.repeat(25)}W`);
    const bits = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(fc.property(bits, bits, (a, b) => (checkCodeOf(a) === checkCodeOf(b)) === Buffer.from(a).equals(b)));
    fc.assert(fc.property(bits, (a) => /^[0-9A-HJKMNP-TV-Z]{25}[048CGMRW]$/.test(checkCodeOf(a))));
  });

  it('is read as people type it', () => {
    const code = checkCodeOf(Buffer.from('00112233445566778899aabbccddeeff', 'hex'));
    expect(typedCheckCode(` ${spacedCode(code).toLowerCase()} `)).toBe(code);
    expect(typedCheckCode('o0-iL')).toBe('0011');
  });

  it('is made of 16 bytes and no others', () => {
    expect(() => checkCodeOf(new Uint8Array(15))).toThrow(RangeError);
  });
});
