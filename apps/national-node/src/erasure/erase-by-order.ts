import { entriesOfEvent, type AuditLog, type Group } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { Actor, Home } from '../context.js';
import { subjectReferences } from '../log/references.js';
import type { NotificationStore } from '../notify/notification.store.js';
import type { ErasureStore } from './erasure.store.js';
import { checkOrderGround } from './grounds.js';
import type { Reference } from './read-reference.js';

/** What is to be erased: parts of single events, or of every event found by a person's or an official's reference. */
export interface ErasureOrder {
  readonly of: { readonly events: readonly string[] } | Reference;
  readonly groups: readonly Group[];
  /** Code of the legal ground: RETENTION-ENDED is no order. */
  readonly ground: string;
}

/** One erasure that has been carried out, and its entry. */
export interface CarriedOut {
  readonly eventId: string;
  readonly group: Group;
  /** Event and leaf hash of the ERASURE entry. */
  readonly erasure: string;
  readonly leafHash: string;
  /** Rows beside the log that held something. */
  readonly rows: number;
}

export interface ErasureReport {
  readonly erased: readonly CarriedOut[];
  /** Events whose exchange is still under way: nothing of them was erased; give the order again. */
  readonly underWay: readonly string[];
  /** Notifications about the person that no country was sent yet: those that are not sent any more, and deletions, which go first. */
  readonly unsent: { readonly ended: number; readonly deletions: number };
  /** A backup taken since this moment (seconds since 1970) and before now still holds what was erased. */
  readonly backupsSince: number | null;
}

/**
 * Erases on somebody's order. For each event: parts, pseudonyms and contents, and the ERASURE entry that says so, in one
 * transaction. Leaves, ids, digests and receipts stay, and with them every proof.
 */
export class EraseByOrder {
  constructor(
    private readonly database: Database,
    private readonly store: ErasureStore,
    private readonly notifications: NotificationStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @throws erasure.unknown-ground */
  async run(actor: Actor, { of, groups, ground }: ErasureOrder): Promise<ErasureReport> {
    checkOrderGround(ground);
    const events = 'events' in of ? of.events : await this.eventsOf(of.group, of.reference);
    const erased: CarriedOut[] = [];
    const underWay: string[] = [];
    let backupsSince: number | null = null;
    for (const eventId of new Set(events)) {
      const done = await this.erase(actor, eventId, groups, ground);
      if (done === undefined) underWay.push(eventId);
      else if (done.length > 0) {
        erased.push(...done);
        const [first] = await entriesOfEvent(sqlOf(this.database.manager), eventId);
        backupsSince = Math.min(backupsSince ?? Infinity, first?.leaf.at ?? Infinity);
      }
    }
    const isOfPerson = 'group' in of && of.group === 'subject' && groups.includes('subject');
    const unsent = isOfPerson ? await this.endUnsent(of.reference) : { ended: 0, deletions: 0 };
    return { erased, underWay, unsent, backupsSince };
  }

  /** A deletion names the person so that another country forgets them: it is erased with its answer. */
  private endUnsent(reference: string): Promise<ErasureReport['unsent']> {
    return inTransaction(this.database, async (tx) => {
      const all = await this.notifications.unsent(tx);
      const theirs = all.filter(({ subject }) => subjectReferences(subject ?? {}).includes(reference));
      const ended = theirs.filter(({ action }) => action !== 'DELETE');
      for (const one of ended) {
        await this.notifications.end(tx, one, 'SUPERSEDE', new Date(this.home.clock.nowMs()));
      }
      return { ended: ended.length, deletions: theirs.length - ended.length };
    });
  }

  /** @returns undefined while the exchange is under way */
  private erase(actor: Actor, eventId: string, groups: readonly Group[], ground: string) {
    return inTransaction(this.database, async (tx) => {
      if (!(await this.store.isEnded(tx, eventId))) return undefined;
      const done: CarriedOut[] = [];
      for (const group of new Set(groups)) {
        const rows = await this.store.eraseOfEvent(tx, eventId, group);
        const order = { group, ground, actor: { ...actor }, rowsBeside: rows };
        const logged = await this.log.erasePart(sqlOf(tx), eventId, order);
        if (logged === undefined) continue;
        done.push({ eventId, group, erasure: logged.leaf.eventId, leafHash: logged.leafHash, rows });
      }
      return done;
    });
  }

  private async eventsOf(group: 'subject' | 'actor', reference: string): Promise<string[]> {
    const found = await this.log.entriesFoundBy(sqlOf(this.database.manager), group, reference);
    return found.map(({ leaf }) => leaf.eventId);
  }
}
