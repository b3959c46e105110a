import { generateKeyPairSync, sign } from 'node:crypto';
import { checkSignature, readJws, signJws, TYP, type JsonLimits } from '#libs/protocol';
import { codeOf, codeOfAsync } from '../../../test/code-of.js';
import { rawHeader, rawJws } from '../../../test/vectors/raw-message.js';
import { signingKey } from '../../../test/vectors/test-keys.js';

const LIMITS: JsonLimits = { maxBytes: 1000, maxDepth: 2, maxValues: 20, integersAndStringsOnly: true };
const argentina = signingKey('AR');
const good = rawJws(rawHeader(TYP.slip), { a: 1 });
const read = (token: string) => readJws(token, TYP.slip, LIMITS);
const codeWith = (header: Record<string, unknown> | string) => codeOf(() => read(rawJws(header, { a: 1 }).token));

describe('a signed object', () => {
  it('is read with its digest over the signing input, and verifies', async () => {
    const { token, digest } = await signJws(TYP.slip, { b: 2, a: 1 }, argentina);
    const jws = read(token);
    expect(jws).toEqual({ token, digest, certificate: argentina.certificate, payload: { a: 1, b: 2 } });
    await expect(checkSignature(jws, argentina.publicKey)).resolves.toBeUndefined();
  });

  it('keeps its digest when it is signed again', async () => {
    const [one, two] = await Promise.all([
      signJws(TYP.slip, { a: 1 }, argentina),
      signJws(TYP.slip, { a: 1 }, argentina),
    ]);
    expect(one.token).not.toBe(two.token);
    expect(one.digest).toBe(two.digest);
  });

  it.each([
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['alg ES384', { alg: 'ES384' }],
    ['alg RS256', { alg: 'RS256' }],
    ['alg es256', { alg: 'es256' }],
    ['an embedded key (jwk)', { jwk: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' } }],
    ['a key address (jku)', { jku: 'https://attacker.example' }],
    ['a certificate address (x5u)', { x5u: 'https://attacker.example' }],
    ['an embedded certificate (x5c)', { x5c: ['MIIB'] }],
    ['critical extensions (crit)', { crit: ['exp'], exp: 1 }],
    ['an unencoded payload (b64)', { b64: false, crit: ['b64'] }],
    ['b64 alone', { b64: false }],
    ['a kid', { kid: '1' }],
    ['a content type', { cty: 'json' }],
    ['a compression', { zip: 'DEF' }],
    ['a thumbprint of another length', { 'x5t#S256': 'AAAA' }],
    ['a thumbprint that is not canonical', { 'x5t#S256': `${'A'.repeat(42)}B` }],
  ])('is refused for its header: %s', (_, extra) => {
    expect(codeWith(rawHeader(TYP.slip, 'AR', extra))).toBe('message.forbidden-header');
  });

  it('is refused when the header lacks a member or is no object', () => {
    expect(codeWith({ alg: 'ES256', typ: TYP.slip })).toBe('message.forbidden-header');
    expect(codeWith({ alg: 'ES256', 'x5t#S256': argentina.certificate })).toBe('message.forbidden-header');
    expect(codeWith('["ES256"]')).toBe('message.forbidden-header');
    expect(codeWith('{"alg":"ES256","alg":"none"}')).toBe('message.duplicate-key');
    expect(codeWith(JSON.stringify(rawHeader(TYP.slip, 'AR', { extra: 'x'.repeat(500) })))).toBe('message.too-large');
  });

  it('is refused under another typ, so no object can stand in for another', () => {
    for (const typ of [TYP.content, TYP.stored, TYP.taken, TYP.refused, TYP.expired, 'JWT', 'CREX-SLIP+JWS', '']) {
      expect(codeWith(rawHeader(typ))).toBe('message.wrong-type');
    }
  });

  it('is three parts of canonical base64url', () => {
    const [header, payload, signature] = good.token.split('.') as [string, string, string];
    for (const token of [
      '',
      `${header}.${payload}`,
      `${good.token}.`,
      `${header}.${payload}=.${signature}`,
      `${header}=.${payload}.${signature}`,
      `${good.token}=`,
      `${good.token}\n`,
    ]) {
      expect(codeOf(() => read(token))).toBe('message.malformed');
    }
  });

  it('has a signature of 64 bytes', () => {
    const input = good.token.slice(0, good.token.lastIndexOf('.'));
    const der = sign('sha256', Buffer.from(input), argentina.privateKey);
    for (const signature of [Buffer.alloc(0), Buffer.alloc(63, 1), Buffer.alloc(65, 1), der]) {
      expect(codeOf(() => read(`${input}.${signature.toString('base64url')}`))).toBe('message.malformed');
    }
  });

  it('is refused by its length before it is taken apart', () => {
    const input = good.token.slice(0, good.token.lastIndexOf('.'));
    expect(codeOf(() => read(`${input}.${'A'.repeat(3000)}`))).toBe('message.too-large');
    expect(codeOf(() => read(rawJws(rawHeader(TYP.slip), { a: 'x'.repeat(1000) }).token))).toBe('message.too-large');
  });

  it.each([
    ['another key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey],
    ['a key of another curve', generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
    ['a key of another kind', generateKeyPairSync('ed25519').publicKey],
  ])('does not verify with %s', async (_, key) => {
    expect(await codeOfAsync(() => checkSignature(read(good.token), key))).toBe('message.wrong-signature');
  });

  it('does not verify when one bit of it changed', async () => {
    const [header, payload, signature] = good.token.split('.') as [string, string, string];
    const flipped = Buffer.from(signature, 'base64url');
    flipped[40] = (flipped[40] as number) ^ 1;
    const other = rawJws(rawHeader(TYP.slip), { a: 2 }).token.split('.')[1] as string;
    for (const token of [`${header}.${payload}.${flipped.toString('base64url')}`, `${header}.${other}.${signature}`]) {
      expect(await codeOfAsync(() => checkSignature(read(token), argentina.publicKey))).toBe('message.wrong-signature');
    }
  });
});
