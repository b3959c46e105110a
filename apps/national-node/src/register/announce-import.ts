import type { Transaction } from '#libs/platform';
import { COUNTRIES, type Person } from '#libs/protocol';
import type { Actor, Home } from '../context.js';
import type { AnnounceChange } from './announce-change.js';
import { differenceOf } from './correct-person.js';
import type { PersonHistory } from './person-history.store.js';
import type { RegisterStore } from './register.store.js';

/** One piece of an import, as it was written. */
export interface ImportedPiece {
  readonly actor: Actor;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Also what no country was notified of before. */
  readonly notify: boolean;
}

/**
 * What others are owed after a piece of an import, in its transaction: recalls of what has changed since they were told, and
 * notifications of it; of new convictions only when the import is asked to notify.
 */
export class AnnounceImport {
  constructor(
    private readonly register: RegisterStore,
    private readonly history: PersonHistory,
    private readonly announce: AnnounceChange,
    private readonly home: Home,
  ) {}

  async run(tx: Transaction, { actor, added, changed, notify }: ImportedPiece): Promise<void> {
    if (changed.length === 0 && !notify) return;
    const owed = [...(await this.announce.told(tx, changed)), ...(await this.notifiable(tx, changed))];
    for (const personId of new Set(owed)) await this.change(tx, actor, personId, notify);
    if (!notify) return;
    for (const personId of await this.notifiable(tx, added)) {
      const now = await this.register.lock(tx, personId);
      const after = now === undefined ? [] : [now.person];
      const nothing = { before: [], persons: [], convictions: [] };
      await this.announce.run(tx, { actor, personId, after, ...nothing, change: 'IMPORTED' });
    }
  }

  private async change(tx: Transaction, actor: Actor, personId: string, notify: boolean): Promise<void> {
    const now = await this.register.lock(tx, personId);
    const version = await this.history.lastVersion(tx, personId);
    const was = version === undefined ? undefined : await this.history.versionOf(tx, personId, version);
    if (now === undefined || was === undefined) return;
    const before: Person = { personId, ...was };
    const { identity, altered, removed } = differenceOf(before, now.person);
    const ids = await this.announce.idsOf(tx, personId);
    await this.announce.run(tx, {
      ...{ actor, personId, before: [before], after: [now.person], change: 'IMPORTED', onlyTold: !notify },
      persons: identity ? ids : [],
      convictions: ids.flatMap((each) => [...altered, ...removed].map((id) => ({ personId: each, id }))),
    });
  }

  private notifiable(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
    const others = COUNTRIES.filter((each) => each !== this.home.country);
    return this.register.nationalsAmong(tx, personIds, others);
  }
}
