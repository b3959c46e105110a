import type { SealedBeside } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import type {
  Body,
  CarriedExtract,
  ComposedMessage,
  CountryCode,
  Digest,
  Kind,
  LogPromise,
  MessageId,
  MessageNumber,
} from '#libs/protocol';
import type { KeptContent } from './kept-content.js';

/** Something this node has decided to say. Its log entry (eventId, entryType) is written in the same transaction. */
export interface Outgoing<K extends Kind = Kind> {
  readonly eventId: string;
  readonly entryType: string;
  readonly recipient: CountryCode;
  readonly kind: K;
  readonly priority: 0 | 1;
  readonly inReplyTo?: MessageId | undefined;
  readonly requestDigest?: Digest | undefined;
  readonly promise?: LogPromise | undefined;
  readonly body: Body<K>;
  /** It waits until the extract that certifies it is sealed; then that goes with it. */
  readonly awaitsExtract?: boolean;
  readonly extract?: CarriedExtract | undefined;
  /** Seconds since 1970: the end of its transport life. */
  readonly notAfter: number;
}

/** A message whose bytes are stored and may be posted. */
export interface SealedMessage {
  readonly eventId: string;
  readonly messageId: MessageId;
  readonly recipient: CountryCode;
  readonly kind: Kind;
  readonly slipDigest: Digest;
  readonly contentDigest: Digest;
  readonly line: Uint8Array;
  readonly attempts: number;
  readonly notAfter: number;
}

/** A message of ours as a reply names it. */
export interface SentMessage {
  readonly eventId: string;
  readonly messageId: MessageId;
  readonly recipient: CountryCode;
  readonly kind: Kind;
}

export type OutboxEnd = 'REFUSED' | 'EXPIRED' | 'WITHHELD';

/** How long whoever posts a message has before another try may begin. */
const LEASE = `interval '60 seconds'`;

const outgoingColumns = `event_id AS "eventId", entry_type AS "entryType", recipient, kind, priority,
  in_reply_to AS "inReplyTo", request_digest AS "requestDigest", promise, body, extract, not_after AS "notAfter"`;
const sealedColumns = `event_id AS "eventId", message_id AS "messageId", recipient, kind, slip_digest AS "slipDigest",
  content_digest AS "contentDigest", line, attempts, not_after AS "notAfter"`;

/** The transactional outbox. */
export class OutboxStore {
  constructor(private readonly kept: KeptContent) {}

  /** Queues what was decided; each row needs its log entry, by foreign key. */
  async enqueue(tx: Transaction, ...messages: readonly Outgoing[]): Promise<void> {
    const column = (name: keyof Outgoing) => messages.map((message) => message[name]);
    const json = (name: 'promise' | 'body') =>
      messages.map(({ [name]: value }) => (value === undefined ? null : JSON.stringify(value)));
    await sqlOf(tx).query(
      `INSERT INTO outbox (event_id, entry_type, recipient, kind, priority, in_reply_to, request_digest, promise, body, not_after,
         awaits_extract)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[],
         $8::jsonb[], $9::jsonb[], $10::bigint[], $11::boolean[])`,
      [
        ...[column('eventId'), column('entryType'), column('recipient'), column('kind'), column('priority')],
        ...[column('inReplyTo'), column('requestDigest'), json('promise'), json('body'), column('notAfter')],
        messages.map(({ awaitsExtract = false }) => awaitsExtract),
      ],
    );
  }

