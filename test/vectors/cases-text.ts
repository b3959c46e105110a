import { canonicalJson, digestOf } from '#libs/protocol';

/** Cases that need no keys: spellings, JSON texts, ids. */
const MALFORMED = 'message.malformed';

const base64url = [
  ...[
    ['empty', '', ''],
    ['one byte', '_w', 'ff'],
    ['two bytes', 'AQI', '0102'],
    ['three bytes', '-_A_', 'fbf03f'],
  ].map(([name, text, hex]) => ({ name, section: 'CREX-WIRE §3', text, hex })),
  ...[
    ['padding', 'AQI='],
    ['unused bits that are not zero, two of them', 'AQJ'],
    ['unused bits that are not zero, four of them', '_x'],
    ['one character', 'A'],
    ['length 1 modulo 4', 'AAAAA'],
    ['a plus sign', 'ab+c'],
    ['a slash', 'ab/c'],
    ['a space', 'AQ I'],
    ['a line break at the end', 'AQI\n'],
    ['a letter beyond ASCII', 'AQÍ'],
    ['a dot', 'AQ.I'],
  ].map(([name, text]) => ({ name, section: 'CREX-WIRE §3', text, code: MALFORMED })),
];

const jcs = [
  ['an empty object', '{}'],
  ['keys sorted by UTF-16 code units', '{"\\ufb33":3,"😀":4,"é":1,"b":[3,1,2],"a":{"d":1,"c":2}}'],
  ['a prefix before the longer key', '{"ab":1,"a":2,"":3}'],
  ['escapes', '"\\u0007\\u0008\\u0009\\u000a\\u000c\\u000d\\u001f\\u0020\\"\\\\\\/\\u007f\\u00e9\\u2028"'],
  ['integers', '[0,-1,9007199254740991,-9007199254740991]'],
  ['white space goes', ' { "a" : [ 1 , "x" ] }\n'],
].map(([name, json]) => {
  const canonical = canonicalJson(JSON.parse(json as string));
  return { name, section: 'CREX-WIRE §4', json, canonical, digest: digestOf(canonical) };
});

const messageIds = [
  { name: 'an id', section: 'CREX-ID §1.1', id: 'AR-BR-1-000000000123', from: 'AR', to: 'BR', epoch: 1, number: 123 },
  {
    name: 'the last one',
    section: 'CREX-ID §1.1',
    id: 'UY-SR-999999-999999999999',
    from: 'UY',
    to: 'SR',
    epoch: 999_999,
    number: 999_999_999_999,
  },
  ...[
    ['number 0', 'AR-BR-1-000000000000'],
    ['a country and itself', 'AR-AR-1-000000000001'],
    ['a country that is no member', 'AR-US-1-000000000001'],
    ['epoch 0', 'AR-BR-0-000000000001'],
    ['a leading zero in the epoch', 'AR-BR-01-000000000001'],
    ['an epoch of seven digits', 'AR-BR-1000000-000000000001'],
    ['eleven digits', 'AR-BR-1-00000000001'],
    ['thirteen digits', 'AR-BR-1-0000000000001'],
    ['small letters', 'ar-br-1-000000000001'],
    ['a line break after it', 'AR-BR-1-000000000001\n'],
    ['digits that are not ASCII', 'AR-BR-1-00000000000١'],
    ['the broker', 'AR-BROKER-1-000000000001'],
    ['empty', ''],
  ].map(([name, id]) => ({ name, section: 'CREX-ID §1.1', id, code: MALFORMED })),
];

export const textVectors = { base64url, jcs, messageIds };

interface JsonCase {
  readonly name: string;
  readonly bytes: string | Buffer;
  readonly code?: string;
  readonly limits?: { maxBytes?: number; maxDepth?: number; maxValues?: number; integersAndStringsOnly?: boolean };
}

