import fc from 'fast-check';
import { bodyDigest, canonicalJson, digestOf, fromBase64url, toBase64url } from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';

describe('base64url', () => {
  it('has one spelling for each octet string', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(new Uint8Array(fromBase64url(toBase64url(bytes)))).toEqual(bytes);
      }),
    );
  });

  it('writes a view of a larger buffer as the view', () => {
    expect(toBase64url(new Uint8Array([0, 1, 2, 3]).subarray(1, 3))).toBe('AQI');
  });

  it.each(['AQI=', 'AQJ', 'A', 'AQ I', 'AQI\n', 'AQ+_', 'AQ/_', 'Á', 'AQI.'])(
    'refuses another spelling: %j',
    (text) => {
      expect(codeOf(() => fromBase64url(text))).toBe('message.malformed');
    },
  );

  it('takes a text back only as it would write it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (codeOf(() => fromBase64url(text)) === 'accepted') {
          expect(toBase64url(fromBase64url(text))).toBe(text);
        }
      }),
    );
  });
});

describe('canonical JSON (RFC 8785)', () => {
  it('sorts keys by UTF-16 code units and escapes as little as it can', () => {
    expect(canonicalJson({ é: 1, b: [1, 'x\u0007"\\/'], a: { d: 1, c: 2 }, '\ufb33': 3, '😀': 4 })).toBe(
      String.raw`{"a":{"c":2,"d":1},"b":[1,"x\u0007\"\\/"],"é":1,"😀":4,"` + '\ufb33":3}',
    );
  });

  it.each([
    ['nothing', undefined],
    ['a function', () => 1],
    ['not a number', { a: Number.NaN }],
    ['infinity', [Infinity]],
    ['a lone surrogate', '\ud800'],
    ['a bigint', { a: 1n }],
  ])('has no form for %s', (_, value) => {
    expect(codeOf(() => canonicalJson(value))).toBe('protocol.not-canonical');
  });

  it('gives a body one digest, whatever the order of its fields', () => {
    expect(bodyDigest({ salt: 's', ...{ b: 1 } })).toBe(bodyDigest({ ...{ b: 1 }, salt: 's' }));
    expect(bodyDigest({ salt: 's' })).toBe(digestOf('{"salt":"s"}'));
    expect(digestOf('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  });
});
