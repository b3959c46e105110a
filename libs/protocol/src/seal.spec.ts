import fc from 'fast-check';
import { checkSuite, freshNonce, SUITE } from '#libs/protocol';
import { codeOf, codeOfAsync } from '../../../test/code-of.js';
import { sealingKey } from '../../../test/vectors/test-keys.js';
import { checkSealedSize, pad, seal, sealedBytesOf, SIZE_CLASSES, unpad } from './seal.js';

describe('padding', () => {
  it('goes around any content and off again, at every class boundary', () => {
    const lengths = fc.oneof(
      fc.nat({ max: 20_000 }),
      ...SIZE_CLASSES.slice(0, 4).map((size) => fc.integer({ min: size - 6, max: size })),
    );
    fc.assert(
      fc.property(lengths, fc.constantFrom(4096, 16_384), (length, smallest) => {
        const content = Buffer.alloc(length, 0xa5);
        const padded = pad(content, smallest);
        expect(SIZE_CLASSES).toContain(padded.byteLength);
        expect(padded.byteLength).toBeGreaterThanOrEqual(Math.max(smallest, length + 4));
        expect(Buffer.compare(unpad(padded), content)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('has the six classes, and refuses what fits none', () => {
    expect(SIZE_CLASSES).toEqual([4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304]);
    expect(pad(Buffer.alloc(4092), 4096)).toHaveLength(4096);
    expect(pad(Buffer.alloc(4093), 4096)).toHaveLength(16_384);
    expect(pad(Buffer.alloc(4_194_300), 4096)).toHaveLength(4_194_304);
    expect(codeOf(() => pad(Buffer.alloc(4_194_301), 4096))).toBe('message.too-large');
  });

  it.each([
    ['a byte that is not zero in the padding', [0, 0, 0, 1, 65, 0, 1]],
    ['a length beyond the end', [0, 0, 0, 4, 65, 66, 67]],
    ['a length near 2^32', [255, 255, 255, 255, 65]],
    ['less than a length', [0, 0, 0]],
    ['nothing', []],
  ])('is refused with %s', (_, bytes) => {
    expect(codeOf(() => unpad(Buffer.from(bytes)))).toBe('message.wrong-padding');
  });

  it('takes an exact fit and an empty content', () => {
    expect([...unpad(Buffer.from([0, 0, 0, 2, 65, 66]))]).toEqual([65, 66]);
    expect(unpad(Buffer.from([0, 0, 0, 0, 0]))).toHaveLength(0);
  });
});

describe('sealing', () => {
  it('knows its sizes on the wire', () => {
    expect(sealedBytesOf(4096)).toBe(1120 + 4096 + 16);
    expect(codeOf(() => checkSealedSize(Buffer.alloc(sealedBytesOf(16_384))))).toBe('accepted');
    for (const size of [0, sealedBytesOf(4096) - 1, sealedBytesOf(4096) + 1, 4096]) {
      expect(codeOf(() => checkSealedSize(Buffer.alloc(size)))).toBe('message.wrong-padding');
    }
  });

  it('opens with its key and aad, and is different each time', async () => {
    const key = await sealingKey('BR');
    const aad = Buffer.from('aad');
    const [one, two] = await Promise.all([seal(key, Buffer.from('x'), aad), seal(key, Buffer.from('x'), aad)]);
    expect(one).not.toEqual(two);
    expect(Buffer.from(await key.opener.open(one, aad)).toString()).toBe('x');
    await expect(key.opener.open(one, Buffer.from('other'))).rejects.toThrow();
  });

  it('has one suite', async () => {
    const key = { ...(await sealingKey('BR')), suite: 'HPKE-P256' };
    expect(codeOf(() => checkSuite('HPKE-P256'))).toBe('message.unknown-suite');
    expect(codeOf(() => checkSuite(SUITE))).toBe('accepted');
    expect(await codeOfAsync(() => seal(key, Buffer.from('x'), Buffer.alloc(0)))).toBe('message.unknown-suite');
  });

  it('seals only to a key whose kid is that of its bytes', async () => {
    const [key, other] = await Promise.all([sealingKey('BR'), sealingKey('AR')]);
    const swapped = { ...key, publicKey: other.publicKey };
    expect(await codeOfAsync(() => seal(swapped, Buffer.from('x'), Buffer.alloc(0)))).toBe(
      'message.unusable-sealing-key',
    );
  });

  it('refuses bytes that are no key', async () => {
    const { sealingKeyId } = await import('./seal.js');
    for (const publicKey of [Buffer.alloc(0), Buffer.alloc(1215, 1), Buffer.alloc(1217, 1), Buffer.alloc(1216, 255)]) {
      const key = { suite: SUITE, publicKey, kid: sealingKeyId(SUITE, publicKey) };
      expect(await codeOfAsync(() => seal(key, Buffer.from('x'), Buffer.alloc(0)))).toBe(
        'message.unusable-sealing-key',
      );
    }
  });
});

describe('a nonce', () => {
  it('is 32 bytes from the source it is given', () => {
    expect(freshNonce((bytes) => bytes.fill(255))).toBe(`${'_'.repeat(42)}8`);
  });
});
