import { inTransaction, type Database, type Transaction } from '#libs/platform';
import type { RecordRecipient, RecordRecipients } from '../answer/record-recipients.store.js';
import type { Person } from '#libs/protocol';
import type { AnnounceChange } from '../register/announce-change.js';
import type { RegisterStore } from '../register/register.store.js';
import type { RecordSource } from './record-source.js';
import type { RecordSourceStore } from './record-source.store.js';

const AT_ONCE = 1_000;

/**
 * Compares what other countries were told of each person with what the country's own database says now: answers that told a
 * conviction in an earlier version, or one that is gone, are recalled. Nothing says when such a conviction changes; so all of
 * whom something was told are looked at. Runs daily; a second run finds nothing.
 */
export class CompareTold {
  constructor(
    private readonly database: Database,
    private readonly source: RecordSource,
    private readonly followed: RecordSourceStore,
    private readonly register: RegisterStore,
    private readonly recipients: RecordRecipients,
    private readonly announce: AnnounceChange,
  ) {}

  /** @returns of how many persons something was told, and how many answers are recalled @throws register.source-away, register.source-malformed */
  async run(): Promise<{ readonly persons: number; readonly recalled: number }> {
    let [persons, recalled, after] = [0, 0, ''];
    for (;;) {
      const page = await inTransaction(this.database, async (tx) => {
        const ids = await this.followed.personsAfter(tx, after, AT_ONCE);
        return { ids, told: await this.announce.told(tx, ids) };
      });
      for (const personId of page.told) recalled += await this.compare(personId);
      persons += page.told.length;
      after = page.ids.at(-1) ?? after;
      if (page.ids.length < AT_ONCE) return { persons, recalled };
    }
  }

  private compare(personId: string): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const held = await this.register.lock(tx, personId);
      if (held === undefined) return 0;
      const convictions = await this.source.convictionsOf(personId);
      const outdated = await this.recipients.outdated(tx, personId, convictions);
      for (const { hasGone, ...recipient } of outdated) await this.recall(tx, held.person, hasGone, recipient);
      return outdated.length;
    });
  }

  /** Of one that is gone the id is gone, too: the recall is then about the whole answer. */
  private recall(tx: Transaction, person: Person, hasGone: boolean, recipient: RecordRecipient): Promise<void> {
    const change = { actor: { kind: 'node' }, personId: person.personId, before: [], after: [person] } as const;
    return this.announce.recall(
      tx,
      { ...change, reason: hasGone ? 'ANNULLED' : 'CORRECTED' },
      hasGone ? { ...recipient, convictionIds: [] } : recipient,
    );
  }
}
