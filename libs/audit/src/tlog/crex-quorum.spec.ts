import fc from 'fast-check';
import { BROKER, COUNTRIES, type MemberId } from '#libs/protocol';
import { quorumPolicy, quorumReached, type QuorumRule } from './crex-quorum.js';
import { formatPolicy, readPolicy } from './policy-file.js';
import { policySatisfied } from './quorum-policy.js';
import { codeOf, testKey } from './reference-tree.jest.js';
import { formatVerifierKey, readVerifierKey } from './verifier-key.js';

const members: readonly MemberId[] = [...COUNTRIES.slice(0, 6), BROKER];
const log = formatVerifierKey('log.example/1', 'log', testKey('log').publicKey);
const vkeys = new Map(
  members.map((member) => [member, formatVerifierKey(`${member}.example`, 'cosignature', testKey(member).publicKey)]),
);
const witnessOf = (member: MemberId) => ({ member, vkey: vkeys.get(member)! });
const rules: fc.Arbitrary<QuorumRule> = fc
  .record({
    owner: fc.constantFrom(...members),
    parties: fc.subarray([...members], { maxLength: 3 }),
    verifier: fc.option(fc.constantFrom(...members), { nil: undefined }),
  })
  .map(({ verifier, ...rule }) => (verifier === undefined ? rule : { ...rule, verifier }));

describe("CREX's quorum", () => {
  it('is the same as a function and as a C2SP policy file, for every set of cosigners', () => {
    const set = fc.subarray([...members]);
    fc.assert(
      fc.property(rules, set, set, (rule, assigned, cosigned) => {
        const possible = quorumReached(rule, assigned);
        const make = () => quorumPolicy(rule, log, assigned.map(witnessOf));
        expect(codeOf(make)).toBe(possible ? 'nothing was refused' : 'audit.quorum-impossible');
        if (!possible) return;
        const policy = readPolicy(formatPolicy(make()));
        const cosigners = cosigned.filter((member) => assigned.includes(member));
        const keys = cosigners.map((member) => readVerifierKey(vkeys.get(member)!));
        expect(policySatisfied(policy, keys)).toBe(quorumReached(rule, cosigners));
      }),
      { numRuns: 2000 },
    );
  });

  const between = (verifier?: MemberId): QuorumRule => ({
    owner: 'BR',
    parties: ['AR', 'BR'],
    ...(verifier === undefined ? {} : { verifier }),
  });
  it.each<[string, QuorumRule, MemberId[], boolean]>([
    ['two countries, one of them no party', between(), ['AR', 'CL'], true],
    ['two countries that are no parties', between(), ['CL', 'UY'], true],
    ['one country', between(), ['CL'], false],
    ['the same country twice', between(), ['CL', 'CL'], false],
    ['its own witness and one country', between(), ['BR', 'CL'], false],
    ['the broker and one country', between(), [BROKER, 'CL'], false],
    ['the broker and a party', between(), [BROKER, 'AR'], false],
    ['a verifier that is a party, and one that is none', between('AR'), ['AR', 'CL'], true],
    ['two countries without the verifier', between('AR'), ['CL', 'UY'], false],
    ['a verifier that is no party, and a party', between('CL'), ['AR', 'CL'], true],
    ['the verifier alone', between('CL'), ['CL'], false],
    ['what the owner finds on its own log', between('BR'), ['AR', 'CL'], true],
    ['two countries for the broker without itself', between(BROKER), ['AR', 'CL'], false],
    ['two countries and the broker for the broker', between(BROKER), ['AR', 'CL', BROKER], true],
    ['both parties, on the log of the broker', { owner: BROKER, parties: ['AR', 'BR'] }, ['AR', 'BR'], false],
    ['a party and a third, on the log of the broker', { owner: BROKER, parties: ['AR', 'BR'] }, ['AR', 'CL'], true],
    ['any two countries when there are no parties', { owner: 'BR', parties: [] }, ['AR', 'CL'], true],
  ])('of %s', (_, rule, cosigners, reached) => {
    expect(quorumReached(rule, cosigners)).toBe(reached);
  });

  it('takes one witness of each member', () => {
    const twice = [...(['AR', 'CL'] as const), 'CL' as const].map(witnessOf);
    expect(codeOf(() => quorumPolicy(between(), log, twice))).toBe('audit.quorum-impossible');
  });

  it('reads as a policy file like this', () => {
    const witnesses = (['AR', 'CL', 'UY', BROKER] as const).map((member) => ({
      member,
      vkey: formatVerifierKey(`${member}.example`, 'cosignature', testKey(member).publicKey),
    }));
    const linesFor = (rule: QuorumRule) =>
      formatPolicy(quorumPolicy(rule, log, witnesses))
        .split('\n')
        .slice(5, -1);
    expect(linesFor(between())).toEqual([
      'group parties all AR',
      'group countries 2 CL UY parties',
      'quorum countries',
    ]);
    expect(linesFor(between('AR'))).toEqual([
      'group another any CL UY',
      'group enough all AR another',
      'quorum enough',
    ]);
    expect(linesFor(between(BROKER))).toEqual([
      'group parties all AR',
      'group countries 2 CL UY parties',
      'group enough all BROKER countries',
      'quorum enough',
    ]);
  });
});
