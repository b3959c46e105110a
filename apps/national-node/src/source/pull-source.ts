import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { canonicalJson, CrexError, digestOf, isCrexError, type Person } from '#libs/protocol';
import type { Home } from '../context.js';
import type { AnnounceChange } from '../register/announce-change.js';
import { readPerson } from '../register/read-person.js';
import type { ImportedPerson } from '../register/person-rows.js';
import type { RegisterImports } from '../register/register-import.store.js';
import type { RegisterStore } from '../register/register.store.js';
import type { TakeStatistics } from '../register/take-statistics.js';
import type { RecordSource, SourcePerson } from './record-source.js';
import type { RecordSourceStore } from './record-source.store.js';

const BATCH = 1_000;
/** So many different faults of a batch stand in the operator's log. */
const MOST_FAULTS = 10;
/** Stands where an import has the digest of its file, so that the register counts as complete. */
const PULLED = digestOf('record source');

export interface Pulled {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly refused: number;
}

/** A batch, sorted by what becomes of each. */
interface Sorted {
  readonly added: readonly ImportedPerson[];
  readonly changed: readonly ImportedPerson[];
  readonly removed: readonly string[];
  /** What is wrong, one a person whose identity has not the form: what was held of them before stays. */
  readonly refused: readonly string[];
}

/**
 * Follows the country's own criminal-records database: whoever is new or changed there is found here from then on, whoever
 * is gone there is gone here. No conviction is stored. Until everything has been read once, nobody is answered.
 */
export class PullSource {
  constructor(
    private readonly database: Database,
    private readonly source: RecordSource,
    private readonly followed: RecordSourceStore,
    private readonly register: RegisterStore,
    private readonly imports: RegisterImports,
    private readonly statistics: TakeStatistics,
    private readonly announce: AnnounceChange,
    private readonly log: AuditLog,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {}

  /** Everything that has changed since the last time. @throws register.source-away, register.source-malformed, register.source-not-alone */
  async run(): Promise<Pulled> {
    const counts = { added: 0, changed: 0, removed: 0, refused: 0 };
    for (let batch = await this.pull(); batch !== undefined; batch = await this.pull()) {
      counts.added += batch.added.length;
      counts.changed += batch.changed.length;
      counts.removed += batch.removed.length;
      counts.refused += batch.refused.length;
    }
    await this.completeFirst();
    return counts;
  }

  /** One batch, one transaction. @returns nothing when everything has been told */
  private async pull(): Promise<Sorted | undefined> {
    return inTransaction(this.database, async (tx) => {
      const before = await this.followed.followed(tx);
      if (before === undefined) checkAlone(await this.followed.isRegisterEmpty(tx));
      const { persons, cursor } = await this.source.changes(before?.cursor ?? '', BATCH);
      await this.followed.advance(tx, cursor);
      if (persons.length === 0) return undefined;
      await this.register.hold(tx);
      const sorted = await this.sort(tx, persons);
      await this.write(tx, sorted, digestOf(canonicalJson(persons.map(({ personId }) => personId))));
      return sorted;
    });
  }

  private async sort(tx: Transaction, persons: readonly SourcePerson[]): Promise<Sorted> {
    const held = await this.register.digestsOf(
      tx,
      persons.map(({ personId }) => personId),
    );
    const [added, changed, removed, refused]: [ImportedPerson[], ImportedPerson[], string[], string[]] = [[], [], [], []]; // prettier-ignore
    for (const each of persons) {
      if (each.identity === null || each.identity === undefined) {
        if (held.has(each.personId)) removed.push(each.personId);
        continue;
      }
      const person = personOf(each);
      if (isCrexError(person)) {
        refused.push([person.code, ...person.pointers.map(({ pointer, rule }) => `${pointer} ${rule}`)].join(': '));
        continue;
      }
      const imported = { person, digest: digestOf(canonicalJson(person)) };
      const before = held.get(each.personId);
      if (before === undefined) added.push(imported);
      else if (before !== imported.digest) changed.push(imported);
    }
    return { added, changed, removed, refused };
  }

  private async write(tx: Transaction, { added, changed, removed, refused }: Sorted, told: typeof PULLED) {
    const changedIds = changed.map(({ person }) => person.personId);
    const at = new Date(this.home.clock.nowMs());
    await this.recall(tx, changed, removed);
    if (changed.length > 0) {
      await this.register.supersede(tx, changedIds, { change: 'IMPORTED', at, by: 'node', reason: told });
    }
    if (removed.length > 0) await this.register.delete(tx, removed);
    if (added.length + changed.length > 0) await this.register.insert(tx, [...added, ...changed]);
    if (refused.length > 0) {
      this.logger.warn({ refused: refused.length, faults: [...new Set(refused)].slice(0, MOST_FAULTS) }, 'persons of the record source are not in the form agreed'); // prettier-ignore
    }
    const counts = { added: added.length, changed: changed.length, removed: removed.length, refused: refused.length };
    if (Object.values(counts).every((count) => count === 0)) return;
    const entry = { type: 'IMPORT', fileDigest: told, ...counts } as const;
    await this.log.append(sqlOf(tx), [{ eventId: randomUUID(), entry, actor: { kind: 'node' } }]);
  }

  /** Who was told of a person who stands otherwise now, or no longer: their answers are recalled. */
  private async recall(tx: Transaction, changed: Sorted['changed'], removed: Sorted['removed']): Promise<void> {
    const now = new Map(changed.map(({ person }) => [person.personId, person]));
    for (const personId of await this.announce.told(tx, [...now.keys(), ...removed])) {
      const before = await this.register.lock(tx, personId);
      const after = now.get(personId);
      await this.announce.run(tx, {
        ...{ actor: { kind: 'node' }, personId, persons: [personId], convictions: [], change: 'IMPORTED' },
        before: before === undefined ? [] : [before.person],
        after: after === undefined ? [] : [after],
        onlyTold: true,
      });
    }
  }

  /** From here on "nobody" is an answer. */
  private async completeFirst(): Promise<void> {
    const isFirst = await inTransaction(this.database, async (tx) => (await this.followed.followed(tx))?.isComplete === false); // prettier-ignore
    if (!isFirst) return;
    await this.statistics.run();
    await inTransaction(this.database, async (tx) => {
      const at = new Date(this.home.clock.nowMs());
      await this.register.hold(tx); // also of a source without persons
      await this.imports.start(tx, PULLED, at);
      await this.imports.complete(tx, PULLED, { added: 0, changed: 0, unchanged: 0, refused: 0 }, at);
      await this.followed.complete(tx, at);
    });
  }
}

/** Checked as a line of an import is. */
function personOf({ personId, identity }: SourcePerson): Person | CrexError {
  try {
    return readPerson(Buffer.from(JSON.stringify({ ...(identity as object), personId, convictions: [] })));
  } catch (error) {
    if (isCrexError(error)) return error;
    throw error;
  }
}

function checkAlone(isEmpty: boolean): void {
  if (!isEmpty) {
    throw new CrexError('register.source-not-alone', 'persons stand in the register who are of no record source', {
      nextStep: 'follow a source with the database of a node that has imported nobody',
    });
  }
}
