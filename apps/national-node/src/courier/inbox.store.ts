import { sqlOf, type Transaction } from '#libs/platform';
import {
  parseMessageId,
  readEnvelope,
  type CountryCode,
  type Digest,
  type Envelope,
  type Kind,
  type MessageClass,
  type MessageId,
} from '#libs/protocol';
import type { KeptContent, SignedForms } from './kept-content.js';

/** A message of another country as it lies in the inbox. */
export interface InboxMessage {
  readonly messageId: MessageId;
  readonly sender: CountryCode;
  readonly class: MessageClass;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
  readonly line: Uint8Array;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly state: 'NEW' | 'HELD';
}

/** Envelopes held in memory at once; each may have megabytes. */
const LINES_AT_ONCE = 16;
const LEASE = `interval '60 seconds'`;
const columns = `message_id AS "messageId", sender, class, slip_digest AS "slipDigest", content_digest AS "contentDigest",
  line, received_at AS "receivedAt", attempts, state`;

/** The inbox: every message is in it once, for ever, so a replay of any age finds its row. */
export class InboxStore {
  constructor(private readonly kept: KeptContent) {}

  /**
   * Stores a batch that has come at this moment of the node's clock: deadlines run from it. `held` are the messages that now lie here, old and new; `conflicting` came under an id that another
   * slip has used.
   */
  async store(tx: Transaction, envelopes: readonly Envelope[], receivedAt: Date) {
    if (envelopes.length === 0) return { fresh: 0, held: [], conflicting: [] };
    const slips = envelopes.map(({ slip }) => slip);
    const numbers = slips.map(({ payload }) => parseMessageId(payload.id));
    const fresh = await sqlOf(tx).query<{ id: MessageId }>(
      `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, line, received_at)
       SELECT *, $10::timestamptz FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::smallint[],
         $7::text[], $8::text[], $9::bytea[])
       ON CONFLICT DO NOTHING RETURNING message_id AS id`,
      [
        slips.map(({ payload }) => payload.id),
        slips.map(({ payload }) => payload.from),
        numbers.map(({ from, to, epoch }) => `${from}-${to}-${epoch}`),
        numbers.map(({ number }) => number),
        slips.map(({ payload }) => payload.class),
        slips.map(({ payload }) => payload.priority),
        slips.map(({ digest }) => digest),
        slips.map(({ payload }) => payload.contentDigest),
        envelopes.map(({ line }) => line),
        receivedAt,
      ],
    );
    const known = await sqlOf(tx).query<{ id: MessageId; slipDigest: Digest }>(
      'SELECT message_id AS id, slip_digest AS "slipDigest" FROM inbox WHERE message_id = ANY($1)',
      [slips.map(({ payload }) => payload.id)],
    );
    const digests = new Map(known.map(({ id, slipDigest }) => [id, slipDigest]));
    const held = envelopes.filter(({ slip }) => digests.get(slip.payload.id) === slip.digest);
    const conflicting = slips.filter((slip) => digests.get(slip.payload.id) !== slip.digest);
    return { fresh: fresh.length, held, conflicting: conflicting.map(({ payload }) => payload.id) };
  }

  /** Messages to deal with, urgent ones first; the lease keeps others off meanwhile. */
  claimDue(tx: Transaction, max: number): Promise<InboxMessage[]> {
    return sqlOf(tx).query<InboxMessage>(
      `UPDATE inbox SET attempts = attempts + 1, next_attempt_at = now() + ${LEASE} WHERE message_id IN (
         SELECT message_id FROM inbox WHERE state IN ('NEW', 'HELD') AND next_attempt_at <= now()
         ORDER BY priority DESC, next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${columns}`,
      [max],
    );
  }

  /** Whoever held a lease has died: what it was dealing with is due at once. */
  async takeBackLeases(tx: Transaction): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE inbox SET next_attempt_at = now()
       WHERE state = 'NEW' AND next_attempt_at BETWEEN now() AND now() + ${LEASE}`,
    );
  }

  /**
   * Marks a message as dealt with, once: false says that somebody has done it before, and this transaction must undo
   * what it did.
   */
  async finish(tx: Transaction, messageId: MessageId, kind: Kind, signed: SignedForms): Promise<boolean> {
    const { ciphertext, periodKey } = await this.kept.seal(tx, messageId, signed);
    const done = await sqlOf(tx).query(
      `UPDATE inbox SET state = 'DONE', kind = $2, content = $3, content_key = $4, line = NULL, code = NULL
       WHERE message_id = $1 AND state IN ('NEW', 'HELD') RETURNING 1`,
      [messageId, kind, ciphertext, periodKey],
    );
    return done.length === 1;
  }

  /** Keeps a message that cannot be answered yet; true the first time. */
  async hold(tx: Transaction, messageId: MessageId, retryMs: number): Promise<boolean> {
    const held = await sqlOf(tx).query<{ first: boolean }>(
      `UPDATE inbox SET state = 'HELD', next_attempt_at = now() + $2 * interval '1 ms'
       FROM (SELECT state = 'NEW' AS first FROM inbox WHERE message_id = $1 FOR UPDATE) before
       WHERE message_id = $1 AND state IN ('NEW', 'HELD') RETURNING before.first`,
      [messageId, retryMs],
    );
    return held[0]?.first ?? false;
  }

  /**
   * Refuses a message, once: its bytes go, the code stays, and of a question what its sender has signed.
   *
   * @param kind undefined when the content could not be believed
   */
  async refuse(
    tx: Transaction,
    messageId: MessageId,
    code: string,
    { kind, signed }: { readonly kind?: Kind | undefined; readonly signed?: SignedForms | undefined } = {},
  ): Promise<boolean> {
    const kept = signed === undefined ? undefined : await this.kept.seal(tx, messageId, signed);
    const refused = await sqlOf(tx).query(
      `UPDATE inbox SET state = 'REFUSED', code = $2, kind = $3, content = $4, content_key = $5, line = NULL
       WHERE message_id = $1 AND state IN ('NEW', 'HELD') RETURNING 1`,
      [messageId, code, kind, kept?.ciphertext, kept?.periodKey],
    );
    return refused.length === 1;
  }

  async postpone(tx: Transaction, messageId: MessageId, delayMs: number): Promise<void> {
    await sqlOf(tx).query(`UPDATE inbox SET next_attempt_at = now() + $2 * interval '1 ms' WHERE message_id = $1`, [
      messageId,
      delayMs,
    ]);
  }

  /** True when a message that has not been dealt with was sealed to this key. */
  async holdsSealedTo(tx: Transaction, kid: string): Promise<boolean> {
    for (let after = ''; ;) {
      const page = await sqlOf(tx).query<Pick<InboxMessage, 'messageId' | 'line'>>(
        `SELECT message_id AS "messageId", line FROM inbox
         WHERE state IN ('NEW', 'HELD') AND message_id > $1 ORDER BY message_id LIMIT $2`,
        [after, LINES_AT_ONCE],
      );
      if (page.some(({ line }) => readEnvelope(line).slip.payload.kid === kid)) return true;
      const last = page.at(-1);
      if (last === undefined) return false;
      after = last.messageId;
    }
  }

  /** Numbers of a sender that will not arrive, as its VOID says. */
  async closeNumbers(tx: Transaction, sender: CountryCode, epoch: number, numbers: readonly number[]): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO number_void (sender, epoch, number) SELECT $1, $2, n FROM unnest($3::bigint[]) n ON CONFLICT DO NOTHING`,
      [sender, epoch, numbers],
    );
  }
}
