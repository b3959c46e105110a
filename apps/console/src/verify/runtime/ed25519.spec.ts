import { generateKeyPairSync, sign } from 'node:crypto';
import { ed25519Verifier } from './ed25519.js';
import { NotAnsweredYet, withAnswers } from './signature-answers.js';

const DATA = Buffer.from('what is signed');

describe("the browser's Ed25519", () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const signature = sign(null, DATA, privateKey);
  const quietly = (judge: () => boolean): boolean => {
    try {
      return judge();
    } catch (error) {
      if (error instanceof NotAnsweredYet) return false;
      throw error;
    }
  };

  it('takes the signature of the key, and no other, of no other text, and no part of one', async () => {
    const other = Buffer.from(signature);
    other.writeUInt8(other.readUInt8(3) ^ 1, 3);
    const verifier = ed25519Verifier(raw);
    const judge = () =>
      Promise.resolve([
        quietly(() => verifier(DATA, signature)),
        quietly(() => verifier(DATA, other)),
        quietly(() => verifier(Buffer.from('another'), signature)),
        quietly(() => verifier(DATA, signature.subarray(1))),
        quietly(() => ed25519Verifier(new Uint8Array(32))(DATA, signature)),
      ]);
    expect(await withAnswers(judge)).toEqual([true, false, false, false, false]);
  });

  it('has no opinion where the browser cannot judge', async () => {
    const verifier = ed25519Verifier(raw);
    const text = Buffer.from('not asked before');
    const fresh = sign(null, text, privateKey);
    const prototype = Object.getPrototypeOf(globalThis.crypto.subtle) as { importKey: unknown };
    const { importKey } = prototype;
    prototype.importKey = () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
    try {
      const judge = () => Promise.resolve(quietly(() => verifier(text, fresh)));
      await expect(withAnswers(judge)).rejects.toThrow('no such algorithm');
    } finally {
      prototype.importKey = importKey;
    }
  });
});
