import { BROKER, CrexError, type MemberId } from '#libs/protocol';
import type { Policy, PolicyGroup } from './policy-file.js';

/** Who is who when a verifier asks whether a checkpoint has been seen by enough others. */
export interface QuorumRule {
  /** Whose log it is: its own witness counts for nothing. */
  readonly owner: MemberId;
  /** The members between which the entry was made, as far as there is an entry. */
  readonly parties: readonly MemberId[];
  /** Whoever verifies: its own witness must be among the cosigners, unless the log is its own. */
  readonly verifier?: MemberId;
}

/** The witness of one member. */
export interface MemberWitness {
  readonly member: MemberId;
  readonly vkey: string;
}

/**
 * True when these members' cosignatures are a quorum: two countries other than the log's, at least one of them no party;
 * and the verifier itself. The broker's cosignature is none of a country.
 *
 * @see docs/protocol/log-tree.md, quorum
 */
export function quorumReached({ owner, parties, verifier }: QuorumRule, cosigners: readonly MemberId[]): boolean {
  const countries = new Set(cosigners.filter((member) => isForeignCountry(member, owner)));
  return (
    countries.size >= 2 &&
    [...countries].some((member) => !parties.includes(member)) &&
    (verifier === undefined || verifier === owner || cosigners.includes(verifier))
  );
}

/**
 * The same rule as a C2SP policy, for a log and the witnesses that the directory lists for it. Stock tools read it.
 *
 * @throws audit.quorum-impossible when not even all of the witnesses together would be a quorum
 */
export function quorumPolicy(rule: QuorumRule, log: string, witnesses: readonly MemberWitness[]): Policy {
  checkOneWitnessEach(witnesses);
  checkPossible(rule, witnesses);
  return {
    logs: [{ vkey: log }],
    witnesses: witnesses.map(({ member, vkey }) => ({ name: member, vkey })),
    ...groupsOf(
      rule,
      witnesses.map(({ member }) => member).filter((member) => isForeignCountry(member, rule.owner)),
    ),
  };
}

/** A policy may list a name in one group only, so the verifier's own witness is taken out of the others first. */
function groupsOf({ owner, parties, verifier }: QuorumRule, countries: readonly MemberId[]): Groups {
  const isParty = (member: MemberId) => parties.includes(member);
  if (verifier !== undefined && countries.includes(verifier)) {
    const others = countries.filter((member) => member !== verifier && !(isParty(verifier) && isParty(member)));
    return both(verifier, { name: 'another', threshold: 1, members: others });
  }
  const involved = countries.filter(isParty);
  const groups = involved.length === 0 ? [] : [{ name: 'parties', threshold: 1, members: involved }];
  const neutral = countries.filter((member) => !isParty(member));
  // All parties together count as one country, so the other of the two is none.
  const two = { name: 'countries', threshold: 2, members: [...neutral, ...groups.map(({ name }) => name)] };
  if (verifier === undefined || verifier === owner) return { groups: [...groups, two], quorum: two.name };
  const own = both(verifier, two);
  return { ...own, groups: [...groups, ...own.groups] };
}

type Groups = Pick<Policy, 'groups' | 'quorum'>;

/** Stock readers take no word of the file's own language, such as `quorum`, for a name. */
function both(own: MemberId, group: PolicyGroup): Groups {
  return { groups: [group, { name: 'enough', threshold: 2, members: [own, group.name] }], quorum: 'enough' };
}

function isForeignCountry(member: MemberId, owner: MemberId): boolean {
  return member !== owner && member !== BROKER;
}

function checkOneWitnessEach(witnesses: readonly MemberWitness[]): void {
  if (new Set(witnesses.map(({ member }) => member)).size !== witnesses.length)
    throw new CrexError('audit.quorum-impossible', 'a member has one witness');
}

function checkPossible(rule: QuorumRule, witnesses: readonly MemberWitness[]): void {
  const all = witnesses.map(({ member }) => member);
  if (!quorumReached(rule, all))
    throw new CrexError('audit.quorum-impossible', 'the witnesses of the log can never be a quorum', {
      nextStep: 'Have the directory assign two more countries to the log, one of them no party.',
    });
}
