import type { AuditLog } from '#libs/audit';
import { inTransaction, type Database, type Transaction } from '#libs/platform';
import { CrexError, type Person } from '#libs/protocol';
import { nameOf, type Actor, type Home } from '../context.js';
import type { AnnounceChange } from './announce-change.js';
import { checkReason, logChange, newEventId } from './correction-log.js';
import type { Corrected } from './correct-person.js';
import type { Merge, PersonHistory } from './person-history.store.js';
import type { RegisterStore } from './register.store.js';

/** Undoes a merge: both persons are what they were before it, from the history. */
export class SplitPerson {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly history: PersonHistory,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /**
   * @param personId the one that was merged into another
   * @param survivor who the other one is without it, where they have changed since the merge
   * @throws register.unknown-reason, register.not-merged, register.merged-twice, register.changed-since-merge,
   *   register.version-gone, register.other-version
   */
  run(actor: Actor, personId: string, reason: string, survivor?: Person): Promise<Corrected> {
    checkReason(reason);
    return inTransaction(this.database, async (tx) => {
      await this.register.hold(tx);
      const merge = await this.history.mergeOf(tx, personId);
      checkMerged(merge);
      const { intoId } = merge;
      const held = await this.register.lock(tx, intoId);
      checkStands(held);
      const person = await this.versionOf(tx, personId, merge.version);
      const other = survivor ?? (await this.unchangedSince(tx, merge));
      checkIsSurvivor(other, intoId);
      const eventId = newEventId();
      const of = { eventId, at: new Date(this.home.clock.nowMs()), by: nameOf(actor), reason };
      await this.register.supersede(tx, [intoId], { ...of, change: 'SPLIT' });
      await this.register.insert(tx, [
        { person: other, digest: held.digest },
        { person, digest: merge.digest },
      ]);
      await this.history.endMerge(tx, personId);
      await logChange(tx, this.log, actor, {
        ...{ eventId, reason, personId: intoId, otherId: personId, action: 'CORRECTED', change: 'SPLIT' },
        ...{ convictionIds: person.convictions.map(({ id }) => id), found: [held.person, person, other] },
      });
      const persons = [intoId, personId, ...(await this.history.mergedInto(tx, intoId))];
      const recallsDue = await this.announce.run(tx, {
        ...{ actor, personId: intoId, before: [held.person], after: [other, person] },
        ...{ persons, convictions: [], change: 'SPLIT' },
      });
      return { eventId, recallsDue };
    });
  }

  private async unchangedSince(tx: Transaction, merge: Merge): Promise<Person> {
    checkUnchanged((await this.history.lastVersion(tx, merge.intoId)) === merge.intoVersion);
    return this.versionOf(tx, merge.intoId, merge.intoVersion);
  }

  private async versionOf(tx: Transaction, personId: string, version: number): Promise<Person> {
    const record = await this.history.versionOf(tx, personId, version);
    checkKept(record);
    return { personId, ...record };
  }
}

function checkMerged<T>(merge: T | undefined): asserts merge is T {
  if (merge === undefined) throw new CrexError('register.not-merged', 'this id was not merged into another');
}

function checkStands<T>(held: T | undefined): asserts held is T {
  if (held === undefined) {
    throw new CrexError('register.merged-twice', 'the person it was merged into was merged into another since', {
      nextStep: 'split that one first',
    });
  }
}

function checkUnchanged(unchanged: boolean): void {
  if (!unchanged) {
    throw new CrexError('register.changed-since-merge', 'the person it was merged into has changed since', {
      nextStep: 'give who that person is without the other (--record-file)',
    });
  }
}

function checkIsSurvivor({ personId }: Person, intoId: string): void {
  if (personId !== intoId) {
    throw new CrexError('register.changed-since-merge', 'the record given is not of the person it was merged into');
  }
}

function checkKept<T>(record: T | undefined): asserts record is T {
  if (record === undefined) {
    throw new CrexError('register.version-gone', 'what the person was before the merge is past its retention', {
      nextStep: 'correct the one person and create the other',
    });
  }
}
