import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decryptKeyFile, encryptKeyFile, generateSealingKeyPair, type SealingKeyPair } from '#libs/pki';
import { rawSeal } from '../../../../test/vectors/raw-message.js';
import { SealingKeys, type SealingKeyCipher } from './sealing-keys.js';

const PASSPHRASE = 'a passphrase of a test';
const owner = { role: 'sealing', env: 'test', member: 'BR' } as const;
/** As the node writes them. */
const cipher: SealingKeyCipher = {
  encrypt: (pair) => encryptKeyFile(pair, owner, PASSPHRASE),
  decrypt: (text) => decryptKeyFile(text, owner, PASSPHRASE),
};
const aad = Buffer.from('aad');

let folder: string;
let pair: SealingKeyPair;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crex-sealing-'));
  pair = await generateSealingKeyPair({ notBefore: 1_000, notAfter: 2_000 });
});
afterEach(() => rm(folder, { recursive: true }));

const names = async () => (await readdir(folder)).sort();
const write = async (name: string, key = pair) => writeFile(join(folder, name), await cipher.encrypt(key));

describe('the sealing keys of a node', () => {
  it('lie in encrypted files for the owner alone, and are found again with their times', async () => {
    const keys = await SealingKeys.open(folder, cipher);
    await keys.add(pair);
    const [name = ''] = await names();
    expect(name).toBe(`sealing-${pair.kid}.jwe`);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, name), 'utf8')).not.toContain(
      Buffer.from(pair.privateKey).toString('base64url'),
    );
    const { kid, publicKey, notBefore, notAfter } = pair;
    const [found] = (await SealingKeys.open(folder, cipher)).held;
    expect(found).toEqual({ kid, publicKey: Buffer.from(publicKey), notBefore, notAfter });
  });

  it('open as soon as they are there: made here, or put there by an operator', async () => {
    const keys = await SealingKeys.open(folder, cipher);
    const { openers } = keys;
    await keys.add(pair);
    const other = await generateSealingKeyPair({ notBefore: 500, notAfter: 1_500 });
    await write('sealing-restored.jwe', other);
    await keys.load();
    for (const each of [pair, other]) {
      const opened = await openers.get(each.kid)?.open(await rawSeal(each, Buffer.from('text'), aad), aad);
      expect(Buffer.from(opened ?? []).toString()).toBe('text');
    }
    expect(keys.held.map(({ kid }) => kid)).toEqual([other.kid, pair.kid]);
  });

  it('that another process of the country has made or destroyed are followed', async () => {
    const [courier, spare] = [await SealingKeys.open(folder, cipher), await SealingKeys.open(folder, cipher)];
    await courier.add(pair);
    await spare.load();
    expect(spare.openers.has(pair.kid)).toBe(true);
    await courier.condemn(pair.kid);
    await spare.load();
    expect([spare.openers.size, spare.held]).toEqual([0, []]);
  });

  it('are changed by one at a time: a look in between finds the old state or the new one', async () => {
    const keys = await SealingKeys.open(folder, cipher);
    await Promise.all([keys.add(pair), keys.load(), keys.load()]);
    expect(keys.held).toHaveLength(1);
    await Promise.all([keys.condemn(pair.kid), keys.load(), keys.load()]);
    expect([keys.openers.size, await keys.condemned()]).toEqual([0, [pair.kid]]);
  });

  it('leave in three steps: not opened any more, no bytes any more, no name any more', async () => {
    await write('sealing.jwe');
    const keys = await SealingKeys.open(folder, cipher);
    const before = await readFile(join(folder, 'sealing.jwe'));

    await keys.condemn(pair.kid);
    await keys.condemn(pair.kid);
    expect([keys.openers.size, keys.held]).toEqual([0, []]);
    expect(await names()).toEqual([`sealing-${pair.kid}.condemned`]);
    const restarted = await SealingKeys.open(folder, cipher);
    expect([restarted.openers.size, await restarted.condemned()]).toEqual([0, [pair.kid]]);

    await restarted.overwrite(pair.kid);
    const after = await readFile(join(folder, `sealing-${pair.kid}.condemned`));
    expect(after).toHaveLength(before.length);
    expect(after.includes('protected')).toBe(false);

    await restarted.remove(pair.kid);
    await restarted.remove(pair.kid);
    expect([await names(), await restarted.condemned()]).toEqual([[], []]);
  });

  it('pass over what is no key file, and sweep away a key that died before it had its name', async () => {
    await write('sealing.jwe');
    for (const name of ['signing.jwe', 'sealing.jwe.bak', 'sealing-x.condemned'])
      await writeFile(join(folder, name), '');
    await writeFile(join(folder, `sealing-${pair.kid}.jwe.new`), 'half a ke');
    const keys = await SealingKeys.open(folder, cipher);
    expect(await names()).toHaveLength(5);
    const { mtimeMs } = await stat(join(folder, `sealing-${pair.kid}.jwe.new`));
    await keys.sweep(mtimeMs + 3_599_999); // it may be another process at work
    expect(await names()).toHaveLength(5);
    await keys.sweep(mtimeMs + 3_600_000);
    expect([keys.held.length, await keys.condemned()]).toEqual([1, []]);
    expect(await names()).toEqual(['sealing-x.condemned', 'sealing.jwe', 'sealing.jwe.bak', 'signing.jwe']);
  });

  it('lie in one file each: a copy would outlive its destruction', async () => {
    await write('sealing.jwe');
    await write('sealing-copy.jwe');
    await expect(SealingKeys.open(folder, cipher)).rejects.toMatchObject({ code: 'keys.sealing-key-twice' });
  });

  it('are refused in another country’s folder', async () => {
    await write('sealing.jwe');
    const foreign = {
      ...cipher,
      decrypt: (text: string) => decryptKeyFile(text, { ...owner, member: 'AR' }, PASSPHRASE),
    };
    await expect(SealingKeys.open(folder, foreign)).rejects.toMatchObject({ code: 'pki.key-wrong-member' });
  });
});
