import { randomFillSync } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import { DEFAULT_LIFE_SECONDS, freshNonce } from '#libs/protocol';
import type { Home } from '../context.js';
import type { OutboxStore } from '../courier/outbox.store.js';
import type { Queue, ReceivedQuestion, ReceivedQuestions } from './received-questions.store.js';

/** A question that cannot be answered at once: the asker gets the signed *accepted* receipt with the deadline, once. */
export class QueueQuestion {
  constructor(
    private readonly received: ReceivedQuestions,
    private readonly log: AuditLog,
    private readonly outbox: OutboxStore,
    private readonly home: Home,
  ) {}

  /** Lays it before the clerks. */
  async run(tx: Transaction, question: ReceivedQuestion, queue: Queue): Promise<void> {
    const change = { queue, queuedAt: this.home.nowSeconds() };
    if (question.state === 'DELIVERED') await this.received.advance(tx, question, 'TAKE', change);
    else await this.received.change(tx, question.questionId, change);
    await this.accept(tx, question);
  }

  /** Its event is the question's id: whoever looks at the question names it in the log. */
  async accept(tx: Transaction, question: ReceivedQuestion): Promise<void> {
    const { questionId: eventId, messageId, asker, contentDigest, priority, receivedAt, dueAt } = question;
    if (question.acceptedAt !== null) return;
    const now = this.home.nowSeconds();
    const about = { messageId, from: asker, to: this.home.country, class: 'request', contentDigest, dueAt } as const;
    await this.log.append(sqlOf(tx), [{ eventId, entry: { type: 'RECEIVED', ...about } }]);
    await this.outbox.enqueue(tx, {
      ...{ eventId, entryType: 'RECEIVED', recipient: asker, kind: 'RCPT', priority },
      ...{ inReplyTo: messageId, requestDigest: contentDigest },
      body: { salt: freshNonce((bytes) => randomFillSync(bytes)), receivedAt, dueAt },
      notAfter: now + DEFAULT_LIFE_SECONDS,
    });
    await this.received.change(tx, eventId, { acceptedAt: now });
  }
}
