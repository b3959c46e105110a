import { randomFillSync } from 'node:crypto';
import type { AuditLog, NewEntry } from '#libs/audit';
import { sealingKeyFor, type DirectoryView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import {
  BROKER,
  CLASS_OF_KIND,
  composeMessage,
  formatMessageId,
  freshNonce,
  MAX_BATCH,
  WIRE_VERSION,
  type ComposedMessage,
  type Content,
  type CountryCode,
  type MessageId,
  type SealingKey,
  type Signer,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { Heads } from '../log/heads.js';
import { isActive, type Trust } from '../trust.js';
import type { EndUndelivered } from './end-undelivered.js';
import type { Outgoing, OutboxStore, SealedMessage } from './outbox.store.js';

/** How long an answer waits before it looks again whether a suspended member has come back (ms). */
const SUSPENDED_RETRY_MS = 60_000;
/** The same for whatever waits for a member whose keys in the directory have run out: its node was away, and renews them when it is back. */
const ASLEEP_RETRY_MS = 5_000;

interface Addressed {
  readonly message: Outgoing;
  readonly sealTo: SealingKey;
}
type Sealed = SealedMessage & ComposedMessage;

/**
 * Gives waiting messages their numbers, signs and seals them, and stores the bytes with a SENT entry: one transaction
 * for a batch. Only what was stored here is ever posted.
 */
export class SealOutgoing {
  constructor(
    private readonly database: Database,
    private readonly outbox: OutboxStore,
    private readonly trust: Trust,
    private readonly log: AuditLog,
    private readonly signer: Signer,
    private readonly endUndelivered: EndUndelivered,
    private readonly heads: Heads,
    private readonly home: Home,
  ) {}

  /** @returns the messages of one batch, ready to be posted; none when nothing waits */
  async run(): Promise<readonly SealedMessage[]> {
    const view = this.trust.view();
    return inTransaction(this.database, async (tx) => {
      const waiting = await this.outbox.waiting(tx, MAX_BATCH, this.home.nowSeconds());
      const addressed = await this.address(tx, view, waiting);
      const messages = await this.numberAndSeal(tx, view, addressed);
      if (messages.length > 0) {
        await this.outbox.keepSealed(tx, messages);
        await this.log.append(
          sqlOf(tx),
          messages.map((message) => this.sentEntry(message)),
        );
      }
      return messages;
    });
  }

  /**
   * A question to a member that takes no part ends here, without a number; an answer waits for the member's return, and so
   * does everything for a member that takes part and has no key in force.
   */
  private async address(tx: Transaction, view: DirectoryView, waiting: readonly Outgoing[]): Promise<Addressed[]> {
    const addressed: Addressed[] = [];
    for (const message of waiting) {
      const recipient = view.member(message.recipient);
      const until = { nowSeconds: this.home.nowSeconds(), untilSeconds: message.notAfter };
      const sealTo = isActive(recipient) ? sealingKeyFor(recipient, until) : undefined;
      const isQuestion = CLASS_OF_KIND[message.kind] === 'request';
      const origin = isQuestion ? 'requester' : 'responder';
      if (sealTo !== undefined) addressed.push({ message, sealTo });
      else if (isActive(recipient))
        await this.outbox.postpone(tx, [message.eventId], ASLEEP_RETRY_MS, `${origin}.recipient-asleep`);
      else if (isQuestion) await this.endUndelivered.run(tx, message, 'REFUSED', 'requester.recipient-suspended');
      else await this.outbox.postpone(tx, [message.eventId], SUSPENDED_RETRY_MS, 'responder.recipient-suspended');
    }
    return addressed;
  }

  private async numberAndSeal(
    tx: Transaction,
    view: DirectoryView,
    addressed: readonly Addressed[],
  ): Promise<Sealed[]> {
    const sealing: Promise<Sealed>[] = [];
    for (const [recipient, group] of Map.groupBy(addressed, ({ message }) => message.recipient)) {
      const { epoch, first } = await this.outbox.takeNumbers(tx, recipient, group.length);
      for (const [index, { message, sealTo }] of group.entries()) {
        const id = formatMessageId({ from: this.home.country, to: recipient, epoch, number: first + index });
        sealing.push(this.seal(id, message, view, sealTo));
      }
    }
    return Promise.all(sealing);
  }

  private async seal(id: MessageId, message: Outgoing, view: DirectoryView, sealTo: SealingKey): Promise<Sealed> {
    const { eventId, recipient, kind, notAfter, priority, inReplyTo, requestDigest, promise, extract, body } = message;
    const heads = this.headsFor(view, recipient);
    const content: Content = {
      ...{ v: WIRE_VERSION, env: this.home.env, id, from: this.home.country, to: recipient, kind },
      ...{ iat: this.home.nowSeconds(), exp: notAfter, nonce: freshNonce((bytes) => randomFillSync(bytes)) },
      dir: { version: view.version, hash: view.hash },
      ...(requestDigest == null ? {} : { requestDigest }),
      ...(promise == null ? {} : { promise }),
      ...(extract == null ? {} : { extract }),
      ...(heads.length === 0 ? {} : { heads }),
      body,
    };
    const route = { priority, ...(inReplyTo == null ? {} : { inReplyTo }) };
    const composed = await composeMessage(content, route, this.signer, sealTo);
    return { ...composed, eventId, messageId: id, recipient, kind, notAfter, attempts: 1 };
  }

  /** Of the recipient's own log and the broker's, and of others in turn. */
  private headsFor(view: DirectoryView, recipient: CountryCode): readonly string[] {
    const origins = ([recipient, BROKER] as const).map((id) => view.member(id)?.log.origin);
    return this.heads.choose(origins.filter((origin) => origin !== undefined));
  }

  private sentEntry({ eventId, messageId, recipient, kind, contentDigest, slipDigest }: Sealed): NewEntry {
    const parties = { from: this.home.country, to: recipient };
    const entry = {
      type: 'SENT',
      messageId,
      ...parties,
      class: CLASS_OF_KIND[kind],
      contentDigest,
      slipDigest,
    } as const;
    return { eventId, entry };
  }
}
