import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { localKek, opensTo, type JsonObject } from './index.js';
import { decrypt, encrypt } from './key-encryption.js';
import { openPart, pseudonymOf, sealPart, type PartPlace } from './part.js';

const newKey = () => createSecretKey(randomBytes(32));
const key = newKey();
const place: PartPlace = { eventId: '0b0a6f4e-8f0e-4c1b-9a6d-0d7a2f1c5e11', type: 'DISCLOSURE', group: 'subject' };
const part = { reference: 'BR:CPF:52998224725' };
const coded = (code: string) => expect.objectContaining({ code }) as Error;

describe('a part', () => {
  it('opens again, with the salt that opens its commitment', () => {
    const { commitment, ciphertext } = sealPart(key, place, part);
    const opened = openPart(key, place, ciphertext, commitment);
    expect(opened.value).toEqual(part);
    expect(opensTo(commitment, 'subject', opened.value, opened.salt)).toBe(true);
    expect(ciphertext.includes('52998224725')).toBe(false);
  });

  it('looks different each time, in commitment and ciphertext', () => {
    const [one, two] = [sealPart(key, place, part), sealPart(key, place, part)];
    expect(one.commitment).not.toBe(two.commitment);
    expect(one.ciphertext.equals(two.ciphertext)).toBe(false);
  });

  it.each([
    { eventId: '1b0a6f4e-8f0e-4c1b-9a6d-0d7a2f1c5e11' },
    { type: 'NO_RECORD' as const },
    { group: 'actor' as const },
  ])('does not open in another place: %o', (other) => {
    const { commitment, ciphertext } = sealPart(key, place, part);
    expect(() => openPart(key, { ...place, ...other }, ciphertext, commitment)).toThrow(coded('audit.wrong-key'));
  });

  it('does not open under another key, nor with any byte changed or missing', () => {
    const { commitment, ciphertext } = sealPart(key, place, part);
    expect(() => openPart(newKey(), place, ciphertext, commitment)).toThrow(coded('audit.wrong-key'));
    fc.assert(
      fc.property(fc.nat(ciphertext.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const other = Buffer.from(ciphertext);
        other[at] = (other[at] as number) ^ change;
        expect(() => openPart(key, place, other, commitment)).toThrow(coded('audit.wrong-key'));
        expect(() => openPart(key, place, ciphertext.subarray(0, at), commitment)).toThrow(coded('audit.wrong-key'));
      }),
    );
  });

  it('is not taken for the one that a leaf commits to when it is another', () => {
    const { commitment } = sealPart(key, place, part);
    const { ciphertext } = sealPart(key, place, { reference: 'BR:CPF:11144477735' });
    expect(() => openPart(key, place, ciphertext, commitment)).toThrow(coded('audit.commitment-mismatch'));
  });

  it('opens whatever it was made of', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.maxSafeInteger(), fc.array(text))), (value: JsonObject) => {
        const { commitment, ciphertext } = sealPart(key, place, { ...value });
        expect(openPart(key, place, ciphertext, commitment).value).toEqual({ ...value });
      }),
    );
  });
});

describe('a pseudonym', () => {
  it('is the same for one reference, and another for another reference, group or key', () => {
    const one = pseudonymOf(key, 'subject', 'BR:CPF:1').toString('hex');
    expect(pseudonymOf(key, 'subject', 'BR:CPF:1').toString('hex')).toBe(one);
    expect(pseudonymOf(key, 'subject', 'BR:CPF:2').toString('hex')).not.toBe(one);
    expect(pseudonymOf(key, 'actor', 'BR:CPF:1').toString('hex')).not.toBe(one);
    expect(pseudonymOf(newKey(), 'subject', 'BR:CPF:1').toString('hex')).not.toBe(one);
  });
});

describe('a key-encryption key', () => {
  it('unwraps what it wrapped, in the same place only', async () => {
    const [kek, given] = [localKek(randomBytes(32)), randomBytes(32)];
    const wrapped = await kek.wrap(given, '2026-11 subject');
    expect(Buffer.from(await kek.unwrap(wrapped, '2026-11 subject')).equals(given)).toBe(true);
    await expect(kek.unwrap(wrapped, '2026-12 subject')).rejects.toThrow(coded('audit.wrong-key'));
    await expect(localKek(randomBytes(32)).unwrap(wrapped, '2026-11 subject')).rejects.toThrow(
      coded('audit.wrong-key'),
    );
    await expect(kek.unwrap(Buffer.alloc(3), '2026-11 subject')).rejects.toThrow(coded('audit.wrong-key'));
  });

  it('has an id that names it, fits a KEY_EVENT and does not tell it', () => {
    const bytes = randomBytes(32);
    expect(localKek(bytes).id).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(localKek(bytes).id).toBe(localKek(bytes).id);
    expect(localKek(randomBytes(32)).id).not.toBe(localKek(bytes).id);
  });

  it('has 32 bytes', () => {
    expect(() => localKek(randomBytes(16))).toThrow(coded('audit.wrong-key-length'));
  });

  it('encrypts as NIST SP 800-38D does: nonce, ciphertext, tag', () => {
    const sealed = encrypt(key, Buffer.from('text'), 'place');
    expect(sealed).toHaveLength(12 + 4 + 16);
    expect(decrypt(key, sealed, 'place').toString()).toBe('text');
  });
});
