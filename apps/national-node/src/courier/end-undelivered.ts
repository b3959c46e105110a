import type { Transaction } from '#libs/platform';
import { parseMessageId, type CountryCode, type Digest, type Kind, type MessageId } from '#libs/protocol';
import type { OutboxEnd, OutboxStore } from './outbox.store.js';

export interface Undelivered {
  readonly eventId: string;
  readonly kind: Kind;
  readonly recipient: CountryCode;
  readonly messageId?: MessageId | null;
  readonly contentDigest?: Digest | null;
}

/** Whoever has to know that a message they sent has not arrived. */
export interface Sender {
  undelivered(tx: Transaction, message: Undelivered, end: OutboxEnd, code: string): Promise<void>;
}

/** A message ends without reaching its recipient: its sender is told, and a number that was given out is due for a VOID. */
export class EndUndelivered {
  constructor(
    private readonly outbox: OutboxStore,
    private readonly senders: Readonly<Partial<Record<Kind, Sender>>>,
  ) {}

  async run(tx: Transaction, message: Undelivered, end: OutboxEnd, code: string): Promise<void> {
    if (!(await this.outbox.end(tx, message.eventId, end, code))) return;
    if (message.messageId != null) await this.outbox.oweVoid(tx, parseMessageId(message.messageId), code);
    await this.senders[message.kind]?.undelivered(tx, message, end, code);
  }
}
