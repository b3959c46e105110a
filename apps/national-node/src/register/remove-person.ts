import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { RecordRecipient } from '../answer/record-recipients.store.js';
import type { Actor } from '../context.js';
import { checkOrderGround } from '../erasure/grounds.js';
import { subjectReferences } from '../log/references.js';
import type { AnnounceChange } from './announce-change.js';
import type { PersonHistory } from './person-history.store.js';
import type { RegisterStore } from './register.store.js';

/** What has left the register, and the answers that no longer hold: each recipient is owed a recall. */
export interface Removed {
  readonly convictions: number;
  readonly recallsDue: readonly RecordRecipient[];
}

/**
 * Removes a person from the register with search keys, convictions and history, and logs it (CORRECTION, REMOVED) in the same
 * transaction. Names the countries that were told of the record within the time in which they may still hold it.
 */
export class RemovePerson {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly history: PersonHistory,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
  ) {}

  /** @throws erasure.unknown-ground, register.unknown-person */
  run(actor: Actor, personId: string, ground: string): Promise<Removed> {
    checkOrderGround(ground);
    return inTransaction(this.database, async (tx) => {
      await this.register.hold(tx);
      const held = await this.register.lock(tx, personId);
      checkFound(held);
      const { convictions } = held.person;
      const merged = await this.history.mergedInto(tx, personId);
      const recallsDue = await this.announce.run(tx, {
        ...{ actor, personId, before: [held.person], after: [] },
        ...{ persons: [personId, ...merged], convictions: [], change: 'REMOVED' },
      });
      await this.register.delete(tx, [personId]);
      await this.register.forgetForeign(tx, [...merged, personId]);
      await this.history.forgetPersons(tx, [...merged, personId]);
      const disclosed = { personId, convictionIds: convictions.map(({ id }) => id) };
      await this.logRemoval(tx, actor, subjectReferences(held.person), { ground, ...disclosed });
      return { convictions: convictions.length, recallsDue };
    });
  }

  private async logRemoval(
    tx: Transaction,
    actor: Actor,
    references: readonly string[],
    { personId, ...detail }: { personId: string; ground: string; convictionIds: readonly string[] },
  ): Promise<void> {
    const entry = { type: 'CORRECTION', action: 'REMOVED' } as const;
    await this.log.append(sqlOf(tx), [
      {
        ...{ eventId: randomUUID(), entry, subject: { personId }, actor: { ...actor }, detail },
        findBy: { subject: references },
      },
    ]);
  }
}

function checkFound<T>(removed: T | undefined): asserts removed is T {
  if (removed === undefined) throw new CrexError('register.unknown-person', 'the register holds nobody under this id');
}
