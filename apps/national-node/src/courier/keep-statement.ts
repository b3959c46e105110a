import type { Transaction } from '#libs/platform';
import {
  BROKER,
  checkEnvironment,
  CrexError,
  MAX_SKEW_SECONDS,
  parseMessageId,
  readJws,
  readStatement,
  TYP,
  type MessageItem,
  type ReadJws,
  type Statement,
} from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { EndUndelivered } from './end-undelivered.js';
import type { OutboxStore } from './outbox.store.js';

/**
 * What others state about this node's messages: *taken* (the recipient has it) or *expired* (the broker gave up).
 * Each is verified, must name the digests of what was sent, and moves the outbox.
 */
export class KeepStatement {
  constructor(
    private readonly outbox: OutboxStore,
    private readonly trust: Trust,
    private readonly endUndelivered: EndUndelivered,
    private readonly home: Home,
  ) {}

  /** @throws message.* and pki.* for a statement that proves nothing */
  async run(tx: Transaction, token: string): Promise<void> {
    const kind = kindOf(token);
    const statement = readStatement(kind, token);
    checkEnvironment(statement.payload, this.home.env);
    checkMadeToUs(statement, this.home);
    await this.trust.checkSigned(statement, statement.payload.by, statement.payload.time);
    const ours = await this.ours(tx, statement, kind);
    if (kind === 'taken') {
      await this.outbox.markTaken(
        tx,
        ours.map(({ messageId }) => messageId),
        token,
      );
    } else {
      checkTimeOver(ours, statement.payload.time, this.home.nowSeconds());
      for (const message of ours) await this.endUndelivered.run(tx, message, 'EXPIRED', 'broker.expired');
    }
  }

  /** The messages that the statement names by id and digests, and that its maker may speak of. */
  private async ours(tx: Transaction, { payload }: ReadJws<Statement<MessageItem>>, kind: 'taken' | 'expired') {
    const items = new Map(payload.items.map((item) => [item.id, item]));
    const sent = await this.outbox.byMessageIds(tx, [...items.keys()]);
    return sent.filter(({ messageId, slipDigest, contentDigest }) => {
      const item = items.get(messageId);
      const maker = kind === 'taken' ? parseMessageId(messageId).to : BROKER;
      return item?.slipDigest === slipDigest && item.contentDigest === contentDigest && payload.by === maker;
    });
  }
}

function kindOf(token: string): 'taken' | 'expired' {
  try {
    readJws(token, TYP.taken, { maxBytes: 32_768, maxDepth: 3, maxValues: 600, integersAndStringsOnly: true });
    return 'taken';
  } catch {
    return 'expired';
  }
}

/** A broker that could end a question early could end any question. */
function checkTimeOver(messages: readonly { readonly notAfter: number }[], statedAt: number, now: number): void {
  const until = Math.min(statedAt, now + MAX_SKEW_SECONDS);
  if (messages.some(({ notAfter }) => notAfter > until))
    throw new CrexError('message.not-over', 'the broker gave up a message whose time was not over');
}

function checkMadeToUs({ payload }: ReadJws<Statement<MessageItem>>, home: Home): void {
  if (payload.to !== home.country)
    throw new CrexError('message.wrong-recipient', 'a statement made to another country');
}
