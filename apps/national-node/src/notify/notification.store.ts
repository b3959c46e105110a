import { move, notification, type NotificationEvent, type NotificationState } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, DisclosedIdentity, NotificationAction, NotificationResponseBody } from '#libs/protocol';
import type { Owed } from '../courier/receive-acknowledgement.js';

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
  readonly state: NotificationState;
  readonly isSent: boolean;
}

export interface DueNotification extends NewNotification {
  readonly state: NotificationState;
  /** Null before it was sent for the first time. */
  readonly version: number | null;
}

/** One of which a message of ours told; locked until the transaction ends. */
interface ToldNotification extends Pick<DueNotification, 'notificationId' | 'conviction' | 'country' | 'state'> {
  /** Whether no later message has told it again. */
  readonly isNewest: boolean;
}

/** One of which nothing has left yet, with whom it is about. */
export interface UnsentNotification extends Pick<DueNotification, 'notificationId' | 'state' | 'action'> {
  readonly subject: Pick<DisclosedIdentity, 'names' | 'birthDate' | 'documents'> | null;
}

type Moving = Pick<DueNotification, 'notificationId' | 'state'>;

/** What this country owes to countries of nationality; its states follow the table `notification`. */
export class NotificationStore implements Owed<NotificationResponseBody> {
  readonly kind = 'NOT';

  /** The newest of each country that has left or will leave, by conviction. */
  lastTold(tx: Transaction, convictions: readonly Buffer[]): Promise<LastTold[]> {
    return sqlOf(tx).query<LastTold>(
      `SELECT DISTINCT ON (conviction, country) conviction, country, told, action, state, version IS NOT NULL AS "isSent"
       FROM notification WHERE conviction = ANY($1) AND state <> 'WITHHELD' ORDER BY conviction, country, number DESC`,
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
      `SELECT notification_id AS "notificationId", conviction, country, told, action, about, change, state, version
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

  async sent(tx: Transaction, one: Moving, version: number, eventId: string, dueAt: number): Promise<void> {
    await this.move(tx, one, 'SEND');
    await sqlOf(tx).query(
      `UPDATE notification SET version = $2, events = events || $3::uuid, due_at = $4, code = NULL
       WHERE notification_id = $1`,
      [one.notificationId, version, eventId, dueAt],
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
  async end(tx: Transaction, one: Moving, event: 'WITHHOLD' | 'SUPERSEDE', at: Date): Promise<void> {
    await this.move(tx, one, event, at);
  }

  /** The message of this event did not arrive: another one is due, unless a later one is on its way. */
  async undelivered(tx: Transaction, eventId: string, code: string, nextAt: number): Promise<void> {
    const told = await this.toldBy(tx, eventId);
    if (told?.isNewest !== true || (await this.move(tx, told, 'UNDELIVERED')) !== 'NEW') return;
    await this.postpone(tx, told.notificationId, nextAt, code);
  }

  /** What the recipient has said, to whichever message of it; once it is decided, what comes after changes nothing. */
  async acknowledged(
    tx: Transaction,
    eventId: string,
    { result, reason }: Omit<NotificationResponseBody, 'salt'>,
    at: Date,
  ): Promise<void> {
    const told = await this.toldBy(tx, eventId);
    if (told === undefined) return;
    const state = await this.move(tx, told, `NRS_${result}`, at);
    if (state !== told.state) {
      const values = [told.notificationId, reason ?? null];
      await sqlOf(tx).query('UPDATE notification SET reason = $2, code = NULL WHERE notification_id = $1', values);
    }
    await this.overtake(tx, told, at);
  }

  async rejected(tx: Transaction, eventId: string, code: string, at: Date): Promise<void> {
    const told = await this.toldBy(tx, eventId);
    if (told === undefined || (await this.move(tx, told, 'FEM', at)) === told.state) return;
    await sqlOf(tx).query('UPDATE notification SET code = $2 WHERE notification_id = $1', [told.notificationId, code]);
  }

  /** Of what a clerk was to decide there, a later version has come: that is what is decided on. */
  private async overtake(tx: Transaction, { conviction, country }: ToldNotification, at: Date): Promise<void> {
    const overtaken = await sqlOf(tx).query<Moving>(
      `SELECT notification_id AS "notificationId", state FROM notification n
       WHERE conviction = $1 AND country = $2 AND state = 'WAITING' AND EXISTS (
         SELECT 1 FROM notification l WHERE l.conviction = n.conviction AND l.country = n.country
           AND l.version > n.version AND l.state IN ('WAITING', 'STORED', 'REFUSED'))
       FOR UPDATE`,
      [conviction, country],
    );
    for (const one of overtaken) await this.move(tx, one, 'SUPERSEDE', at);
  }

  private async toldBy(tx: Transaction, eventId: string): Promise<ToldNotification | undefined> {
    const [told] = await sqlOf(tx).query<ToldNotification>(
      `SELECT notification_id AS "notificationId", conviction, country, state,
         events[cardinality(events)] = $1 AS "isNewest"
       FROM notification WHERE events @> ARRAY[$1::uuid] FOR UPDATE`,
      [eventId],
    );
    return told;
  }

  /** What it tells of is forgotten with its end. @throws lifecycle.illegal-transition */
  private async move(tx: Transaction, one: Moving, event: NotificationEvent, at?: Date): Promise<NotificationState> {
    const { to } = move(notification, one.state, event);
    if (to === one.state) return to;
    await sqlOf(tx).query(
      `UPDATE notification SET state = $2, about = CASE WHEN $3 THEN NULL ELSE about END, ended_at = $4
       WHERE notification_id = $1`,
      [one.notificationId, to, notification.ends.includes(to), at],
    );
    return to;
  }

  /** All of which nothing has left yet. */
  unsent(tx: Transaction): Promise<UnsentNotification[]> {
    return sqlOf(tx).query<UnsentNotification>(
      `SELECT n.notification_id AS "notificationId", n.state, n.action,
         coalesce(n.about->'subject', p.identity) AS subject
       FROM notification n LEFT JOIN person p ON p.person_id = n.about->>'personId'
       WHERE n.state = 'NEW' AND n.version IS NULL FOR UPDATE OF n`,
    );
  }

  /** Forgets convictions that no country holds by what it was told, when nothing of it is older. @returns how many rows */
  async forget(tx: Transaction, endedBefore: Date): Promise<number> {
    const gone = await sqlOf(tx).query(
      `DELETE FROM notification WHERE (conviction, country) IN (
         SELECT conviction, country FROM notification GROUP BY conviction, country
         HAVING count(*) = count(ended_at) AND max(ended_at) < $1 AND bool_and(state <> 'REJECTED')
           AND coalesce(max(version) FILTER (WHERE state = 'STORED' AND action <> 'DELETE'), 0)
             < coalesce(max(version) FILTER (WHERE state = 'STORED' AND action = 'DELETE'), 1)) RETURNING 1`,
      [endedBefore],
    );
    return gone.length;
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
