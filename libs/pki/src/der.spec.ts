import fc from 'fast-check';
import { nonNegativeInteger, signedParts } from './der.js';
import { codeOf } from '../../../test/code-of.js';

const ECDSA_WITH_SHA256 = '300a06082a8648ce3d040302';
const der = (hex: string): Buffer => Buffer.from(hex, 'hex');

function codeFor(input: Uint8Array): string {
  return codeOf(() => signedParts(input, 'pki.csr-malformed'));
}

/** SEQUENCE { SEQUENCE {}, algorithm, BIT STRING aa55 }, with parts to change. */
function structure(change: { outerTag?: string; algorithm?: string; bits?: string; after?: string } = {}): Buffer {
  const { outerTag = '30', algorithm = ECDSA_WITH_SHA256, bits = '030300aa55', after = '' } = change;
  const content = `3000${algorithm}${bits}${after}`;
  return der(`${outerTag}${(content.length / 2).toString(16).padStart(2, '0')}${content}`);
}

describe('taking a signed structure apart', () => {
  it('gives the signed bytes, whether the algorithm is ours, and the signature', () => {
    const parts = signedParts(structure(), 'pki.csr-malformed');
    expect(Buffer.from(parts.signed).toString('hex')).toBe('3000');
    expect(parts.isEcdsaSha256).toBe(true);
    expect(Buffer.from(parts.signature).toString('hex')).toBe('aa55');
  });

  it('knows ecdsa-with-SHA256 by its exact bytes: no parameters, no other hash', () => {
    for (const algorithm of ['300c06082a8648ce3d0403020500', '300a06082a8648ce3d040303']) {
      expect(signedParts(structure({ algorithm }), 'pki.csr-malformed').isEcdsaSha256).toBe(false);
    }
  });

  it('refuses another outer tag, a further element, bytes behind, and a signature that is no whole octets', () => {
    for (const wrong of [
      structure({ outerTag: '31' }),
      structure({ after: '0500' }),
      Buffer.concat([structure(), Uint8Array.of(0)]),
      structure({ bits: '040300aa55' }),
      structure({ bits: '030301aa54' }),
    ]) {
      expect(codeFor(wrong)).toBe('pki.csr-malformed');
    }
  });

  it('never throws anything but the code it was given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 40 }),
          fc.nat(21).map((end) => structure().subarray(0, end)),
        ),
        (input) => {
          expect(codeFor(input)).toMatch(/^(accepted|pki\.csr-malformed)$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('reading an INTEGER', () => {
  const read = (hex: string): bigint => nonNegativeInteger(der(hex), 'pki.crl-malformed');

  it('gives its value, up to 20 octets', () => {
    expect(read('020100')).toBe(0n);
    expect(read('02020080')).toBe(128n);
    expect(read(`0214${'7f'.repeat(20)}`)).toBe(BigInt(`0x${'7f'.repeat(20)}`));
  });

  it('refuses another type, a negative value, none, a longer one, and bytes behind', () => {
    for (const wrong of ['010101', '020180', '0200', `0215${'01'.repeat(21)}`, '02010100', '02']) {
      expect(() => read(wrong)).toThrow(/INTEGER|too early/);
    }
  });
});
