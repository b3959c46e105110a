import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { freshNonce, MAX_LIFE_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { DueRecall, RecallStore } from './recall.store.js';

/** How long a recall waits before it looks again whether its answer has been sent (seconds). */
const ANSWER_RETRY_SECONDS = 60;

/** Puts one recall on its way: log entry and message in the transaction of the caller. */
export class SendRecall {
  constructor(
    private readonly recalls: RecallStore,
    private readonly outbox: OutboxStore,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /** @param parts who changed what, about whom: parts of the entry RECALL */
  async run(tx: Transaction, recall: DueRecall, parts: Pick<NewEntry, 'subject' | 'actor' | 'findBy'>): Promise<void> {
    const { recallId, country, reason, convictionIds, answerDigest } = recall;
    const now = this.home.nowSeconds();
    if (answerDigest === null) return this.recalls.postpone(tx, recallId, now + ANSWER_RETRY_SECONDS);
    const eventId = randomUUID();
    const entry = {
      type: 'RECALL',
      from: this.home.country,
      to: country,
      contentDigest: answerDigest,
      reason,
    } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry, ...parts }]);
    const salt = freshNonce((bytes) => randomFillSync(bytes));
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECALL', recipient: country, kind: 'RECALL', priority: 0 },
      ...{ body: { salt, answerDigest, reason, convictionIds }, notAfter: now + MAX_LIFE_SECONDS },
    });
    await this.recalls.sent(tx, recall, eventId);
  }
}
