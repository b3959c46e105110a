import { sqlOf, type Database, type Transaction } from '#libs/platform';
import { digestOf, parseMessageId, type Digest, type MemberId, type MessageId } from '#libs/protocol';
import type {
  EarlierReceipt,
  FetchLimits,
  HeldMessage,
  Mailbox,
  MailboxBatch,
  MessageReference,
  PutResult,
  ReleasedMessage,
} from './mailbox.js';
import type { SeenNumbers } from './mailbox.js';

/** How much one member may have waiting for another, so that a recipient who sleeps fills nobody else's space. */
export interface PairLimits {
  readonly maxHeldPerPair: number;
  readonly maxHeldBytesPerPair: number;
}

const releasedColumns = `event_id AS "eventId", message_id AS id, slip_digest AS "slipDigest", content_digest AS "contentDigest"`;

/** The mailbox in PostgreSQL. */
export class PostgresMailbox implements Mailbox<Transaction> {
  constructor(
    private readonly database: Database,
    private readonly limits: PairLimits,
  ) {}

  async put(tx: Transaction, messages: readonly HeldMessage[], receiptId: string): Promise<PutResult[]> {
    const full = await this.fullPairs(tx, messages);
    const wanted = messages.filter((message) => !full.has(message.to));
    const inserted = await sqlOf(tx).query<{ id: string }>(
      `INSERT INTO mailbox_message
         (message_id, sender, recipient, pair, number, class, priority, exp, slip_digest, content_digest, line, event_id, receipt_id)
       SELECT *, $13::uuid FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
         $7::smallint[], $8::bigint[], $9::text[], $10::text[], $11::bytea[], $12::uuid[])
       ON CONFLICT DO NOTHING RETURNING message_id AS id`,
      [...columnsOf(wanted), receiptId],
    );
    await sqlOf(tx).query(
      `INSERT INTO mailbox_pair (pair, sender, recipient)
       SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
      [pairsOf(wanted), wanted.map(({ from }) => from), wanted.map(({ to }) => to)],
    );
    const held = new Set(inserted.map(({ id }) => id));
    const others = messages.filter(({ id }) => !held.has(id));
    const known = await this.receiptsOf(
      tx,
      others.map(({ id }) => id),
    );
    return messages.map(({ id, slipDigest, to }): PutResult => {
      if (held.has(id)) return { id, result: 'held' };
      const earlier = known.get(id);
      if (earlier?.slipDigest === slipDigest) return { id, result: 'repeated', receipt: earlier.receipt };
      return { id, result: earlier === undefined && full.has(to) ? 'full' : 'reused' };
    });
  }

  async receiptsOf(tx: Transaction, ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, EarlierReceipt>> {
    if (ids.length === 0) return new Map();
    const rows = await sqlOf(tx).query<{ id: MessageId } & EarlierReceipt>(
      `SELECT m.message_id AS id, m.slip_digest AS "slipDigest", r.token AS receipt
       FROM mailbox_message m JOIN mailbox_receipt r USING (receipt_id) WHERE m.message_id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, ...earlier }) => [id, earlier]));
  }

  async keepReceipt(tx: Transaction, receiptId: string, token: string): Promise<void> {
    await sqlOf(tx).query('INSERT INTO mailbox_receipt (receipt_id, token) VALUES ($1, $2)', [receiptId, token]);
  }

  async fetch(member: MemberId, limits: FetchLimits, nowSeconds: number): Promise<MailboxBatch> {
    const rows = await sqlOf(this.database.manager).query<{ line: Buffer | null; token: string | null }>(
      // the sizes are added up before the lines are read: at most maxBytes (or one line) leave the database
      `SELECT line, token FROM (
         SELECT line, NULL AS token, priority, position FROM (
           SELECT line, priority, position, sum(line_bytes) OVER (ORDER BY priority DESC, position) AS total, line_bytes
           FROM (SELECT line, line_bytes, priority, position FROM mailbox_message
                 WHERE recipient = $1 AND line IS NOT NULL AND exp > $2
                 ORDER BY priority DESC, position LIMIT $3) due) summed
         WHERE total <= $4 OR total = line_bytes
         UNION ALL
         (SELECT NULL, token, 0, position FROM mailbox_statement WHERE member = $1 ORDER BY position LIMIT $3)
       ) waiting ORDER BY priority DESC, position`,
      [member, nowSeconds, limits.maxMessages, limits.maxBytes],
    );
    return {
      lines: rows.map(({ line }) => line).filter((line) => line !== null),
      statements: rows.map(({ token }) => token).filter((token) => token !== null),
    };
  }

  async take(tx: Transaction, by: MemberId, from: MemberId, messages: readonly MessageReference[]) {
    return sqlOf(tx).query<ReleasedMessage>(
      `UPDATE mailbox_message m SET line = NULL
         FROM unnest($3::text[], $4::text[], $5::text[]) AS t (id, slip_digest, content_digest)
         WHERE m.message_id = t.id AND m.slip_digest = t.slip_digest AND m.content_digest = t.content_digest
           AND m.recipient = $1 AND m.sender = $2 AND m.line IS NOT NULL
         RETURNING ${releasedColumns.replaceAll(/\b(event_id|message_id|slip_digest|content_digest)\b/g, 'm.$1')}`,
      [
        ...[by, from, messages.map(({ id }) => id)],
        ...[messages.map(({ slipDigest }) => slipDigest), messages.map(({ contentDigest }) => contentDigest)],
      ],
    );
  }

  async expire(tx: Transaction, nowSeconds: number, max: number) {
    return sqlOf(tx).query<ReleasedMessage & { from: MemberId; to: MemberId }>(
      `UPDATE mailbox_message SET line = NULL WHERE message_id IN (
           SELECT message_id FROM mailbox_message WHERE line IS NOT NULL AND exp <= $1
           ORDER BY exp LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING ${releasedColumns}, sender AS "from", recipient AS "to"`,
      [nowSeconds, max],
    );
  }

  async leaveStatement(tx: Transaction, member: MemberId, token: string): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO mailbox_statement (member, digest, token) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [member, digestOf(token), token],
    );
  }

  async dropStatements(tx: Transaction, member: MemberId, digests: readonly Digest[]): Promise<void> {
    await sqlOf(tx).query('DELETE FROM mailbox_statement WHERE member = $1 AND digest = ANY($2)', [member, digests]);
  }

  async seenNumbers(member: MemberId): Promise<SeenNumbers> {
    const highest = (column: 'sender' | 'recipient') =>
      sqlOf(this.database.manager).query<{ pair: string; number: number }>(
        `SELECT pair, (SELECT max(number) FROM mailbox_message m WHERE m.pair = p.pair) AS number
         FROM mailbox_pair p WHERE ${column} = $1`,
        [member],
      );
    const [sent, received] = await Promise.all([highest('sender'), highest('recipient')]);
    const byPair = (rows: { pair: string; number: number }[]) =>
      Object.fromEntries(rows.map(({ pair, number }) => [pair, number]));
    return { sent: byPair(sent), received: byPair(received) };
  }

  /** Recipients whose mailbox holds all that this sender may leave there. */
  private async fullPairs(tx: Transaction, messages: readonly HeldMessage[]): Promise<Set<MemberId>> {
    const sender = messages[0]?.from;
    const recipients = [...new Set(messages.map(({ to }) => to))];
    const rows = await sqlOf(tx).query<{ recipient: MemberId }>(
      `SELECT r.recipient FROM unnest($2::text[]) AS r (recipient), LATERAL (
         SELECT count(*) AS messages, coalesce(sum(line_bytes), 0) AS bytes FROM mailbox_message m
         WHERE m.recipient = r.recipient AND m.sender = $1 AND m.line IS NOT NULL) held
       WHERE held.messages >= $3 OR held.bytes >= $4`,
      [sender, recipients, this.limits.maxHeldPerPair, this.limits.maxHeldBytesPerPair],
    );
    return new Set(rows.map(({ recipient }) => recipient));
  }
}

function pairsOf(messages: readonly HeldMessage[]): string[] {
  return messages.map(({ id }) => parseMessageId(id)).map(({ from, to, epoch }) => `${from}-${to}-${epoch}`);
}

function columnsOf(messages: readonly HeldMessage[]): unknown[][] {
  const numbers = messages.map(({ id }) => parseMessageId(id));
  return [
    messages.map(({ id }) => id),
    messages.map(({ from }) => from),
    messages.map(({ to }) => to),
    pairsOf(messages),
    numbers.map(({ number }) => number),
    messages.map((message) => message.class),
    messages.map(({ priority }) => priority),
    messages.map(({ exp }) => exp),
    messages.map(({ slipDigest }) => slipDigest),
    messages.map(({ contentDigest }) => contentDigest),
    messages.map(({ line }) => line),
    messages.map(({ eventId }) => eventId),
  ];
}
