import { inTransaction, type Database } from '#libs/platform';
import { CrexError, type Kind } from '#libs/protocol';
import type { InboxMessage } from './inbox.store.js';
import type { OpenedMessage } from './open-message.js';
import type { OutboxStore } from './outbox.store.js';
import type { Receiver } from './work-inbox.js';

/** Another country cannot work with a message of ours (FEM): whoever deals with replies to that kind deals with it. */
export class ReceiveFault implements Receiver {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxStore,
    private readonly concerned: Readonly<Partial<Record<Kind, Receiver>>>,
  ) {}

  /** @throws message.reply-to-nothing, and what the receiver throws */
  async run(message: InboxMessage, fault: OpenedMessage): Promise<void> {
    const { requestDigest = '' } = fault.content;
    const kind = await inTransaction(this.database, (tx) => this.outbox.kindOf(tx, requestDigest));
    const receiver = kind === undefined ? undefined : this.concerned[kind];
    if (receiver === undefined)
      throw new CrexError('message.reply-to-nothing', 'requestDigest is of no message of ours');
    await receiver.run(message, fault);
  }
}
