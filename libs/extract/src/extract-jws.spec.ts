import fc from 'fast-check';
import { extractSchema, readExtractJws, signExtract, type ExtractContent } from '#libs/extract';
import { faultsOf, isCrexError } from '#libs/protocol';
import { codeOf, codeOfAsync } from '../../../test/code-of.js';
import { sampleExtract, sampleVariants } from '../../../test/extract/sample-extract.js';
import { TestMinistry } from '../../../test/extract/sealed-extract.js';
import { checkExtractSignature, keyOfCertificate } from './extract-jws.js';

describe('the signed data of an extract', () => {
  let ministry: TestMinistry;
  let token: string;

  beforeAll(async () => {
    ministry = await TestMinistry.open();
    token = await ministry.sign(sampleExtract());
  });

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = () => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, unknown>;
  const codeWith = (content: object, head: object = header()) =>
    codeOf(() => readExtractJws(`${part(head)}.${part(content)}.${token.split('.')[2]}`));

  it('says what was signed, by whom, and verifies with the key of its first certificate', () => {
    const data = readExtractJws(token);
    expect(data.content).toEqual(sampleExtract());
    expect(data.certificates).toEqual(ministry.signerOf('BR').certificates.map((der) => Uint8Array.from(der)));
    expect(codeOf(() => checkExtractSignature(data, keyOfCertificate(data.certificates[0]!)))).toBe('accepted');
    const foreign = ministry.keysOf('UY')['extract-seal'].publicKey;
    expect(codeOf(() => checkExtractSignature(data, foreign))).toBe('extract.data-changed');
  });

  it.each(Object.entries(sampleVariants))('has a schema that holds for %s', (_, content) => {
    expect(faultsOf(extractSchema, content)).toEqual([]);
    expect(codeWith(content)).toBe('accepted');
  });

  it('has records where it says so, and none where it says so', () => {
    expect(codeWith(sampleExtract({ convictions: [] }))).toBe('extract.malformed');
    expect(codeWith({ ...sampleExtract(), variant: 'NO_RECORD' })).toBe('extract.malformed');
    expect(codeWith({ ...sampleExtract(), person: { names: sampleExtract().person.names } })).toBe('extract.malformed');
  });

  it.each<[string, Partial<Record<keyof ExtractContent, unknown>>]>([
    ['an unknown field', { remarks: 'x' } as object],
    ['the number of another country', { number: 'AR-2026-000417' }],
    ['the place of an extract of another country', { supersedes: 'AR-2026-000001' }],
    ['a question that went elsewhere', { recipient: { ...sampleExtract().recipient, country: 'CL' } }],
    ['an end before its beginning', { validUntil: sampleExtract().issuedAt }],
    ['three languages', { languages: ['es', 'en', 'pt'] }],
    ['one language twice', { languages: ['es', 'es'] }],
    ['a check code of another form', { verification: { address: 'https://x.example', code: 'I'.repeat(26) } }],
    ['an address that is no https', { verification: { ...sampleExtract().verification, address: 'http://x.example' } }],
  ])('is refused with %s', (_, change) => {
    expect(codeWith({ ...sampleExtract(), ...change })).toBe('extract.malformed');
  });

  it('is refused in another version, before anything else is looked at', () => {
    expect(codeWith({ v: 2 })).toBe('extract.unknown-version');
  });

  it.each<[string, object]>([
    ['another algorithm', { alg: 'none' }],
    ['another type', { typ: 'crex-content+jws' }],
    ['an address of a key', { jku: 'https://x.example' }],
    ['no certificate', { x5c: [] }],
    ['too many certificates', { x5c: ['AAAA', 'AAAA', 'AAAA'] }],
  ])('is refused with %s in its header', (_, change) => {
    expect(codeWith(sampleExtract(), { ...header(), ...change })).toBe('extract.malformed');
  });

  it('is not made with the certificate of another key', async () => {
    const { signer } = ministry.signerOf('BR');
    const { certificates } = ministry.signerOf('UY');
    expect(await codeOfAsync(signExtract(sampleExtract(), signer, certificates))).toBe('extract.wrong-certificate');
    expect(await codeOfAsync(signExtract({ ...sampleExtract(), number: '1' }, signer, certificates))).toBe(
      'extract.wrong-certificate',
    );
  });

  it('is not made of what could not be read again', async () => {
    expect(await codeOfAsync(ministry.sign({ ...sampleExtract(), number: '1' }))).toBe('extract.malformed');
  });

  it('is refused when it is too large', () => {
    expect(() => readExtractJws('a'.repeat(6_000_001))).toThrow('more than 6000000 characters');
  });

  it('is refused with a signature of another length', () => {
    expect(codeOf(() => readExtractJws(token.slice(0, -4)))).toBe('extract.malformed');
  });

  it('never throws anything but a refusal', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.string(), { minLength: 3, maxLength: 3 }).map((all) => all.join('.')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readExtractJws(text);
          return false;
        } catch (error) {
          return isCrexError(error) && error.code.startsWith('extract.');
        }
      }),
    );
  });
});
