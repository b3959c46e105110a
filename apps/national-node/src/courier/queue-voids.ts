import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce } from '#libs/protocol';
import type { Home } from '../context.js';
import { isActive, type Trust } from '../trust.js';
import type { OutboxStore } from './outbox.store.js';

const MAX_NUMBERS = 1000;

/** Closes numbers that were given out and will never arrive: one signed, logged VOID a recipient and epoch. */
export class QueueVoids {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxStore,
    private readonly trust: Trust,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @returns how many VOIDs were queued */
  async run(): Promise<number> {
    return inTransaction(this.database, async (tx) => {
      const due = await this.outbox.voidsDue(tx, MAX_NUMBERS);
      const sendable = due.filter(({ recipient }) => isActive(this.trust.view().member(recipient)));
      for (const { recipient, epoch, numbers } of sendable) {
        const eventId = randomUUID();
        const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
        const reason = 'never-delivered';
        const entry = { type: 'VOID', from: this.home.country, to: recipient, epoch, first, last, reason } as const;
        await this.log.append(sqlOf(tx), [{ eventId, entry }]);
        const salt = freshNonce((bytes) => randomFillSync(bytes));
        await this.outbox.enqueue(tx, {
          ...{ eventId, entryType: 'VOID', recipient, kind: 'VOID', priority: 0 },
          body: { salt, epoch, numbers, reason },
          notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
        });
        await this.outbox.markVoided(tx, recipient, epoch, numbers, eventId);
      }
      return sendable.length;
    });
  }
}
