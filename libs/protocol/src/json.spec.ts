import fc from 'fast-check';
import { CrexError, parseJson, type JsonLimits } from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';

const WIDE: JsonLimits = { maxBytes: 100_000, maxDepth: 20, maxValues: 10_000, integersAndStringsOnly: false };
const STRICT: JsonLimits = { ...WIDE, integersAndStringsOnly: true };
const codeWith = (text: string | Uint8Array, limits: JsonLimits) =>
  codeOf(() => parseJson(Buffer.from(text as string), limits));

describe('JSON from outside', () => {
  it('is refused by its bytes before anything reads it', () => {
    expect(parseJson(Buffer.from('[1,2]'), { ...WIDE, maxBytes: 5 })).toEqual([1, 2]);
    expect(codeWith('[1,2] ', { ...WIDE, maxBytes: 5 })).toBe('message.too-large');
    expect(codeWith('"é"', { ...WIDE, maxBytes: 3 })).toBe('message.too-large');
  });

  it('is refused by its depth', () => {
    expect(codeWith('[{"a":1}]', { ...WIDE, maxDepth: 2 })).toBe('accepted');
    expect(codeWith('[{"a":[]}]', { ...WIDE, maxDepth: 2 })).toBe('message.too-deep');
    expect(codeWith('[]', { ...WIDE, maxDepth: 0 })).toBe('message.too-deep');
    expect(codeWith('[[],[],[]]', { ...WIDE, maxDepth: 2 })).toBe('accepted');
  });

  it('is refused by its count, of containers as of elements', () => {
    expect(codeWith('[1,2,3]', { ...WIDE, maxValues: 3 })).toBe('accepted');
    expect(codeWith('[1,2,3,4]', { ...WIDE, maxValues: 3 })).toBe('message.too-many');
    expect(codeWith('[[[[]]]]', { ...WIDE, maxValues: 4 })).toBe('accepted');
    expect(codeWith('[[[[]]]]', { ...WIDE, maxValues: 3 })).toBe('message.too-many');
  });

  it.each([
    ['plain', '{"a":1,"a":2}'],
    ['after a nested container', '{"a":{"b":1},"c":[1,2],"a":2}'],
    ['escaped', String.raw`{"a":1,"\u0061":2}`],
    ['both escaped', String.raw`{"\u0061":1,"\u0061":2}`],
    ['escaped with other letters', String.raw`{"\u00e9":1,"é":2}`],
    ['deep inside', '[{"x":[{"k":1,"k":1}]}]'],
    ['the empty key', '{"":1,"":2}'],
    ['escaped quote', String.raw`{"\"":1,"\u0022":2}`],
  ])('is refused when an object names one key twice: %s', (_, text) => {
    expect(codeWith(text, WIDE)).toBe('message.duplicate-key');
  });

  it('may repeat a key in another object, and a key as a value', () => {
    expect(parseJson(Buffer.from('[{"a":"a"},{"a":{"a":"a"}}]'), WIDE)).toEqual([{ a: 'a' }, { a: { a: 'a' } }]);
  });

  it('never sets a prototype', () => {
    expect(codeWith('{"__proto__":{"admin":"Y"}}', WIDE)).toBe('message.malformed');
    expect(codeWith(String.raw`{"\u005f_proto__":1}`, WIDE)).toBe('message.malformed');
    expect(codeWith('["__proto__"]', WIDE)).toBe('accepted');
  });

  it.each([
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a raw surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a cut sequence', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
    ['beyond U+10FFFF', Buffer.from([0x22, 0xf5, 0x80, 0x80, 0x80, 0x22])],
    ['a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x22, 0x22])],
    ['UTF-16', Buffer.from('"a"', 'utf16le')],
  ])('is UTF-8 and nothing else: %s', (_, bytes) => {
    expect(codeWith(bytes, WIDE)).toBe('message.malformed');
  });

  it('holds well-formed Unicode only: a lone surrogate has no digest', () => {
    for (const text of [
      String.raw`"\ud800"`,
      String.raw`"\udc00a"`,
      String.raw`{"\ud800":1}`,
      String.raw`"\udc00\ud800"`,
    ]) {
      expect(codeWith(text, WIDE)).toBe('message.malformed');
    }
    expect(parseJson(Buffer.from(String.raw`"\ud83d\ude00"`), WIDE)).toBe('😀');
  });

  it.each(['1.5', '1.0', '1e3', '-0', '00', '9007199254740992', '-9007199254740992', 'true', 'false', 'null', 'NaN'])(
    'refuses %s where only integers and strings have one meaning',
    (value) => {
      expect(codeWith(`{"a":${value}}`, STRICT)).toBe('message.malformed');
      expect(codeWith(`[${value}]`, STRICT)).toBe('message.malformed');
    },
  );

  it.each(['0', '-1', '9007199254740991', '-9007199254740991', '"1.5"', '"null"'])('takes %s', (value) => {
    expect(parseJson(Buffer.from(`[${value}]`), STRICT)).toEqual(JSON.parse(`[${value}]`));
  });

  it.each([
    '',
    '{',
    '{"a"',
    '"',
    '{"a":1,}',
    '[1,]',
    '{"a" 1}',
    '{1:2}',
    'x',
    '[1 2]',
    '"\\x"',
    '{"a\\q":1}',
    '"\t"',
    '[1]]',
  ])('refuses what is no JSON, without quoting it: %j', (text) => {
    expect(codeWith(text, WIDE)).toBe('message.malformed');
  });

  it('never repeats the input in what it says', () => {
    expect.assertions(1);
    try {
      parseJson(Buffer.from('{"name": Juan Perez}'), WIDE);
    } catch (error) {
      expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('Juan');
    }
  });

  it('reads whatever JSON.parse reads, to the same value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value = JSON.parse(text) as unknown;
        const written = JSON.stringify(value, undefined, indent); // once through JSON.parse: no duplicate keys left
        if (/"(__proto__)":/.test(written) || !written.isWellFormed() || /\\ud/i.test(written)) return;
        expect(parseJson(Buffer.from(written), WIDE)).toEqual(value);
      }),
    );
  });

  it('refuses with a CrexError, whatever the bytes', () => {
    const almostJson = fc
      .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'a', '\\u0061', '1', '-', ' ', 'null', '\ud800'))
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), almostJson), fc.boolean(), (bytes, integersAndStringsOnly) => {
        try {
          expect(parseJson(bytes, { ...WIDE, integersAndStringsOnly })).toEqual(
            JSON.parse(Buffer.from(bytes).toString()),
          );
        } catch (error) {
          expect(error).toBeInstanceOf(CrexError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
