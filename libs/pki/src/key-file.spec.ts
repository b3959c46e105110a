import { generateKeyPairSync } from 'node:crypto';
import { FlattenedEncrypt } from 'jose';
import fc from 'fast-check';
import { SUITE } from '#libs/protocol';
import {
  decryptKeyFile,
  encryptKeyFile,
  generateEd25519KeyPair,
  generateP256KeyPair,
  generateSealingKeyPair,
} from '#libs/pki';
import type { KeyOwner, KeyPair } from '#libs/pki';
import { codeOfAsync } from '../../../test/code-of.js';

const PERIOD = { notBefore: 1_795_000_000, notAfter: 1_798_000_000 };
const PASSPHRASE = 'a passphrase of the ceremony';
const signing: KeyOwner<'signing'> = { role: 'signing', env: 'production', member: 'AR' };

/** A key file that someone else made: any header, any content. */
async function forgedFile(header: Record<string, unknown>, content: string, p2c = 210_000): Promise<string> {
  const jwe = await new FlattenedEncrypt(Buffer.from(content))
    .setProtectedHeader({
      typ: 'crex-key+jwe',
      ...signing,
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      ...header,
    })
    .setKeyManagementParameters({ p2c })
    .encrypt(Buffer.from(PASSPHRASE));
  return JSON.stringify(jwe);
}

