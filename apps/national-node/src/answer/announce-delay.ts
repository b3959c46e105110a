import { randomFillSync, randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce, type DelayReason } from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** "It will take longer" (RDL): the asker is told by when; the legal deadline stays what it is. */
export class AnnounceDelay {
  constructor(
    private readonly received: ReceivedQuestions,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly home: Home,
  ) {}

  async run(tx: Transaction, question: ReceivedQuestion, announcedAt: number, reason: DelayReason): Promise<void> {
    const { messageId, asker: recipient, contentDigest, priority, dueAt } = question;
    const eventId = randomUUID();
    const about = { messageId, from: recipient, to: this.home.country, class: 'request', contentDigest } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry: { type: 'RECEIVED', ...about, dueAt } }]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECEIVED', recipient, kind: 'RDL', priority },
      ...{ inReplyTo: messageId, requestDigest: contentDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), dueAt, announcedAt, reason },
      notAfter: this.home.nowSeconds() + DEFAULT_LIFE_SECONDS,
    });
    await this.received.advance(tx, question, 'DELAY', { announcedAt });
  }
}
