import type { MembersFile } from '#libs/directory';
import { BROKER, COUNTRIES, type MemberId } from '#libs/protocol';

/** A log finds its quorum of two countries with three of them away. */
const WITNESSES = 5;
const RING: readonly MemberId[] = [...COUNTRIES, BROKER];

/**
 * Who cosigns the log of a member: the next five active members in a ring of all, the owner left out. So each active
 * member has as many logs to witness as every other, and the broker is one witness of a log at most. Where no other is
 * active, those who are not stand in.
 */
export function witnessesOf(owner: MemberId, members: ReadonlyMap<MemberId, { isActive: boolean }>): MemberId[] {
  const start = RING.indexOf(owner);
  const others = [...RING.slice(start + 1), ...RING.slice(0, start)].filter((id) => members.has(id));
  const active = others.filter((id) => members.get(id)?.isActive === true);
  return (active.length > 0 ? active : others).slice(0, WITNESSES);
}

/** The list with the witnesses that follow from who is active in it. */
export function withWitnesses(members: MembersFile['members']): MembersFile['members'] {
  const entries = Object.entries(members) as [MemberId, NonNullable<(typeof members)[MemberId]>][];
  const activity = new Map(entries.map(([id, { status }]) => [id, { isActive: status === 'active' }]));
  return Object.fromEntries(
    entries.map(([id, entry]) => [id, { ...entry, log: { ...entry.log, witnesses: witnessesOf(id, activity) } }]),
  );
}
