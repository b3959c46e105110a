import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Digest, RecallReason, RecallResult } from '#libs/protocol';

/** A recall that a country is owed. Times are seconds since 1970. */
export interface NewRecall {
  readonly recallId: string;
  readonly country: CountryCode;
  /** Event of the answer that told it. */
  readonly answerEvent: string;
  readonly reason: RecallReason;
  readonly convictionIds: readonly string[];
  readonly dueAt: number;
  readonly createdAt: Date;
}

/** One that is to be sent now. */
export interface DueRecall extends Omit<NewRecall, 'dueAt' | 'createdAt'> {
  /** Events of the messages that said it before. */
  readonly events: readonly string[];
  /** Of the answer; null while it has not been sent itself. */
  readonly answerDigest: Digest | null;
}

const columns = `r.recall_id AS "recallId", r.country, r.answer_event AS "answerEvent", r.reason,
  coalesce(r.conviction_ids, '{}') AS "convictionIds", r.events, o.content_digest AS "answerDigest"`;

/** What this country owes to past recipients. */
export class RecallStore {
  /** @returns as it is to be sent */
  async keep(tx: Transaction, { createdAt, dueAt, ...recall }: NewRecall): Promise<DueRecall> {
    const [answer] = await sqlOf(tx).query<{ digest: Digest | null }>(
      `WITH kept AS (
         INSERT INTO recall (recall_id, country, answer_event, reason, conviction_ids, state, events, next_at, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, 'DUE', '{}', 0, $6, $7) RETURNING answer_event)
       SELECT o.content_digest AS digest FROM kept JOIN outbox o ON o.event_id = kept.answer_event`,
      [
        ...[recall.recallId, recall.country, recall.answerEvent, recall.reason, recall.convictionIds],
        ...[dueAt, createdAt],
      ],
    );
    return { ...recall, events: [], answerDigest: answer?.digest ?? null };
  }

  /** Recalls whose time to be sent has come; locked until the transaction ends. */
  due(tx: Transaction, nowSeconds: number, max: number): Promise<DueRecall[]> {
    return sqlOf(tx).query<DueRecall>(
      `SELECT ${columns} FROM recall r JOIN outbox o ON o.event_id = r.answer_event
       WHERE r.state = 'DUE' AND r.next_at <= $1 ORDER BY r.next_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  async sent(tx: Transaction, recallId: string, eventId: string): Promise<void> {
    await sqlOf(tx).query(`UPDATE recall SET state = 'SENT', events = events || $2::uuid WHERE recall_id = $1`, [
      recallId,
      eventId,
    ]);
  }

  async postpone(tx: Transaction, recallId: string, nextAt: number): Promise<void> {
    await sqlOf(tx).query('UPDATE recall SET next_at = $2 WHERE recall_id = $1', [recallId, nextAt]);
  }

  /** The message of this event did not arrive: another one is due, unless a later one is on its way. */
  async undelivered(tx: Transaction, eventId: string, code: string, nextAt: number): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE recall SET state = 'DUE', code = $2, next_at = $3
       WHERE events @> ARRAY[$1::uuid] AND events[cardinality(events)] = $1 AND state = 'SENT'`,
      [eventId, code, nextAt],
    );
  }

  /** The recipient has said what became of its copy. Whichever message it answers, the first answer stays. */
  async acknowledge(tx: Transaction, eventId: string, result: RecallResult, at: Date): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE recall SET state = 'ACKNOWLEDGED', result = $2, ended_at = $3, conviction_ids = NULL
       WHERE events @> ARRAY[$1::uuid] AND state <> 'ACKNOWLEDGED'`,
      [eventId, result, at],
    );
  }

  /** The recipient cannot work with it: the alarm of its silence says so to the operator. */
  async reject(tx: Transaction, eventId: string, code: string, at: Date): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE recall SET state = 'REJECTED', code = $2, ended_at = $3
       WHERE events @> ARRAY[$1::uuid] AND state = 'SENT'`,
      [eventId, code, at],
    );
  }

  /** How many of each country are not acknowledged though their time is over. */
  overdue(
    tx: Transaction,
    nowSeconds: number,
  ): Promise<{ country: CountryCode; count: number; oldestDueAt: number }[]> {
    return sqlOf(tx).query(
      `SELECT country, count(*) AS count, min(due_at) AS "oldestDueAt" FROM recall
       WHERE state <> 'ACKNOWLEDGED' AND due_at < $1 GROUP BY country ORDER BY country`,
      [nowSeconds],
    );
  }
}
