import fc from 'fast-check';
import { formatCheckpoint } from './checkpoint.js';
import { cosignatureSigner } from './cosignature.js';
import { logSigner } from './log-signature.js';
import { signNote } from './note.js';
import { formatPolicy, readPolicy, type Policy } from './policy-file.js';
import { openByPolicy, policySatisfied } from './quorum-policy.js';
import { codeOf, numberedLeaves, rootOf, testKey } from './reference-tree.jest.js';
import { formatVerifierKey, readVerifierKey } from './verifier-key.js';

const MALFORMED = 'audit.malformed-policy';
const names = Array.from({ length: 8 }, (_, at) => `w${at}`);
const vkeyOf = (name: string) => formatVerifierKey(`${name}.example`, 'cosignature', testKey(name).publicKey);
const logKey = (origin: string) => formatVerifierKey(origin, 'log', testKey(origin).publicKey);
const witnesses = names.map((name) => ({ name, vkey: vkeyOf(name) }));
const policy: Policy = {
  logs: [{ vkey: logKey('a.example/1'), url: 'https://a.example' }, { vkey: logKey('b.example/1') }],
  witnesses: [{ ...witnesses[0]!, url: 'https://w0.example/' }, ...witnesses.slice(1)],
  groups: [
    { name: 'g', threshold: 2, members: ['w0', 'w1', 'w2'] },
    { name: 'h', threshold: 1, members: ['w3', 'w4'] },
    { name: 'q', threshold: 2, members: ['g', 'h'] },
  ],
  quorum: 'q',
};

describe('a policy file', () => {
  it('is read as it was written', () => {
    expect(readPolicy(Buffer.from(formatPolicy(policy)))).toEqual(policy);
    expect(formatPolicy(policy)).toMatch(/group g 2 w0 w1 w2\ngroup h any w3 w4\ngroup q all g h\nquorum q\n$/);
  });

  it('is refused with a code whatever it is', () => {
    const good = formatPolicy(policy);
    const words = fc.constantFrom('log', 'witness', 'group', 'quorum', 'w0', 'g', 'any', 'all', '1', '2', 'none', '#', vkeyOf('w0'), logKey('a.example/1')); // prettier-ignore
    const line = fc.array(words, { maxLength: 5 }).map((items) => items.join(' '));
    const lines = fc.array(line, { maxLength: 6 }).map((all) => `${all.join('\n')}\n`);
    const spliced = fc
      .tuple(fc.nat(good.length), fc.nat(30), fc.string())
      .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
    const codes = ['nothing was refused', MALFORMED, 'audit.malformed-key', 'audit.unsupported-key'];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), lines, spliced), (text) =>
        codes.includes(codeOf(() => readPolicy(text))),
      ),
      { numRuns: 1000 },
    );
    expect(codeOf(() => readPolicy(`# ${'x'.repeat(65_536)}\n`))).toBe(MALFORMED);
  });

  it.each<[string, Partial<Policy>]>([
    ['a name with a space', { groups: [{ name: 'q q', threshold: 1, members: ['w0'] }] }],
    ['a quorum that brings a line', { quorum: 'q\n# x' }],
    ['an address with a comment', { logs: [{ vkey: logKey('a.example/1'), url: 'https://a.example\n# x' }] }],
    ['an address with a tab', { logs: [{ vkey: logKey('a.example/1'), url: '\thttps://a.example' }] }],
    ['a threshold of none', { groups: [{ name: 'q', threshold: 0, members: ['w0'] }] }],
    ['half a threshold', { groups: [{ name: 'q', threshold: 1.5, members: ['w0', 'w1'] }] }],
    ['a group of later ones', { groups: [...policy.groups].reverse() }],
  ])('is not written with %s', (_, change) => {
    expect(codeOf(() => formatPolicy({ ...policy, ...change }))).toBe(MALFORMED);
  });

  it('takes 64 logs and 64 witnesses, not more', () => {
    const many = (count: number) => ({
      ...policy,
      logs: Array.from({ length: count }, (_, at) => ({ vkey: logKey(`l${at}.example`) })),
    });
    expect(codeOf(() => formatPolicy(many(64)))).toBe('nothing was refused');
    expect(codeOf(() => formatPolicy(many(65)))).toBe(MALFORMED);
    const crowd = (count: number) => ({
      ...policy,
      witnesses: Array.from({ length: count }, (_, at) => ({ name: `w${at}`, vkey: vkeyOf(`w${at}`) })),
    });
    expect(codeOf(() => formatPolicy(crowd(64)))).toBe('nothing was refused');
    expect(codeOf(() => formatPolicy(crowd(65)))).toBe(MALFORMED);
  });
});

describe('a quorum', () => {
  it('is never lost by one more cosignature', () => {
    fc.assert(
      fc.property(fc.subarray(names), fc.constantFrom(...names), (some, more) => {
        const reached = (cosigners: string[]) => policySatisfied(policy, cosigners.map((name) => readVerifierKey(vkeyOf(name)))); // prettier-ignore
        expect(reached(some) && !reached([...some, more])).toBe(false);
      }),
    );
  });

  it('does not count a key of the right name and another id, nor a log key', () => {
    const one: Policy = { ...policy, groups: [], quorum: 'w0' };
    const { name, keyId } = readVerifierKey(vkeyOf('w0'));
    expect(policySatisfied(one, [{ name, keyId }])).toBe(true);
    expect(policySatisfied(one, [{ name, keyId: readVerifierKey(vkeyOf('w1')).keyId }])).toBe(false);
    expect(policySatisfied(one, [{ name: 'other', keyId }])).toBe(false);
  });
});

describe('a checkpoint under a policy', () => {
  const signedBy = async (origin: string, ...cosigners: string[]) =>
    await signNote(formatCheckpoint({ origin, size: 7n, root: rootOf(numberedLeaves(7)) }), [
      logSigner(origin, testKey(origin)),
      ...cosigners.map((name) => cosignatureSigner(`${name}.example`, testKey(name), 5)),
    ]);

  it('opens by the key of its log and is measured by the cosignatures that hold', async () => {
    const few = openByPolicy(await signedBy('b.example/1', 'w0', 'w1'), policy);
    expect(few.origin).toBe('b.example/1');
    expect(policySatisfied(policy, few.cosignatures)).toBe(false);
    const enough = openByPolicy(Buffer.from(await signedBy('a.example/1', 'w0', 'w2', 'w4', 'w9')), policy);
    expect(enough.cosignatures.map(({ name }) => name)).toEqual(['w0.example', 'w2.example', 'w4.example']);
    expect(policySatisfied(policy, enough.cosignatures)).toBe(true);
  });

  it('of a log that the policy does not list is refused', async () => {
    const other = await signedBy('c.example/1', 'w0', 'w1', 'w3');
    expect(codeOf(() => openByPolicy(other, policy))).toBe('audit.unknown-log');
  });
});