describe('a key file', () => {
  let pair: KeyPair;
  let text: string;

  beforeAll(async () => {
    pair = await generateP256KeyPair();
    text = await encryptKeyFile(pair, signing, PASSPHRASE);
  });

  it('gives back the P-256 key for the same role, environment, member and passphrase', async () => {
    const read = await decryptKeyFile(text, signing, PASSPHRASE);
    expect(read.privateKey.equals(pair.privateKey)).toBe(true);
    expect(read.publicKey.equals(pair.publicKey)).toBe(true);
  });

  it('gives back Ed25519 keys and sealing keys too', async () => {
    const log = await generateEd25519KeyPair();
    const logOwner = { role: 'log', env: 'demo', member: 'BROKER' } as const;
    const logFile = await encryptKeyFile(log, logOwner, PASSPHRASE);
    expect((await decryptKeyFile(logFile, logOwner, PASSPHRASE)).privateKey.equals(log.privateKey)).toBe(true);

    const sealing = await generateSealingKeyPair(PERIOD);
    const sealingOwner = { role: 'sealing', env: 'demo', member: 'BR' } as const;
    const read = await decryptKeyFile(
      await encryptKeyFile(sealing, sealingOwner, PASSPHRASE),
      sealingOwner,
      PASSPHRASE,
    );
    expect(read.kid).toBe(sealing.kid);
    expect(Buffer.from(read.privateKey).equals(sealing.privateKey)).toBe(true);
    expect(Buffer.from(read.publicKey).equals(sealing.publicKey)).toBe(true);
    expect(read).toMatchObject(PERIOD);
  });

  it.each(['directory-snapshot', 'directory-timestamp'] as const)(
    'keeps the key of the role %s apart',
    async (role) => {
      const owner = { role, env: 'demo', member: 'BROKER' } as const;
      const key = await generateEd25519KeyPair();
      const file = await encryptKeyFile(key, owner, PASSPHRASE);
      expect((await decryptKeyFile(file, owner, PASSPHRASE)).privateKey.equals(key.privateKey)).toBe(true);
      const online = { ...owner, role: 'directory-online' } as const;
      expect(await codeOfAsync(decryptKeyFile(file, online, PASSPHRASE))).toBe('pki.key-wrong-role');
      expect(await codeOfAsync(encryptKeyFile(pair, owner, PASSPHRASE))).toBe('pki.key-wrong-kind');
    },
  );

  it('says in the clear what it is, and holds no private value in the clear', () => {
    const header = JSON.parse(
      Buffer.from((JSON.parse(text) as { protected: string }).protected, 'base64url').toString(),
    ) as Record<string, unknown>;
    expect(header).toMatchObject({
      typ: 'crex-key+jwe',
      role: 'signing',
      env: 'production',
      member: 'AR',
      alg: 'PBES2-HS512+A256KW',
      enc: 'A256GCM',
      p2c: 210_000,
    });
    expect(text).not.toContain(pair.privateKey.export({ format: 'jwk' }).d);
  });

  it('takes a passphrase typed with combined or separate accents', async () => {
    const accented = await encryptKeyFile(pair, signing, 'contrase\u00f1a de la ceremonia');
    expect(await codeOfAsync(decryptKeyFile(accented, signing, 'contrasen\u0303a de la ceremonia'))).toBe('accepted');
  });

  it('is refused with the wrong passphrase', async () => {
    expect(await codeOfAsync(decryptKeyFile(text, signing, 'another passphrase'))).toBe('pki.key-unreadable');
  });

  it('is refused for another role', async () => {
    expect(await codeOfAsync(decryptKeyFile(text, { ...signing, role: 'extract-seal' }, PASSPHRASE))).toBe(
      'pki.key-wrong-role',
    );
  });

  it('is refused for another environment', async () => {
    expect(await codeOfAsync(decryptKeyFile(text, { ...signing, env: 'test' }, PASSPHRASE))).toBe(
      'pki.key-wrong-environment',
    );
  });

  it('is refused for another member', async () => {
    expect(await codeOfAsync(decryptKeyFile(text, { ...signing, member: 'BR' }, PASSPHRASE))).toBe(
      'pki.key-wrong-member',
    );
  });

  it('is refused when its role is rewritten without the passphrase', async () => {
    const jwe = JSON.parse(text) as { protected: string };
    const header = JSON.parse(Buffer.from(jwe.protected, 'base64url').toString()) as object;
    const rewritten = Buffer.from(JSON.stringify({ ...header, role: 'tls' })).toString('base64url');
    const forged = JSON.stringify({ ...jwe, protected: rewritten });
    expect(await codeOfAsync(decryptKeyFile(forged, { ...signing, role: 'tls' }, PASSPHRASE))).toBe(
      'pki.key-unreadable',
    );
  });

  it('is refused when it is a JWE of another type', async () => {
    const content = JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
    expect(await codeOfAsync(decryptKeyFile(await forgedFile({}, content), signing, PASSPHRASE))).toBe('accepted');
    const other = await forgedFile({ typ: 'jwe' }, content);
    expect(await codeOfAsync(decryptKeyFile(other, signing, PASSPHRASE))).toBe('pki.key-unreadable');
  });

  it('is refused with fewer rounds, which would make guessing cheap', async () => {
    const content = JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
    const weak = await forgedFile({}, content, 1000);
    expect(await codeOfAsync(decryptKeyFile(weak, signing, PASSPHRASE))).toBe('pki.key-unreadable');
  });

  it.each(['test', 'demo'] as const)('has few rounds in the environment %s, and opens nowhere else', async (env) => {
    const owner = { ...signing, env };
    const file = await encryptKeyFile(pair, owner, PASSPHRASE);
    expect(await codeOfAsync(decryptKeyFile(file, owner, PASSPHRASE))).toBe('accepted');
    expect(await codeOfAsync(decryptKeyFile(file, signing, PASSPHRASE))).toBe('pki.key-wrong-environment');
    const content = JSON.stringify(pair.privateKey.export({ format: 'jwk' }));
    for (const [rounds, code] of [
      [999, 'pki.key-unreadable'],
      [1000, 'accepted'],
      [210_000, 'pki.key-unreadable'],
    ] as const) {
      const other = await forgedFile({ env }, content, rounds);
      expect(await codeOfAsync(decryptKeyFile(other, owner, PASSPHRASE))).toBe(code);
    }
  });

  it('is refused when the key inside is of another kind than the role uses', async () => {
    const log = await generateEd25519KeyPair();
    const forged = await forgedFile({}, JSON.stringify(log.privateKey.export({ format: 'jwk' })));
    expect(await codeOfAsync(decryptKeyFile(forged, signing, PASSPHRASE))).toBe('pki.key-wrong-kind');
  });

  it('is refused when it is longer than any key', async () => {
    expect(await codeOfAsync(decryptKeyFile(text.padEnd(16_384), signing, PASSPHRASE))).toBe('accepted');
    expect(await codeOfAsync(decryptKeyFile(text.padEnd(16_385), signing, PASSPHRASE))).toBe('pki.key-unreadable');
  });

  it('is refused when the content is no key', async () => {
    for (const content of ['', 'null', '{"kty":"EC"}', '{"kty":"AKP","alg":"other","pub":"AA","priv":"AA"}']) {
      const forged = await forgedFile({}, content);
      expect(await codeOfAsync(decryptKeyFile(forged, signing, PASSPHRASE))).toBe('pki.key-unreadable');
    }
  });

  it('is refused when a sealing key does not say from when until when it is used', async () => {
    const { publicKey, privateKey } = await generateSealingKeyPair(PERIOD);
    const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    const jwk = { kty: 'AKP', alg: SUITE, pub: encode(publicKey), priv: encode(privateKey) };
    const owner = { ...signing, role: 'sealing' } as const;
    const read = async (period: object) =>
      codeOfAsync(decryptKeyFile(await forgedFile(owner, JSON.stringify({ ...jwk, ...period })), owner, PASSPHRASE));
    expect(await read({ nbf: 1, exp: 2 })).toBe('accepted');
    for (const period of [
      {},
      { nbf: 1 },
      { exp: 2 },
      { nbf: 2, exp: 2 },
      { nbf: '1', exp: '2' },
      { nbf: 0.5, exp: 2 },
    ]) {
      expect(await read(period)).toBe('pki.key-unreadable');
    }
  });

  it('is not made for a role that uses another kind of key, nor with a short passphrase', async () => {
    expect(await codeOfAsync(encryptKeyFile(pair, { ...signing, role: 'log' }, PASSPHRASE))).toBe('pki.key-wrong-kind');
    const otherCurve = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    expect(await codeOfAsync(encryptKeyFile(otherCurve, signing, PASSPHRASE))).toBe('pki.key-wrong-kind');
    expect(await codeOfAsync(encryptKeyFile(pair, signing, 'short'))).toBe('pki.weak-passphrase');
  });

  it('never makes the reader throw anything but its own error', async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ protected: fc.json().map((json) => Buffer.from(json).toString('base64url')) })
        .map((jwe) => JSON.stringify(jwe)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (input) => {
        expect(await codeOfAsync(decryptKeyFile(input, signing, PASSPHRASE))).toMatch(/^pki\.key-/);
      }),
      { numRuns: 200 },
    );
  });
});
