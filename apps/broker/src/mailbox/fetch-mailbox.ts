import type { MemberView } from '#libs/directory';
import { MAX_BATCH, MAX_ENVELOPE_BYTES } from '#libs/protocol';
import type { Transaction } from '#libs/platform';
import type { BrokerIdentity } from '../broker-identity.js';
import { checkActive } from '../directory/trust.js';
import type { Doorbells } from './doorbells.js';
import type { Mailbox, MailboxBatch } from './mailbox.js';

/** Longest wait of one call (ms); another replica's messages are noticed after POLL_MS at the latest. */
export const MAX_WAIT_MS = 30_000;
const POLL_MS = 1_000;
const LIMITS = { maxMessages: MAX_BATCH, maxBytes: MAX_ENVELOPE_BYTES } as const;

/** Hands a member what waits for it, or waits a while until something does (long poll). Nothing leaves the mailbox yet. */
export class FetchMailbox {
  constructor(
    private readonly mailbox: Mailbox<Transaction>,
    private readonly broker: BrokerIdentity,
    private readonly doorbells: Doorbells,
  ) {}

  async run(peer: MemberView, waitMs: number, gone: AbortSignal): Promise<MailboxBatch> {
    checkActive(peer, 'sender');
    const until = this.broker.clock.nowMs() + Math.min(waitMs, MAX_WAIT_MS);
    for (;;) {
      const batch = await this.mailbox.fetch(peer.id, LIMITS, this.broker.nowSeconds());
      const leftMs = until - this.broker.clock.nowMs();
      if (batch.lines.length > 0 || batch.statements.length > 0 || leftMs <= 0 || gone.aborted) return batch;
      await this.doorbells.of(peer.id).wait(Math.min(leftMs, POLL_MS), gone);
    }
  }
}
