import type { AuditLog } from '#libs/audit';
import { inTransaction, type Database } from '#libs/platform';
import { canonicalJson, CrexError, digestOf, type Person } from '#libs/protocol';
import type { Actor } from '../context.js';
import type { AnnounceChange } from './announce-change.js';
import { checkReason, logChange, newEventId } from './correction-log.js';
import type { Corrected } from './correct-person.js';
import type { RegisterStore } from './register.store.js';

/** Puts a person into the register by hand, with the log entry (CORRECTION) in the same transaction. */
export class CreatePerson {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
  ) {}

  /** @throws register.unknown-reason, register.known-person, register.other-version */
  run(actor: Actor, person: Person, reason: string): Promise<Corrected> {
    checkReason(reason);
    return inTransaction(this.database, async (tx) => {
      await this.register.hold(tx);
      const { personId } = person;
      checkFree((await this.register.lock(tx, personId)) ?? (await this.register.mergedDigests(tx)).get(personId));
      const eventId = newEventId();
      await this.register.insert(tx, [{ person, digest: digestOf(canonicalJson(person)) }]);
      await logChange(tx, this.log, actor, {
        ...{ eventId, reason, personId, action: 'CORRECTED', change: 'CREATED', found: [person] },
        convictionIds: person.convictions.map(({ id }) => id),
      });
      const recallsDue = await this.announce.run(tx, {
        ...{ actor, personId, before: [], after: [person], persons: [], convictions: [], change: 'CREATED' },
      });
      return { eventId, recallsDue };
    });
  }
}

function checkFree(held: unknown): void {
  if (held !== undefined) {
    throw new CrexError('register.known-person', 'the register holds somebody under this id, or has merged them', {
      nextStep: 'correct that person, or give the new one another id',
    });
  }
}
