import type { AuditLog } from '#libs/audit';
import { inTransaction, type Database } from '#libs/platform';
import { canonicalJson, CrexError, digestOf, type Conviction, type Person } from '#libs/protocol';
import type { RecordRecipient } from '../answer/record-recipients.store.js';
import { nameOf, type Actor, type Home } from '../context.js';
import type { AnnounceChange } from './announce-change.js';
import { checkReason, logChange, newEventId } from './correction-log.js';
import type { PersonHistory } from './person-history.store.js';
import type { RegisterStore } from './register.store.js';

/** What has changed, and the answers that no longer hold: each recipient is owed a recall. */
export interface Corrected {
  /** Event of the CORRECTION entry. */
  readonly eventId: string;
  readonly recallsDue: readonly RecordRecipient[];
}

/**
 * Puts a corrected record in the place of the one held: keys, history and log entry (CORRECTION; ANNULLED when a
 * conviction leaves) in one transaction. An import of the same line does not undo it; one whose line has changed does.
 */
export class CorrectPerson {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly history: PersonHistory,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws register.unknown-reason, register.unknown-person, register.unchanged, register.other-version */
  run(actor: Actor, person: Person, reason: string): Promise<Corrected> {
    checkReason(reason);
    return inTransaction(this.database, async (tx) => {
      await this.register.hold(tx);
      const held = await this.register.lock(tx, person.personId);
      checkFound(held);
      const difference = differenceOf(held.person, person);
      checkChanged(difference);
      const eventId = newEventId();
      const { personId } = person;
      const of = { eventId, at: new Date(this.home.clock.nowMs()), by: nameOf(actor), reason };
      await this.register.supersede(tx, [personId], { ...of, change: 'CORRECTED' });
      await this.register.insert(tx, [{ person, digest: held.digest }]);
      await logChange(tx, this.log, actor, {
        ...{ eventId, reason, personId, change: 'CORRECTED', found: [held.person, person] },
        action: difference.removed.length > 0 ? 'ANNULLED' : 'CORRECTED',
        convictionIds: difference.convictions,
      });
      const ids = [personId, ...(await this.history.mergedInto(tx, personId))];
      const told = [...difference.altered, ...difference.removed];
      const recallsDue = await this.announce.run(tx, {
        ...{ actor, personId, before: [held.person], after: [person], change: 'CORRECTED' },
        persons: difference.identity ? ids : [],
        convictions: ids.flatMap((each) => told.map((id) => ({ personId: each, id }))),
      });
      return { eventId, recallsDue };
    });
  }
}

/** What differs between two versions of a person. */
export interface Difference {
  readonly identity: boolean;
  readonly altered: readonly string[];
  readonly removed: readonly string[];
  /** All of these, and the new ones. */
  readonly convictions: readonly string[];
}

/** How a person differs from what they were. */
export function differenceOf(before: Person, after: Person): Difference {
  const identityOf = ({ convictions: _, ...identity }: Person) => digestOf(canonicalJson(identity));
  const digests = (list: readonly Conviction[]) =>
    new Map(list.map((each) => [each.id, digestOf(canonicalJson(each))] as const));
  const [old, now] = [digests(before.convictions), digests(after.convictions)];
  const removed = [...old.keys()].filter((id) => !now.has(id));
  const altered = [...old].filter(([id, digest]) => now.has(id) && now.get(id) !== digest).map(([id]) => id);
  const added = [...now.keys()].filter((id) => !old.has(id));
  return {
    identity: identityOf(before) !== identityOf(after),
    ...{ altered, removed, convictions: [...altered, ...removed, ...added] },
  };
}

function checkChanged({ identity, convictions }: Difference): void {
  if (!identity && convictions.length === 0) {
    throw new CrexError('register.unchanged', 'the register holds this person like that already');
  }
}

function checkFound<T>(held: T | undefined): asserts held is T {
  if (held === undefined) {
    throw new CrexError('register.unknown-person', 'the register holds nobody under this id', {
      nextStep: 'look with `crex register history`: the person may have been merged into another',
    });
  }
}
