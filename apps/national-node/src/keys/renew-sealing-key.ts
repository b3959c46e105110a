import { dueKeyEvents, recordKeyEvents, sealingKey, type AuditLog, type SeenKey } from '#libs/audit';
import { generateSealingKeyPair } from '#libs/pki';
import { inTransaction, sqlOf, type Database, type Logger } from '#libs/platform';
import { MAX_SKEW_SECONDS, SEALING_KEY_LIFE_SECONDS, SEALING_KEY_OVERLAP_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { InboxStore } from '../courier/inbox.store.js';
import { lastArrival, type SealingKeys } from './sealing-keys.js';

/**
 * The life of this node's sealing keys. A new one comes five days before the last one ends; an old one goes when nothing
 * that was sealed to it can arrive any more and nothing that has arrived waits for it.
 *
 * Made: file, log entry, then the directory ({@link RenewOnline} lists only what the log knows). So the log never speaks
 * of a key that was lost before it was kept, and nobody seals to a key that the log does not know.
 * Destroyed: off the openers, overwritten, log entry, then the name. So the log never says that a key is gone which could
 * still be read, and the name that is left reminds a restart of the entry.
 */
export class RenewSealingKey {
  /** Keys that wait for a message; said once. */
  private readonly awaited = new Set<string>();
  /** Keys that were there at the end of the last round. */
  private there: readonly string[] = [];

  constructor(
    private readonly database: Database,
    private readonly keys: SealingKeys,
    private readonly inbox: InboxStore,
    private readonly log: AuditLog,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {}

  /** Does what is due; again and again, and from wherever it was interrupted. For one process of a country at a time. */
  async run(): Promise<void> {
    await this.keys.sweep(this.home.clock.nowMs());
    await this.keys.load();
    this.tellMissing();
    const now = this.home.nowSeconds();
    if (this.isNextDue(now)) await this.keys.add(await this.next(now));
    await this.record(this.keys.held.map(({ kid, notAfter }) => sealingKey(kid, notAfter, now)));
    for (const { kid } of this.keys.held.filter(({ notAfter }) => now >= lastArrival(notAfter))) {
      if (!(await this.isAwaited(kid))) await this.keys.condemn(kid);
    }
    for (const kid of await this.keys.condemned()) await this.destroy(kid);
    this.there = this.keys.held.map(({ kid }) => kid);
  }

  private tellMissing(): void {
    const { openers } = this.keys;
    for (const kid of this.there.filter((each) => !openers.has(each))) {
      this.logger.error({ kid }, 'the file of a sealing key is gone: what is sealed to it cannot be opened any more');
    }
  }

  private isNextDue(now: number): boolean {
    return !this.keys.held.some(({ notAfter }) => notAfter > now + SEALING_KEY_OVERLAP_SECONDS);
  }

  /** Valid from a minute ago, for senders whose clock is behind; younger than every other, since senders take the youngest. */
  private next(now: number) {
    const notBefore = Math.max(now - MAX_SKEW_SECONDS, ...this.keys.held.map((key) => key.notBefore + 1));
    return generateSealingKeyPair({ notBefore, notAfter: notBefore + SEALING_KEY_LIFE_SECONDS });
  }

  private async destroy(kid: string): Promise<void> {
    await this.keys.overwrite(kid);
    await this.record([{ keyRole: 'sealing', keyDigest: kid, state: 'DESTROYED' }]);
    await this.keys.remove(kid);
    this.logger.info({ kid }, 'a sealing key was destroyed');
  }

  private async record(keys: readonly SeenKey[]): Promise<void> {
    await inTransaction(this.database, (tx) =>
      recordKeyEvents(sqlOf(tx), this.log, (known) => dueKeyEvents(known, { keys, complete: [] })),
    );
  }

  /** A question may lie in the inbox, still sealed, for longer than a key lives: it is never lost for the key's sake. */
  private async isAwaited(kid: string): Promise<boolean> {
    const isWaiting = await inTransaction(this.database, (tx) => this.inbox.holdsSealedTo(tx, kid));
    if (isWaiting && !this.awaited.has(kid)) {
      this.awaited.add(kid);
      this.logger.warn({ kid }, 'a sealing key outlives its time: messages that were sealed to it wait in the inbox');
    }
    return isWaiting;
  }
}
