import { sqlOf, type Database } from '#libs/platform';
import type { MemberId } from '#libs/protocol';

/** What went from one member to another in a period. The broker knows classes of messages, not what they ask. */
export interface PairTraffic {
  readonly from: MemberId;
  readonly to: MemberId;
  readonly requests: number;
  readonly replies: number;
  /** Control messages: receipts, numbers given up, reconciliations. */
  readonly others: number;
  /** Messages that nobody took in time. */
  readonly expired: number;
  readonly taken: number;
  /** From the moment the broker stored a message until its recipient had it; null when none was taken. Seconds. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
}

export interface DayTraffic {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly requests: number;
}

const timeOf = (type: string) =>
  `(SELECT (convert_from(e.leaf, 'UTF8')::jsonb ->> 'at')::bigint FROM audit_entry e
    WHERE e.event_id = m.event_id AND e.type = '${type}')`;

/** Messages of a period with the times that the broker's log has of them. */
const PERIOD = `relayed AS MATERIALIZED (
    SELECT m.sender, m.recipient, m.class, m.event_id, ${timeOf('RELAYED')} AS at FROM mailbox_message m
  ), period AS (
    SELECT m.*, ${timeOf('TAKEN')} AS taken_at, ${timeOf('EXPIRED')} AS expired_at
    FROM relayed m WHERE m.at >= $1 AND m.at < $2
  )`;

/** How much went from whom to whom. @see docs/protocol/log-entries.md for RELAYED, TAKEN and EXPIRED */
export class TrafficStore {
  constructor(private readonly database: Database) {}

  /** @param from seconds since 1970, included; `until` is not */
  pairs(from: number, until: number): Promise<PairTraffic[]> {
    return sqlOf(this.database.manager).query(
      `WITH ${PERIOD}
       SELECT sender AS "from", recipient AS "to",
         count(*) FILTER (WHERE class = 'request')::int AS requests,
         count(*) FILTER (WHERE class = 'reply')::int AS replies,
         count(*) FILTER (WHERE class NOT IN ('request', 'reply'))::int AS others,
         count(expired_at)::int AS expired, count(taken_at)::int AS taken,
         percentile_disc(0.5) WITHIN GROUP (ORDER BY taken_at - at) FILTER (WHERE taken_at IS NOT NULL) AS "medianSeconds",
         percentile_disc(0.95) WITHIN GROUP (ORDER BY taken_at - at) FILTER (WHERE taken_at IS NOT NULL) AS "p95Seconds"
       FROM period GROUP BY 1, 2 ORDER BY 1, 2`,
      [from, until],
    );
  }

  /** @param from as above */
  days(from: number, until: number): Promise<DayTraffic[]> {
    return sqlOf(this.database.manager).query(
      `WITH ${PERIOD}
       SELECT to_char(to_timestamp(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
         count(*) FILTER (WHERE class = 'request')::int AS requests FROM period GROUP BY 1 ORDER BY 1`,
      [from, until],
    );
  }
}
