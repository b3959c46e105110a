import type { AuditLog } from '#libs/audit';
import { inTransaction, type Database } from '#libs/platform';
import { checkShape, CrexError, personSchema, type Conviction, type Person } from '#libs/protocol';
import { nameOf, type Actor, type Home } from '../context.js';
import type { AnnounceChange } from './announce-change.js';
import { checkReason, logChange, newEventId } from './correction-log.js';
import type { Corrected } from './correct-person.js';
import type { PersonHistory } from './person-history.store.js';
import type { HeldPerson, RegisterStore } from './register.store.js';

/**
 * Makes one person of two ids that were found to be the same one: the first stays, with the names, numbers and
 * convictions of both; the second leads to it. What both were stays in the history, so that a split can undo it.
 */
export class MergePersons {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly history: PersonHistory,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws register.unknown-reason, register.unknown-person, register.not-mergeable, register.other-version */
  run(actor: Actor, keptId: string, absorbedId: string, reason: string): Promise<Corrected> {
    checkReason(reason);
    checkTwo(keptId, absorbedId);
    return inTransaction(this.database, async (tx) => {
      await this.register.hold(tx);
      // always in the same order: two merges of the same two wait for each other
      const held = new Map<string, HeldPerson>();
      for (const id of [keptId, absorbedId].sort()) {
        const person = await this.register.lock(tx, id);
        checkFound(person);
        held.set(id, person);
      }
      const [kept, absorbed] = [held.get(keptId), held.get(absorbedId)] as [HeldPerson, HeldPerson];
      const person = merged(kept.person, absorbed.person);
      const eventId = newEventId();
      const of = { eventId, at: new Date(this.home.clock.nowMs()), by: nameOf(actor), reason };
      const versions = await this.register.supersede(tx, [keptId, absorbedId], { ...of, change: 'MERGED' });
      await this.register.insert(tx, [{ person, digest: kept.digest }]);
      await this.history.keepMerge(tx, {
        ...{ personId: absorbedId, intoId: keptId, digest: absorbed.digest },
        ...{ version: versions.get(absorbedId) ?? 0, intoVersion: versions.get(keptId) ?? 0 },
      });
      await logChange(tx, this.log, actor, {
        ...{ eventId, reason, personId: keptId, otherId: absorbedId, action: 'CORRECTED', change: 'MERGED' },
        ...{ convictionIds: absorbed.person.convictions.map(({ id }) => id), found: [kept.person, absorbed.person] },
      });
      const persons = [keptId, ...(await this.history.mergedInto(tx, keptId))];
      const recallsDue = await this.announce.run(tx, {
        ...{ actor, personId: keptId, before: [kept.person, absorbed.person], after: [person] },
        ...{ persons, convictions: [], change: 'MERGED' },
      });
      return { eventId, recallsDue };
    });
  }
}

/** What both say, the one that stays first where only one can be right. @throws register.not-mergeable */
function merged(kept: Person, absorbed: Person): Person {
  const [mother, father] = [kept.mother ?? absorbed.mother, kept.father ?? absorbed.father];
  const [birthDate, deceased] = [kept.birthDate ?? absorbed.birthDate, kept.deceased ?? absorbed.deceased];
  const person: Person = {
    personId: kept.personId,
    names: distinct([...kept.names, ...absorbed.names]),
    sex: kept.sex === 1 || kept.sex === 2 ? kept.sex : absorbed.sex,
    ...(birthDate !== undefined && { birthDate }),
    birthPlace: kept.birthPlace.country === 'ZZ' ? absorbed.birthPlace : kept.birthPlace,
    nationalities: distinct([...kept.nationalities, ...absorbed.nationalities]),
    ...(mother && { mother }),
    ...(father && { father }),
    documents: distinct([...kept.documents, ...absorbed.documents]),
    ...(deceased !== undefined && { deceased }),
    convictions: newest([...kept.convictions, ...absorbed.convictions]),
  };
  checkShape(personSchema, person, 'register.not-mergeable', 'what both records say together');
  return person;
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Of a conviction that both hold, the later version. */
function newest(convictions: readonly Conviction[]): Conviction[] {
  const byId = new Map<string, Conviction>();
  for (const each of convictions) {
    if ((byId.get(each.id)?.version ?? 0) < each.version) byId.set(each.id, each);
  }
  return [...byId.values()];
}

function checkTwo(keptId: string, absorbedId: string): void {
  if (keptId === absorbedId) throw new CrexError('register.not-mergeable', 'both ids are the same');
}

function checkFound<T>(held: T | undefined): asserts held is T {
  if (held === undefined) {
    throw new CrexError('register.unknown-person', 'the register holds nobody under one of these ids', {
      nextStep: 'look with `crex register history`: the person may have been merged into another',
    });
  }
}