  /** Waiting messages, urgent ones first, but none whose time is over; locked until the transaction ends. */
  waiting(tx: Transaction, max: number, nowSeconds: number): Promise<Outgoing[]> {
    return sqlOf(tx).query(
      `SELECT ${outgoingColumns} FROM outbox
       WHERE state = 'WAITING' AND NOT awaits_extract AND next_attempt_at <= now() AND not_after > $2
       ORDER BY priority DESC, created_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [max, nowSeconds],
    );
  }

  /** Numbers for `count` messages to a recipient in the current epoch: the first of them, and the epoch. */
  async takeNumbers(tx: Transaction, recipient: CountryCode, count: number): Promise<{ epoch: number; first: number }> {
    const [row] = await sqlOf(tx).query<{ epoch: number; last: number }>(
      `INSERT INTO pair_counter (recipient, epoch, last_number)
       VALUES ($1, (SELECT max(epoch) FROM courier_epoch), $2)
       ON CONFLICT (recipient, epoch) DO UPDATE SET last_number = pair_counter.last_number + $2
       RETURNING epoch, last_number AS last`,
      [recipient, count],
    );
    const { epoch, last } = row as { epoch: number; last: number };
    return { epoch, first: last - count + 1 };
  }

  /** From here on the bytes are fixed: every retry sends exactly these. The readable body goes. */
  async keepSealed(
    tx: Transaction,
    messages: readonly ({ eventId: string; messageId: MessageId } & ComposedMessage)[],
  ) {
    const kept: SealedBeside[] = [];
    for (const message of messages) kept.push(await this.kept.seal(tx, message.messageId, message));
    await sqlOf(tx).query(
      `UPDATE outbox o SET state = 'SEALED', next_attempt_at = now() + ${LEASE}, attempts = 1, message_id = s.message_id,
         slip_digest = s.slip_digest, content_digest = s.content_digest, content = s.content, content_key = s.content_key,
         line = s.line, body = NULL, extract = NULL
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::integer[], $7::bytea[])
         AS s (event_id, message_id, slip_digest, content_digest, content, content_key, line)
       WHERE o.event_id = s.event_id`,
      [
        messages.map(({ eventId }) => eventId),
        messages.map(({ messageId }) => messageId),
        messages.map(({ slipDigest }) => slipDigest),
        messages.map(({ contentDigest }) => contentDigest),
        kept.map(({ ciphertext }) => ciphertext),
        kept.map(({ periodKey }) => periodKey),
        messages.map(({ line }) => line),
      ],
    );
  }

  /** Sealed messages whose next try is due; the lease keeps others off while they are posted. */
  async claimDue(tx: Transaction, max: number, nowSeconds: number): Promise<SealedMessage[]> {
    const rows = await sqlOf(tx).query<SealedMessage>(
      `UPDATE outbox SET attempts = attempts + 1, next_attempt_at = now() + ${LEASE} WHERE event_id IN (
         SELECT event_id FROM outbox WHERE state IN ('SEALED', 'STORED') AND next_attempt_at <= now() AND not_after > $2
         ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${sealedColumns}`,
      [max, nowSeconds],
    );
    return rows;
  }

  /** Whoever held a lease has died: what was being posted is due at once. */
  async takeBackLeases(tx: Transaction): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE outbox SET next_attempt_at = now()
       WHERE state = 'SEALED' AND next_attempt_at BETWEEN now() AND now() + ${LEASE}`,
    );
  }

