import type { Transaction } from '#libs/platform';
import { parseMessageId, type CountryCode, type Digest, type Kind, type MessageId } from '#libs/protocol';
import type { SettleQuestion } from '../ask/settle-question.js';
import type { OutboxEnd, OutboxStore } from './outbox.store.js';

interface Undelivered {
  readonly eventId: string;
  readonly kind: Kind;
  readonly recipient: CountryCode;
  readonly messageId?: MessageId | null;
  readonly contentDigest?: Digest | null;
}

/**
 * A message ends without reaching its recipient. A question then has its outcome; a number that was given out is due
 * for a VOID.
 */
export class EndUndelivered {
  constructor(
    private readonly outbox: OutboxStore,
    private readonly settle: SettleQuestion,
  ) {}

  async run(tx: Transaction, message: Undelivered, end: OutboxEnd, code: string): Promise<void> {
    if (!(await this.outbox.end(tx, message.eventId, end, code))) return;
    if (message.messageId != null) await this.outbox.oweVoid(tx, parseMessageId(message.messageId), code);
    if (message.kind === 'REQ') {
      const outcome = end === 'REFUSED' && !code.endsWith('.recipient-suspended') ? 'REJECTED' : 'UNDELIVERABLE';
      const { eventId: questionId, recipient: country, contentDigest: requestDigest } = message;
      await this.settle.run(tx, { questionId, country, requestDigest, outcome, code });
    }
  }
}