const cases: readonly JsonCase[] = [
  { name: 'an object', bytes: '{"b":[1,"x",{"c":"é"}],"a":-3}' },
  { name: 'white space and escapes', bytes: ' {\t"\\u0062" : "\\ud83d\\ude00" }\r\n' },
  { name: 'one key in two objects', bytes: '[{"a":1},{"a":{"a":"a"}}]' },
  { name: 'as many bytes as allowed', bytes: '[1,2]', limits: { maxBytes: 5 } },
  { name: 'one byte more', bytes: '[1,2] ', limits: { maxBytes: 5 }, code: 'message.too-large' },
  { name: 'bytes are counted, not characters', bytes: '"é"', limits: { maxBytes: 3 }, code: 'message.too-large' },
  { name: 'as many levels as allowed', bytes: '[{"a":1},[2]]', limits: { maxDepth: 2 } },
  { name: 'one level more', bytes: '[{"a":[]}]', limits: { maxDepth: 2 }, code: 'message.too-deep' },
  { name: 'brackets in a string are no levels', bytes: '["[[[{{{"]', limits: { maxDepth: 1 } },
  { name: 'as high a count as allowed', bytes: '[1,{"a":2,"b":3}]', limits: { maxValues: 4 } },
  { name: 'one more element', bytes: '[1,{"a":2,"b":3},4]', limits: { maxValues: 4 }, code: 'message.too-many' },
  { name: 'one more container', bytes: '[1,{"a":2,"b":[]}]', limits: { maxValues: 4 }, code: 'message.too-many' },
  { name: 'a key twice', bytes: '{"a":1,"b":2,"a":1}', code: 'message.duplicate-key' },
  { name: 'a key twice, once escaped', bytes: '{"a":1,"\\u0061":2}', code: 'message.duplicate-key' },
  { name: 'a key twice, deep inside', bytes: '[[{"x":[{"k":1,"l":{},"k":1}]}]]', code: 'message.duplicate-key' },
  { name: 'a key twice, with an escaped quote', bytes: '{"\\"":1,"\\u0022":2}', code: 'message.duplicate-key' },
  { name: '__proto__', bytes: '{"__proto__":{"a":1}}', code: MALFORMED },
  { name: '__proto__, escaped', bytes: '{"\\u005f_proto__":1}', code: MALFORMED },
  { name: 'a lone high surrogate', bytes: '["\\ud800"]', code: MALFORMED },
  { name: 'a lone low surrogate in a key', bytes: '{"\\udc00":1}', code: MALFORMED },
  { name: 'surrogates in the wrong order', bytes: '["\\udc00\\ud800"]', code: MALFORMED },
  { name: 'an overlong UTF-8 form', bytes: Buffer.from('22c0af22', 'hex'), code: MALFORMED },
  { name: 'a surrogate in UTF-8', bytes: Buffer.from('22eda08022', 'hex'), code: MALFORMED },
  { name: 'a cut UTF-8 sequence', bytes: Buffer.from('22e28222', 'hex'), code: MALFORMED },
  { name: 'a byte order mark', bytes: Buffer.from('efbbbf7b7d', 'hex'), code: MALFORMED },
  ...['1.5', '1.0', '1e3', '-0', '01', '9007199254740992', 'true', 'false', 'null'].map((value) => ({
    name: `${value} where only integers and strings are allowed`,
    bytes: `{"a":${value}}`,
    code: MALFORMED,
  })),
  { name: 'any scalar where all are allowed', bytes: '[1.5,true,null]', limits: { integersAndStringsOnly: false } },
  ...['', '{', '"', '{"a":1,}', '[1,]', '{"a" 1}', '{1:2}', '[1 2]', '["\\x"]', '["\t"]', '[1]]', "{'a':1}"].map(
    (bytes) => ({
      name: `no JSON: ${JSON.stringify(bytes)}`,
      bytes,
      code: MALFORMED,
    }),
  ),
];

export const jsonVectors = cases.map(({ name, bytes, limits, code }) => ({
  name,
  section: 'CREX-WIRE §2',
  limits: { maxBytes: 2048, maxDepth: 12, maxValues: 100, integersAndStringsOnly: true, ...limits },
  hex: Buffer.from(bytes as string).toString('hex'),
  ...(code === undefined ? { canonical: canonicalJson(JSON.parse(bytes.toString())) } : { code }),
}));
