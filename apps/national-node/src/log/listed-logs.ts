import type { ListedLogKeys, QuorumRule } from '#libs/audit';
import { logKeysOf, type DirectoryView } from '#libs/directory';
import type { CountryCode, MemberId } from '#libs/protocol';

/** Another member's log, as the directory lists it, and what this country is to it. */
export interface OtherLog {
  readonly owner: MemberId;
  readonly origin: string;
  readonly keys: ListedLogKeys;
  /** True when the directory assigns this log to our witness. */
  readonly isOursToCosign: boolean;
  /** Which cosigners are enough for us: our own is among them where we are assigned. */
  readonly rule: QuorumRule;
}

/** All logs but our own; a suspended member's too: suspension ends the exchange, not the proof of what was exchanged. */
export function otherLogs(view: DirectoryView, us: CountryCode): OtherLog[] {
  return view.members
    .filter(({ id }) => id !== us)
    .map((member) => {
      const isOursToCosign = member.log.witnesses.includes(us);
      const rule = { owner: member.id, parties: [us, member.id], ...(isOursToCosign ? { verifier: us } : {}) };
      return { owner: member.id, origin: member.log.origin, keys: logKeysOf(view, member), isOursToCosign, rule };
    });
}
