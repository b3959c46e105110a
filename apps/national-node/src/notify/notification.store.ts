import { sqlOf, type Transaction } from '#libs/platform';
import type {
  CountryCode,
  DisclosedIdentity,
  NotificationAction,
  NotificationRefusal,
  NotificationResult,
} from '#libs/protocol';

/** Whom and what a notification tells, until it is answered. */
export interface About {
  readonly personId: string;
  readonly convictionId: string;
  /** The person as they were told last: with a DELETE. */
  readonly subject?: DisclosedIdentity;
}

/** Something to be told to one country. Times are seconds since 1970. */
export interface NewNotification {
  readonly notificationId: string;
  readonly conviction: Buffer;
  readonly country: CountryCode;
  readonly told: Buffer;
  readonly action: NotificationAction;
  readonly about: About;
  readonly change: string;
}

/** The newest that a country was told, or is to be told, of a conviction. */
export interface LastTold {
  readonly conviction: Buffer;
  readonly country: CountryCode;
  readonly told: Buffer;
  readonly action: NotificationAction;
  readonly state: string;
  readonly isSent: boolean;
}

export interface DueNotification extends NewNotification {
  /** Null before it was sent for the first time. */
  readonly version: number | null;
}

/** What this country owes to countries of nationality. */
export class NotificationStore {
  /** The newest of each country, by conviction. */
  lastTold(tx: Transaction, convictions: readonly Buffer[]): Promise<LastTold[]> {
    return sqlOf(tx).query<LastTold>(
      `SELECT DISTINCT ON (conviction, country) conviction, country, told, action, state, version IS NOT NULL AS "isSent"
       FROM notification WHERE conviction = ANY($1) ORDER BY conviction, country, number DESC`,
      [convictions],
    );
  }

  /** Nothing of it has left: it is not owed any more. */
  async forgetNew(tx: Transaction, conviction: Buffer, country: CountryCode): Promise<void> {
    await sqlOf(tx).query(
      `DELETE FROM notification WHERE conviction = $1 AND country = $2 AND state = 'NEW' AND version IS NULL`,
      [conviction, country],
    );
  }

  async keep(tx: Transaction, one: NewNotification, at: Date): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO notification (notification_id, conviction, country, told, action, state, about, change, next_at, created_at)
       VALUES ($1, $2, $3, $4, $5, 'NEW', $6, $7, 0, $8)`,
      [one.notificationId, one.conviction, one.country, one.told, one.action, one.about, one.change, at],
    );
  }

  /** Notifications whose time to be sent has come; locked until the transaction ends. */
  due(tx: Transaction, nowSeconds: number, max: number): Promise<DueNotification[]> {
    return sqlOf(tx).query<DueNotification>(
      `SELECT notification_id AS "notificationId", conviction, country, told, action, about, change, version
       FROM notification WHERE state = 'NEW' AND next_at <= $1
       ORDER BY number LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  async nextVersion(tx: Transaction, conviction: Buffer, country: CountryCode): Promise<number> {
    const [row] = await sqlOf(tx).query<{ version: number }>(
      'SELECT coalesce(max(version), 0) + 1 AS version FROM notification WHERE conviction = $1 AND country = $2',
      [conviction, country],
    );
    return Number(row?.version);
  }

  async sent(tx: Transaction, id: string, version: number, eventId: string, dueAt: number): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE notification SET state = 'SENT', version = $2, events = events || $3::uuid, due_at = $4, code = NULL
       WHERE notification_id = $1`,
      [id, version, eventId, dueAt],
    );
  }

  async postpone(tx: Transaction, id: string, nextAt: number, code: string): Promise<void> {
    await sqlOf(tx).query('UPDATE notification SET next_at = $2, code = $3 WHERE notification_id = $1', [
      id,
      nextAt,
      code,
    ]);
  }

  /** It is not sent at all: the policy keeps it, or what it tells of has changed and is told by another. */
  async end(tx: Transaction, id: string, state: 'WITHHELD' | 'SUPERSEDED', at: Date): Promise<void> {
    await sqlOf(tx).query(
      'UPDATE notification SET state = $2, about = NULL, ended_at = $3 WHERE notification_id = $1',
      [id, state, at],
    );
  }

  /** The message of this event did not arrive: another one is due, unless a later one is on its way. */
  async undelivered(tx: Transaction, eventId: string, code: string, nextAt: number): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE notification SET state = 'NEW', code = $2, next_at = $3
       WHERE events @> ARRAY[$1::uuid] AND events[cardinality(events)] = $1 AND state = 'SENT'`,
      [eventId, code, nextAt],
    );
  }

  /** What the recipient has said; once it is decided, what comes after changes nothing. */
  async answer(
    tx: Transaction,
    eventId: string,
    { result, reason }: { readonly result: NotificationResult | 'REJECTED'; readonly reason?: NotificationRefusal },
    at: Date,
  ): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE notification SET state = $2, reason = $3, ended_at = $4,
         about = CASE WHEN $2 = 'WAITING' THEN about END
       WHERE events @> ARRAY[$1::uuid] AND (state IN ('NEW', 'SENT') OR state = 'WAITING' AND $2 <> 'WAITING')`,
      [eventId, result, reason ?? null, at],
    );
  }

  /** How many of each country are not answered though their time is over. */
  overdue(
    tx: Transaction,
    nowSeconds: number,
  ): Promise<{ country: CountryCode; count: number; oldestDueAt: number }[]> {
    return sqlOf(tx).query(
      `SELECT country, count(*) AS count, min(due_at) AS "oldestDueAt" FROM notification
       WHERE state IN ('SENT', 'REJECTED') AND due_at < $1 GROUP BY country ORDER BY country`,
      [nowSeconds],
    );
  }

  /** How many there are of each country, by state. */
  counts(tx: Transaction): Promise<{ country: CountryCode; state: string; count: number }[]> {
    return sqlOf(tx).query(
      'SELECT country, state, count(*) AS count FROM notification GROUP BY country, state ORDER BY country, state',
    );
  }
}
