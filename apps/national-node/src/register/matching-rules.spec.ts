import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION } from '#libs/matching';
import { isCrexError, signJws, TYP } from '#libs/protocol';
import { createTestAlliance } from '#libs/testing';
import { builtInRules, openRules, readSignedRules, signRules } from './matching-rules.js';

const own = { ...DEFAULT_CONFIGURATION, version: 'ar-2026-1', maxListed: 20 };
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const codeOf = (refused: Promise<unknown>) =>
  refused.then(
    () => 'taken',
    (error: unknown) => (isCrexError(error) ? error.code : String(error)),
  );

describe('a matching configuration', () => {
  const setUp = async () => {
    const alliance = await createTestAlliance({ members: ['AR', 'BR'] });
    const { signer, keys } = alliance.member('AR');
    return { signer, der: keys.signing.certificate, stranger: alliance.member('BR') };
  };

  it('that the country has signed is taken, under the digest of its content', async () => {
    const { signer, der } = await setUp();
    const { token, digest } = await signRules(bytes(own), signer);
    expect(await readSignedRules(`${token}\n`, der)).toEqual({ configuration: own, digest });
    expect(digest).not.toBe(builtInRules.digest);
  });

  it('that is not signed, or was changed, is refused', async () => {
    const { signer, der } = await setUp();
    const { token } = await signRules(bytes(own), signer);
    const [header = '', , signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...own, maxListed: 50 })).toString('base64url');
    for (const text of [JSON.stringify(own), '', `${header}.${other}.${signature}`, `${header}.${other}.`]) {
      expect(await codeOf(readSignedRules(text, der))).toBe('register.matching-not-signed');
    }
  });

  it('that another country has signed, or with another key, is refused', async () => {
    const { der, stranger } = await setUp();
    const { token } = await signRules(bytes(own), stranger.signer);
    expect(await codeOf(readSignedRules(token, der))).toBe('register.matching-foreign');
    const borrowed = {
      certificate: (await setUp()).signer.certificate,
      sign: (data: Uint8Array) => stranger.signer.sign(data),
    };
    const { token: forged } = await signRules(bytes(own), borrowed);
    expect(await codeOf(readSignedRules(forged, der))).toBe('register.matching-not-signed');
  });

  it('that is another signed thing, or has not the form, is refused', async () => {
    const { signer, der } = await setUp();
    const slip = await signJws(TYP.slip, own, signer);
    expect(await codeOf(readSignedRules(slip.token, der))).toBe('register.matching-not-signed');
    const strange = await signJws(TYP.matching, { ...own, more: 1 }, signer);
    expect(await codeOf(readSignedRules(strange.token, der))).toBe('matching.malformed-configuration');
    expect(await codeOf(signRules(bytes({ ...own, maxListed: 0 }), signer))).toBe('matching.malformed-configuration');
  });

  it('comes from the file that the setting names, else with the software', async () => {
    const { signer, der } = await setUp();
    const held = [{ role: 'signing', der }] as const;
    expect(await openRules(undefined, held)).toBe(builtInRules);
    const folder = await mkdtemp(join(tmpdir(), 'crex-matching-'));
    try {
      const file = join(folder, 'matching.jws');
      const { token, digest } = await signRules(bytes(own), signer);
      await writeFile(file, token);
      expect(await openRules(file, held)).toMatchObject({ digest });
      expect(await codeOf(openRules(file, []))).toBe('register.matching-foreign');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
