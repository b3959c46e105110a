import { checkSignature, MAX_OUTAGES, readStatus, signStatus, TYP } from '#libs/protocol';
import { codeOf } from '../../../test/code-of.js';
import { rawHeader, rawJws } from '../../../test/vectors/raw-message.js';
import { signingKey } from '../../../test/vectors/test-keys.js';

type Loose = Record<string, unknown>;
const status: Loose = {
  ...{ v: 1, env: 'test', by: 'BR', time: 1_790_000_000, software: '0.1.0', kinds: ['REQ', 'RRS'] },
  ...{ outages: [{ from: 1_790_100_000, until: 1_790_107_200 }], waiting: 12, oldest: 5400 },
};
const codeFor = (change: Loose) =>
  codeOf(() => readStatus(rawJws(rawHeader(TYP.status), { ...status, ...change }).token));

describe('a status', () => {
  it('is signed, read and verified', async () => {
    const signer = signingKey('BR');
    const outages = [{ from: 5, until: 6 }];
    const said = { env: 'test', by: 'BR', time: 1, software: '1.2.3-rc.1', outages, waiting: 0, oldest: 0 } as const;
    const read = readStatus(await signStatus(said, signer));
    expect(read.payload).toMatchObject({ v: 1, ...said });
    expect(read.payload.kinds).toContain('REQ');
    await expect(checkSignature(read, signer.publicKey)).resolves.toBeUndefined();
  });

  it('is no other signed object', () => {
    expect(codeOf(() => readStatus(rawJws(rawHeader(TYP.taken), status).token))).toBe('message.wrong-type');
  });

  it('of another version is refused before its shape is looked at', () => {
    expect(codeFor({ v: 2, more: 'x' })).toBe('message.unknown-version');
  });

  it('may name kinds that this version does not know', () => {
    expect(codeFor({ kinds: ['REQ', 'LATER'] })).toBe('accepted');
  });

  it.each<[string, Loose]>([
    ['an unknown field', { more: 'x' }],
    ['somebody who is no country', { by: 'BROKER' }],
    ['an outage that ends before it begins', { outages: [{ from: 2, until: 1 }] }],
    ['an outage of no length', { outages: [{ from: 2, until: 2 }] }],
    ['too many outages', { outages: Array.from({ length: MAX_OUTAGES + 1 }, () => ({ from: 1, until: 2 })) }],
    ['a sentence for a version', { software: 'the newest one' }],
    ['a kind twice', { kinds: ['REQ', 'REQ'] }],
    ['a negative count', { waiting: -1 }],
    ['no time', { time: undefined }],
  ])('is refused with %s', (_, change) => {
    expect(codeFor(change)).toBe('message.malformed');
  });
});
