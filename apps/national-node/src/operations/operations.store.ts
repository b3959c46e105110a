import type { Sql } from '#libs/platform';
import type { CountryCode } from '#libs/protocol';

/** Messages to one country that have not arrived. Times are seconds since 1970. */
export interface OutgoingQueue {
  readonly country: CountryCode;
  /** Neither numbered nor sealed yet. */
  readonly waiting: number;
  /** Sealed, and not taken by the country: here or at the broker. */
  readonly underWay: number;
  readonly oldestAt: number;
}

export interface IncomingQueue {
  readonly waiting: number;
  /** Looked at, and to be looked at again. */
  readonly held: number;
  readonly oldestAt: number | null;
}

/** Questions without an end. `AT_RISK` and `OVERDUE` as libs/deadline has them. */
export interface OpenQuestions {
  readonly running: number;
  readonly atRisk: number;
  readonly overdue: number;
  readonly stopped: number;
}

export interface OtherWork {
  readonly extractsWaiting: number;
  readonly recallsOpen: number;
  readonly notificationsOpen: number;
  readonly numbersToVoid: number;
  readonly promisesPending: number;
}

/** What another log has shown to this node and a quorum has cosigned. */
export interface FollowedLog {
  readonly origin: string;
  readonly size: string;
  readonly cosignedUntil: number;
}

/** A witness that has cosigned none of so many is shown as silent. */
const CHECKPOINTS_LOOKED_AT = 500;

const seconds = (column: string) => `floor(extract(epoch FROM ${column}))::bigint`;

/** Counts for the operator: how much there is and since when, never of whom. */
export class OperationsStore {
  outgoing(sql: Sql): Promise<OutgoingQueue[]> {
    return sql.query(
      `SELECT recipient AS country, count(*) FILTER (WHERE state = 'WAITING')::int AS waiting,
         count(*) FILTER (WHERE state <> 'WAITING')::int AS "underWay", ${seconds('min(created_at)')} AS "oldestAt"
       FROM outbox WHERE state IN ('WAITING', 'SEALED', 'STORED') GROUP BY recipient ORDER BY recipient`,
    );
  }

  async incoming(sql: Sql): Promise<IncomingQueue> {
    const [row] = await sql.query<IncomingQueue>(
      `SELECT count(*) FILTER (WHERE state = 'NEW')::int AS waiting, count(*) FILTER (WHERE state = 'HELD')::int AS held,
         ${seconds('min(received_at)')} AS "oldestAt" FROM inbox WHERE state IN ('NEW', 'HELD')`,
    );
    return row ?? { waiting: 0, held: 0, oldestAt: null };
  }

  /** Questions of other countries that we have not answered. @param now seconds since 1970 */
  async owed(sql: Sql, now: number): Promise<OpenQuestions> {
    const [row] = await sql.query<{ running: number; at_risk: number; overdue: number; stopped: number }>(
      `SELECT count(*) FILTER (WHERE deadline = 'RUNNING')::int AS running,
         count(*) FILTER (WHERE deadline = 'AT_RISK')::int AS at_risk,
         count(*) FILTER (WHERE deadline = 'OVERDUE')::int AS overdue,
         count(*) FILTER (WHERE deadline = 'STOPPED')::int AS stopped
       FROM (SELECT CASE WHEN clock_stopped_at IS NOT NULL THEN 'STOPPED' WHEN $1 > due_at THEN 'OVERDUE'
           WHEN $1 >= clock_started_at + floor((due_at - clock_started_at) * 0.7) THEN 'AT_RISK'
           ELSE 'RUNNING' END AS deadline
         FROM received_question WHERE ended_at IS NULL) open`,
      [now],
    );
    const { running = 0, at_risk: atRisk = 0, overdue = 0, stopped = 0 } = row ?? {};
    return { running, atRisk, overdue, stopped };
  }

  /** Those of them that wait for a clerk, by queue. */
  queues(sql: Sql): Promise<{ queue: string; questions: number }[]> {
    return sql.query(
      `SELECT queue, count(*)::int AS questions FROM received_question
       WHERE ended_at IS NULL AND queue IS NOT NULL GROUP BY queue ORDER BY queue`,
    );
  }

  /** Our questions that other countries have not answered. @param now seconds since 1970 */
  async asked(sql: Sql, now: number): Promise<{ open: number; overdue: number }> {
    const [row] = await sql.query<{ open: number; overdue: number }>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at < $1)::int AS overdue
       FROM question WHERE outcome IS NULL`,
      [now],
    );
    return row ?? { open: 0, overdue: 0 };
  }

  async otherWork(sql: Sql): Promise<OtherWork> {
    const [row] = await sql.query<OtherWork & Record<string, unknown>>(
      `SELECT (SELECT count(*)::int FROM extract WHERE state = 'WAITING') AS "extractsWaiting",
         (SELECT count(*)::int FROM recall WHERE state <> 'ACKNOWLEDGED') AS "recallsOpen",
         (SELECT count(*)::int FROM notification WHERE state IN ('NEW', 'SENT', 'WAITING')) AS "notificationsOpen",
         (SELECT count(*)::int FROM void_due WHERE event_id IS NULL) AS "numbersToVoid",
         (SELECT count(*)::int FROM promise WHERE state = 'PENDING') AS "promisesPending"`,
    );
    return row as OtherWork;
  }

  /** The newest cosigned state of each other log. */
  followed(sql: Sql): Promise<FollowedLog[]> {
    return sql.query(
      `SELECT DISTINCT ON (origin) origin, size::text, latest_at AS "cosignedUntil" FROM cosigned_checkpoint
       ORDER BY origin, cosigned_checkpoint.size DESC`,
    );
  }

  /** Entries of the own log that have no place in its tree yet. */
  async unplaced(sql: Sql): Promise<{ entries: number; oldestAt: number | null }> {
    const [row] = await sql.query<{ entries: number; oldestAt: number | null }>(
      `SELECT count(*)::int AS entries, ${seconds('min(e.created_at)')} AS "oldestAt"
       FROM audit_pending p JOIN audit_entry e USING (entry_id)`,
    );
    return row ?? { entries: 0, oldestAt: null };
  }

  /** When each witness has last cosigned one of the newest checkpoints of an epoch (seconds since 1970). */
  lastCosigned(sql: Sql, epoch: number): Promise<{ witness: string; at: number }[]> {
    return sql.query(
      `SELECT witness, max(time) AS at FROM tlog_cosignature WHERE epoch = $1 AND size >= coalesce(
         (SELECT size FROM tlog_checkpoint WHERE epoch = $1 ORDER BY size DESC OFFSET $2 LIMIT 1), 0)
       GROUP BY witness`,
      [epoch, CHECKPOINTS_LOOKED_AT],
    );
  }

  /** Alarms that are open, by kind, and since when. */
  alarms(sql: Sql): Promise<{ kind: string; open: number; since: Date }[]> {
    return sql.query(
      'SELECT kind, count(*)::int AS open, min(since) AS since FROM alarm WHERE cleared_at IS NULL GROUP BY kind ORDER BY kind',
    );
  }
}
