import { cosignatureSigner, cosignatureVerifier } from './cosignature.js';
import { logSigner, logVerifier } from './log-signature.js';
import { codeOf, testKey } from './reference-tree.jest.js';
import { formatVerifierKey, readVerifierKey } from './verifier-key.js';

const key = testKey('witness');
const name = 'witness.example/w1';
const verifier = cosignatureVerifier(formatVerifierKey(name, 'cosignature', key.publicKey));
const signer = cosignatureSigner(name, key, 1_764_000_000);

describe('a cosignature', () => {
  it('states its time and holds for the text that was cosigned', async () => {
    const signature = await signer.sign('text\n');
    expect(signature).toHaveLength(72);
    expect(verifier.verify('text\n', signature)).toBe(true);
    expect(verifier.timeOf(signature)).toBe(1_764_000_000);
    expect(verifier.verify('other\n', signature)).toBe(false);
  });

  it('does not hold with any of its bits flipped, longer or cut', async () => {
    const signature = await signer.sign('text\n');
    for (let bit = 0; bit < signature.length * 8; bit++) {
      const flipped = Uint8Array.from(signature);
      flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7));
      if (verifier.verify('text\n', flipped)) throw new Error(`bit ${bit} does not count`);
    }
    for (let length = 0; length < 72; length++)
      expect(verifier.verify('text\n', signature.subarray(0, length))).toBe(false);
    expect(verifier.verify('text\n', Buffer.concat([signature, Buffer.alloc(1)]))).toBe(false);
  });

  it('is no log signature of the same key, nor the other way round', async () => {
    const log = logVerifier(formatVerifierKey(name, 'log', key.publicKey));
    expect(log.verify('text\n', (await signer.sign('text\n')).subarray(8))).toBe(false);
    expect(verifier.verify('text\n', await logSigner(name, key).sign('text\n'))).toBe(false);
    expect(log.keyId).not.toEqual(verifier.keyId);
  });

  it.each([0, -1, 1.5, NaN, Infinity, 253_402_300_800])('is not made at the time %s', (time) => {
    expect(codeOf(() => cosignatureSigner(name, key, time))).toBe('audit.wrong-time');
  });
});

describe('a verifier key', () => {
  it.each([
    ['with a plus sign in its name', () => formatVerifierKey('a+b', 'log', key.publicKey)],
    ['without a name', () => formatVerifierKey('', 'log', key.publicKey)],
    ['of 31 bytes', () => formatVerifierKey('a', 'log', key.publicKey.subarray(1))],
  ])('is not written %s', (_, write) => {
    expect(codeOf(write)).toBe('audit.malformed-key');
  });

  it('of 31 bytes is not read either', () => {
    expect(codeOf(() => readVerifierKey('n+a7c91bd4+AR8InVVlhlLaDQpGvPCePFPFcZ11K01shItUTJQa2Oo='))).toBe(
      'audit.malformed-key',
    );
  });

  it('may hold plus signs in its base64', () => {
    const names = Array.from({ length: 40 }, (_, at) => formatVerifierKey('a', 'log', testKey(String(at)).publicKey));
    const vkey = names.find((text) => text.split('+').length > 3);
    expect(readVerifierKey(vkey!).name).toBe('a');
  });
});
