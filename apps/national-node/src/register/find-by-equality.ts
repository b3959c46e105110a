import { identify, subjectKeys, type Identification } from '#libs/matching';
import type { Transaction } from '#libs/platform';
import type { Conviction, DisclosedIdentity, Subject } from '#libs/protocol';
import type { RegisterStore } from './register.store.js';

/** The person found: who they are, and everything the register holds against them, before any policy. */
export interface FoundPerson {
  readonly personId: string;
  readonly identity: DisclosedIdentity;
  readonly convictions: readonly Conviction[];
}

export type FoundByEquality =
  | { readonly decision: 'MATCH'; readonly person: FoundPerson; readonly explanation: Identification['explanation'] }
  | Exclude<Identification, { decision: 'MATCH' }>
  | { readonly decision: 'REGISTER_INCOMPLETE' };

/** Finds the one certain person a subject describes, or says why there is none. */
export class FindByEquality {
  constructor(private readonly register: RegisterStore) {}

  async run(tx: Transaction, subject: Subject): Promise<FoundByEquality> {
    if (!(await this.register.isComplete(tx))) return { decision: 'REGISTER_INCOMPLETE' };
    const candidates = await this.register.candidates(tx, subjectKeys(subject));
    const found = identify({ subject, candidates });
    if (found.decision !== 'MATCH') return found;
    const { personId } = found;
    const { personId: _, ...identity } = candidates.find(
      (candidate) => candidate.personId === personId,
    ) as (typeof candidates)[number];
    const convictions = await this.register.convictionsOf(tx, personId);
    return { decision: 'MATCH', person: { personId, identity, convictions }, explanation: found.explanation };
  }
}
