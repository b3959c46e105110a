import { inTransaction, type Database, type Logger } from '#libs/platform';
import { isCrexError, type CrexError, type Kind } from '#libs/protocol';
import type { InboxMessage, InboxStore } from './inbox.store.js';
import type { OpenedMessage, OpenMessage } from './open-message.js';
import type { RefuseMessage } from './refuse-message.js';

/** Whoever deals with opened messages of one kind. A coded error of `message.`, `pki.` or `lifecycle.` refuses the message for good. */
export interface Receiver {
  run(message: InboxMessage, opened: OpenedMessage): Promise<void>;
}
export type Receivers = Readonly<Record<Kind, Receiver>>;

/** Messages of one batch. */
export const INBOX_AT_ONCE = 16;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

/**
 * Takes messages from the inbox, opens each (envelope, sender, shape) and gives it to the verb of its kind. A message that
 * fails with a coded error is refused for good. Any other failure is ours, and the message is tried again.
 */
export class WorkInbox {
  constructor(
    private readonly database: Database,
    private readonly inbox: InboxStore,
    private readonly open: OpenMessage,
    private readonly receivers: Receivers,
    private readonly refuse: RefuseMessage,
    private readonly logger: Logger,
  ) {}

  /** Leases of a batch that did not end: of a killed predecessor, or our own when the database failed. */
  private mayHoldLeases = true;

  /** One batch. @returns how many messages were looked at */
  async run(): Promise<number> {
    // one courier a database (HoldCourier), one batch at a time: a lease that is found here has nobody behind it
    if (this.mayHoldLeases) await inTransaction(this.database, (tx) => this.inbox.takeBackLeases(tx));
    this.mayHoldLeases = true;
    const due = await inTransaction(this.database, (tx) => this.inbox.claimDue(tx, INBOX_AT_ONCE));
    await Promise.all(due.map((message) => this.work(message)));
    this.mayHoldLeases = false;
    return due.length;
  }

  private async work(message: InboxMessage): Promise<void> {
    try {
      const opened = await this.open.run(message);
      await this.receivers[opened.content.kind].run(message, opened);
    } catch (error) {
      if (isRefusable(error)) await this.refuse.run(message, error);
      else await this.tryAgain(message, error);
    }
  }

  private async tryAgain(message: InboxMessage, error: unknown): Promise<void> {
    const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(message.attempts, 16));
    this.logger.error(
      { err: error, messageId: message.messageId },
      'a message could not be dealt with and is tried again',
    );
    await inTransaction(this.database, (tx) => this.inbox.postpone(tx, message.messageId, Math.random() * longest));
  }
}

/** A fault of the message or its sender. Ours (an expired directory, a broken database) is no reason to refuse. */
function isRefusable(error: unknown): error is CrexError {
  return isCrexError(error) && /^(message|pki|lifecycle)\./.test(error.code);
}
