import type { MemberView } from '#libs/directory';
import { MAX_ENVELOPE_BYTES } from '#libs/protocol';
import type { Transaction } from '#libs/platform';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive, type Trust } from '../directory/trust.js';
import type { Doorbells } from './doorbells.js';
import type { Mailbox, MailboxBatch } from './mailbox.js';

/** Another replica's messages are noticed after this long at the latest (ms). */
const POLL_MS = 1_000;

/** How long to wait for something, and how many messages to hand over. */
export interface FetchOptions {
  readonly waitMs: number;
  readonly max: number;
}

/** Hands a member what waits for it, or waits a while until something does (long poll). Nothing leaves the mailbox yet. */
export class FetchMailbox {
  constructor(
    private readonly mailbox: Mailbox<Transaction>,
    private readonly trust: Trust,
    private readonly broker: BrokerIdentity,
    private readonly doorbells: Doorbells,
  ) {}

  async run({ id }: MemberView, { waitMs, max }: FetchOptions, gone: AbortSignal): Promise<MailboxBatch> {
    const limits = { maxMessages: max, maxBytes: MAX_ENVELOPE_BYTES };
    const until = this.broker.clock.nowMs() + waitMs;
    for (;;) {
      // asked again in each round: who is suspended while it waits gets nothing any more
      checkActive(this.trust.view().member(id), 'sender');
      const batch = await this.mailbox.fetch(id, limits, this.broker.nowSeconds());
      const leftMs = until - this.broker.clock.nowMs();
      if (batch.lines.length > 0 || batch.statements.length > 0 || leftMs <= 0 || gone.aborted) return batch;
      await this.doorbells.of(id).wait(Math.min(leftMs, POLL_MS), gone);
    }
  }
}