  /**
   * The broker holds these: its receipt ends the hurry, and they are offered again only now and then. The receipt of a
   * message that has come to an end meanwhile (its *taken* receipt may arrive first) is kept all the same; the first
   * one stays.
   */
  async markStored(
    tx: Transaction,
    messageIds: readonly MessageId[],
    receipt: string,
    reofferMs: number,
  ): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE outbox SET state = CASE state WHEN 'SEALED' THEN 'STORED' ELSE state END,
         stored_receipt = coalesce(stored_receipt, $2), next_attempt_at = now() + $3 * interval '1 ms'
       WHERE message_id = ANY($1)`,
      [messageIds, receipt, reofferMs],
    );
  }

  /** The recipient has these: what was kept for re-offering goes. */
  async markTaken(tx: Transaction, messageIds: readonly MessageId[], receipt: string): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE outbox SET state = 'TAKEN', taken_receipt = $2, line = NULL
       WHERE message_id = ANY($1) AND state IN ('SEALED', 'STORED', 'EXPIRED')`,
      [messageIds, receipt],
    );
  }

  /** Tries again after `delayMs`, whatever the state. */
  async postpone(tx: Transaction, eventIds: readonly string[], delayMs: number, code: string): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE outbox SET next_attempt_at = now() + $2 * interval '1 ms', code = $3 WHERE event_id = ANY($1)`,
      [eventIds, delayMs, code],
    );
  }

  /** Whether a message has not left yet, nor is about to; it cannot until the transaction ends. */
  async isWaiting(tx: Transaction, eventId: string): Promise<boolean> {
    const held = await sqlOf(tx).query(
      `SELECT 1 FROM outbox WHERE event_id = $1 AND state = 'WAITING' FOR UPDATE SKIP LOCKED`,
      [eventId],
    );
    return held.length === 1;
  }

  /**
   * The message ends without being taken. A number it had is due for a VOID. Gives back whether this call ended it.
   */
  async end(tx: Transaction, eventId: string, state: OutboxEnd, code: string): Promise<boolean> {
    const ended = await sqlOf(tx).query<{ messageId: MessageId | null }>(
      `UPDATE outbox SET state = $2, code = $3, line = NULL, body = NULL, extract = NULL
       WHERE event_id = $1 AND state IN ('WAITING', 'SEALED', 'STORED') RETURNING message_id AS "messageId"`,
      [eventId, state, code],
    );
    return ended.length === 1;
  }

  /** Messages whose transport life has ended before the recipient took them. */
  overdue(tx: Transaction, nowSeconds: number, max: number): Promise<SealedMessage[]> {
    return sqlOf(tx).query(
      `SELECT ${sealedColumns} FROM outbox WHERE state IN ('WAITING', 'SEALED', 'STORED') AND not_after <= $1
         AND NOT awaits_extract ORDER BY not_after LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  /** Outgoing messages by id, as receipts name them. */
  byMessageIds(tx: Transaction, messageIds: readonly MessageId[]): Promise<(SealedMessage & { state: string })[]> {
    return sqlOf(tx).query(`SELECT ${sealedColumns}, state FROM outbox WHERE message_id = ANY($1)`, [messageIds]);
  }

  /** What kind of message of ours has this content; undefined for none. */
  async kindOf(tx: Transaction, contentDigest: Digest): Promise<Kind | undefined> {
    const [row] = await sqlOf(tx).query<{ kind: Kind }>('SELECT kind FROM outbox WHERE content_digest = $1', [
      contentDigest,
    ]);
    return row?.kind;
  }

  /** The message of ours with this content; undefined for none. */
  async byContentDigest(tx: Transaction, contentDigest: Digest): Promise<SentMessage | undefined> {
    const [row] = await sqlOf(tx).query<SentMessage>(
      'SELECT event_id AS "eventId", message_id AS "messageId", recipient, kind FROM outbox WHERE content_digest = $1',
      [contentDigest],
    );
    return row;
  }

  /** A number that will never arrive owes its recipient a VOID. */
  async oweVoid(tx: Transaction, { to, epoch, number }: MessageNumber, reason: string): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO void_due (recipient, epoch, number, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [to, epoch, number, reason],
    );
  }

  /** Runs of consecutive numbers that no VOID closes yet; locked until the transaction ends. */
  async voidsDue(tx: Transaction, max: number) {
    const rows = await sqlOf(tx).query<{ recipient: CountryCode; epoch: number; number: number }>(
      `SELECT recipient, epoch, number FROM void_due WHERE event_id IS NULL
       ORDER BY recipient, epoch, number LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [max],
    );
    const runs: { recipient: CountryCode; epoch: number; numbers: number[] }[] = [];
    for (const { recipient, epoch, number } of rows) {
      const run = runs.at(-1);
      const follows = run?.recipient === recipient && run.epoch === epoch && run.numbers.at(-1) === number - 1;
      if (follows) run.numbers.push(number);
      else runs.push({ recipient, epoch, numbers: [number] });
    }
    return runs;
  }

  async markVoided(
    tx: Transaction,
    recipient: CountryCode,
    epoch: number,
    numbers: readonly number[],
    eventId: string,
  ) {
    await sqlOf(tx).query(
      'UPDATE void_due SET event_id = $4 WHERE recipient = $1 AND epoch = $2 AND number = ANY($3)',
      [recipient, epoch, numbers, eventId],
    );
  }
}
