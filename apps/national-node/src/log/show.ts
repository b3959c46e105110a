import { entriesOfEvent, entriesOfReference, type LogEntry } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What a node knows of one id: no personal data, but every step with its digests and log entries. */
export interface Shown {
  readonly id: string;
  readonly questions: readonly object[];
  readonly outbox: readonly object[];
  readonly inbox: readonly object[];
  readonly entries: readonly object[];
}

/** Finds a request, question, event, message or digest in this node's tables and log. Reading metadata, no content. */
export async function show(database: Database, id: string): Promise<Shown> {
  const sql = sqlOf(database.manager);
  const uuid = UUID.test(id) ? id : null;
  const questions = await sql.query<{ questionId: string; messageId: string | null; answerMessageId: string | null }>(
    `SELECT q.question_id AS "questionId", q.request_id AS "requestId", q.country, o.message_id AS "messageId",
       o.content_digest AS "requestDigest", q.outcome, q.code, q.outcome_at AS "outcomeAt", q.answer_message_id AS "answerMessageId"
     FROM question q JOIN outbox o ON o.event_id = q.question_id
     WHERE q.request_id = $1 OR q.question_id = $1 OR o.message_id = $2 OR o.content_digest = $2 OR q.answer_message_id = $2`,
    [uuid, id],
  );
  const messageIds = [
    id,
    ...questions.flatMap(({ messageId, answerMessageId }) => [messageId ?? '', answerMessageId ?? '']),
  ];
  const outbox = await sql.query<{ eventId: string }>(
    `SELECT event_id AS "eventId", entry_type AS "entryType", recipient, kind, state, code, attempts, message_id AS "messageId",
       slip_digest AS "slipDigest", content_digest AS "contentDigest", in_reply_to AS "inReplyTo",
       stored_receipt IS NOT NULL AS "hasStoredReceipt", taken_receipt IS NOT NULL AS "hasTakenReceipt"
     FROM outbox WHERE event_id = $1 OR message_id = ANY($2) OR in_reply_to = ANY($2) OR content_digest = $3 OR slip_digest = $3`,
    [uuid, messageIds, id],
  );
  const inbox = await sql.query<object>(
    `SELECT message_id AS "messageId", sender, class, kind, state, code, received_at AS "receivedAt",
       slip_digest AS "slipDigest", content_digest AS "contentDigest"
     FROM inbox WHERE message_id = ANY($1) OR content_digest = $2 OR slip_digest = $2`,
    [messageIds, id],
  );
  const events = new Set([
    ...(uuid === null ? [] : [uuid]),
    ...questions.map(({ questionId }) => questionId),
    ...outbox.map(({ eventId }) => eventId),
  ]);
  const found = await Promise.all([
    ...[...events].map((eventId) => entriesOfEvent(sql, eventId)),
    ...[...new Set(messageIds)]
      .filter((reference) => reference !== '')
      .map((reference) => entriesOfReference(sql, reference)),
  ]);
  return { id, questions, outbox, inbox, entries: withoutRepeats(found.flat()) };
}

function withoutRepeats(entries: readonly LogEntry[]): object[] {
  const byHash = new Map(entries.map(({ leaf, leafHash }) => [leafHash, { ...leaf, leafHash }]));
  return [...byHash.values()].sort((left, right) => left.at - right.at);
}
