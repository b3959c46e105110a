import type { EntryType } from '#libs/audit';
import type { Sql } from '#libs/platform';
import type { CountryCode, Digest, MessageId } from '#libs/protocol';

/** One message of an exchange as this node holds it. */
export interface HeldMessage {
  readonly messageId: MessageId;
  readonly contentDigest: Digest;
  /** The receipts of a message that this node has sent. */
  readonly stored?: string;
  readonly taken?: string;
}

/** A question and what ended it, as the asker or the answerer holds it. */
export interface HeldExchange {
  readonly side: 'asker' | 'answerer';
  /** Event of the question at the asker, of the answer at the answerer. */
  readonly eventId: string;
  /** Entries of that event; RECEIVED is another event, found by the message. */
  readonly entryTypes: readonly EntryType[];
  readonly request: HeldMessage;
  readonly reply: HeldMessage;
}

/** An exchange that may not have ended yet. */
export type FoundExchange = Omit<HeldExchange, 'reply'> & { readonly reply: HeldMessage | undefined };

interface Row {
  readonly eventId: string;
  readonly entryType: EntryType | null;
  readonly requestId: MessageId;
  readonly requestDigest: Digest;
  readonly replyId: MessageId | null;
  readonly replyDigest: Digest | null;
  readonly stored: string | null;
  readonly taken: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class ExchangeStore {
  /**
   * The exchanges of a request, a question or a message number; an answer that came late counts where there is no other.
   *
   * @param country of several, those with this country
   */
  async find(sql: Sql, id: string, country: CountryCode | undefined): Promise<FoundExchange[]> {
    const asked = await sql.query<Row>(
      `SELECT q.question_id AS "eventId", NULL AS "entryType", o.message_id AS "requestId", o.content_digest AS "requestDigest",
         i.message_id AS "replyId", i.content_digest AS "replyDigest", o.stored_receipt AS stored, o.taken_receipt AS taken
       FROM question q JOIN outbox o ON o.event_id = q.question_id
       LEFT JOIN inbox i ON i.message_id = coalesce(q.answer_message_id,
         (SELECT l.message_id FROM late_answer l WHERE l.question_id = q.question_id ORDER BY l.received_at LIMIT 1))
       WHERE (q.request_id = $1 OR q.question_id = $1 OR o.message_id = $2 OR i.message_id = $2)
         AND o.message_id IS NOT NULL AND ($3::text IS NULL OR q.country = $3)`,
      [UUID.test(id) ? id : null, id, country],
    );
    const answered = await sql.query<Row>(
      `SELECT o.event_id AS "eventId", o.entry_type AS "entryType", i.message_id AS "requestId", i.content_digest AS "requestDigest",
         o.message_id AS "replyId", o.content_digest AS "replyDigest", o.stored_receipt AS stored, o.taken_receipt AS taken
       FROM inbox i JOIN outbox o ON o.in_reply_to = i.message_id AND o.kind IN ('RRS', 'HITS', 'FEM')
       WHERE i.class = 'request' AND (i.message_id = $1 OR o.message_id = $1) AND ($2::text IS NULL OR i.sender = $2)`,
      [id, country],
    );
    return [...asked.map((row) => exchangeOf(row, 'asker')), ...answered.map((row) => exchangeOf(row, 'answerer'))];
  }

  /** Which of these questions this official has asked. */
  async askedBy(
    sql: Sql,
    officialId: string,
    exchanges: readonly { readonly eventId: string }[],
  ): Promise<Set<string>> {
    const rows = await sql.query<{ id: string }>(
      `SELECT q.question_id AS id FROM question q JOIN request r USING (request_id)
       WHERE q.question_id = ANY ($1::uuid[]) AND r.official_id = $2`,
      [exchanges.map(({ eventId }) => eventId), officialId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The tlog-proof of a promised entry, once it has been found in the log of the other country. */
  async promisedProof(sql: Sql, contentDigest: Digest): Promise<string | undefined> {
    const rows = await sql.query<{ proof: string | null }>('SELECT proof FROM promise WHERE content_digest = $1', [
      contentDigest,
    ]);
    return rows[0]?.proof ?? undefined;
  }
}

function exchangeOf(row: Row, side: HeldExchange['side']): FoundExchange {
  const { eventId, entryType, requestId, requestDigest, replyId, replyDigest } = row;
  const receipts = {
    ...(row.stored === null ? {} : { stored: row.stored }),
    ...(row.taken === null ? {} : { taken: row.taken }),
  };
  const isAsker = side === 'asker';
  const request = { messageId: requestId, contentDigest: requestDigest, ...(isAsker ? receipts : {}) };
  const reply =
    replyId === null || replyDigest === null
      ? undefined
      : { messageId: replyId, contentDigest: replyDigest, ...(isAsker ? {} : receipts) };
  const entryTypes: EntryType[] = isAsker
    ? ['ASK', 'SENT', 'OUTCOME']
    : [...(entryType === null ? [] : [entryType]), 'SENT'];
  return { side, eventId, entryTypes, request, reply };
}
