import { move, recall, type RecallEvent, type RecallState } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Digest, RecallReason, RecallResponseBody, RecallResult } from '#libs/protocol';
import type { Owed } from '../courier/receive-acknowledgement.js';

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
  readonly state: RecallState;
  /** Events of the messages that said it before. */
  readonly events: readonly string[];
  /** Of the answer; null while it has not been sent itself. */
  readonly answerDigest: Digest | null;
}

/** One that a message of ours said; locked until the transaction ends. */
interface SaidRecall extends Moving {
  /** Whether no later message has said it again. */
  readonly isNewest: boolean;
}

type Moving = Pick<DueRecall, 'recallId' | 'state'>;

const columns = `r.recall_id AS "recallId", r.country, r.answer_event AS "answerEvent", r.reason, r.state,
  coalesce(r.conviction_ids, '{}') AS "convictionIds", r.events, o.content_digest AS "answerDigest"`;

/** What this country owes to past recipients; its states follow the table `recall`. */
export class RecallStore implements Owed<RecallResponseBody> {
  readonly kind = 'RECALL';

  /** @returns as it is to be sent */
  async keep(tx: Transaction, { createdAt, dueAt, ...owed }: NewRecall): Promise<DueRecall> {
    const [answer] = await sqlOf(tx).query<{ digest: Digest | null }>(
      `WITH kept AS (
         INSERT INTO recall (recall_id, country, answer_event, reason, conviction_ids, state, events, next_at, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $8, '{}', 0, $6, $7) RETURNING answer_event)
       SELECT o.content_digest AS digest FROM kept JOIN outbox o ON o.event_id = kept.answer_event`,
      [
        ...[owed.recallId, owed.country, owed.answerEvent, owed.reason, owed.convictionIds],
        ...[dueAt, createdAt, recall.initial],
      ],
    );
    return { ...owed, state: recall.initial, events: [], answerDigest: answer?.digest ?? null };
  }

  /** Recalls whose time to be sent has come; locked until the transaction ends. */
  due(tx: Transaction, nowSeconds: number, max: number): Promise<DueRecall[]> {
    return sqlOf(tx).query<DueRecall>(
      `SELECT ${columns} FROM recall r JOIN outbox o ON o.event_id = r.answer_event
       WHERE r.state = 'DUE' AND r.next_at <= $1 ORDER BY r.next_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  async sent(tx: Transaction, one: Moving, eventId: string): Promise<void> {
    await this.move(tx, one, 'SEND');
    await sqlOf(tx).query('UPDATE recall SET events = events || $2::uuid WHERE recall_id = $1', [
      one.recallId,
      eventId,
    ]);
  }

  async postpone(tx: Transaction, recallId: string, nextAt: number): Promise<void> {
    await sqlOf(tx).query('UPDATE recall SET next_at = $2 WHERE recall_id = $1', [recallId, nextAt]);
  }

  /** The message of this event did not arrive: another one is due, unless a later one is on its way. */
  async undelivered(tx: Transaction, eventId: string, code: string, nextAt: number): Promise<void> {
    const said = await this.saidBy(tx, eventId);
    if (said?.isNewest !== true || (await this.move(tx, said, 'UNDELIVERED')) !== 'DUE') return;
    await sqlOf(tx).query('UPDATE recall SET code = $2, next_at = $3 WHERE recall_id = $1', [
      ...[said.recallId, code, nextAt],
    ]);
  }

  /** The recipient has said what became of its copy. Whichever message it answers, the first answer stays. */
  async acknowledged(
    tx: Transaction,
    eventId: string,
    { result }: Omit<RecallResponseBody, 'salt'>,
    at: Date,
  ): Promise<void> {
    const said = await this.saidBy(tx, eventId);
    if (said !== undefined) await this.move(tx, said, 'RECALLR', { result, at });
  }

  async rejected(tx: Transaction, eventId: string, code: string, at: Date): Promise<void> {
    const said = await this.saidBy(tx, eventId);
    if (said !== undefined) await this.move(tx, said, 'FEM', { code, at });
  }

  private async saidBy(tx: Transaction, eventId: string): Promise<SaidRecall | undefined> {
    const [said] = await sqlOf(tx).query<SaidRecall>(
      `SELECT recall_id AS "recallId", state, events[cardinality(events)] = $1 AS "isNewest"
       FROM recall WHERE events @> ARRAY[$1::uuid] FOR UPDATE`,
      [eventId],
    );
    return said;
  }

  /** What it is about is forgotten with its acknowledgement. @throws lifecycle.illegal-transition */
  private async move(
    tx: Transaction,
    one: Moving,
    event: RecallEvent,
    end: { readonly result?: RecallResult; readonly code?: string; readonly at?: Date } = {},
  ): Promise<RecallState> {
    const { to } = move(recall, one.state, event);
    if (to === one.state) return to;
    await sqlOf(tx).query(
      `UPDATE recall SET state = $2, result = $3, code = coalesce($4, code), ended_at = $5,
         conviction_ids = CASE WHEN $3::text IS NULL THEN conviction_ids END
       WHERE recall_id = $1`,
      [one.recallId, to, end.result ?? null, end.code ?? null, end.at ?? null],
    );
    return to;
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
