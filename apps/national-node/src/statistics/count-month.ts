import { ANSWERED_OUTCOMES, type CountryCode } from '#libs/protocol';
import { sqlOf, type Transaction } from '#libs/platform';

/** What a month holds of one country, side and kind, before anything is hidden. Times in seconds. */
export interface MonthCounts {
  readonly other: CountryCode;
  readonly side: 'ASKED' | 'ANSWERED';
  readonly kind: 'REQ' | 'QUERY';
  readonly questions: number;
  readonly informed: number;
  readonly inTime: number;
  /** Of those that were answered; null where none was. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly outcomes: Readonly<Record<string, number>>;
  /** `UNSAID` where a refusal gives no reason. */
  readonly refusals: Readonly<Record<string, number>>;
}

/**
 * Our questions, by what their rows say: the outcome is set once, with its time. Who answered without announcing a deadline
 * first has answered at once.
 */
const ASKED = `
  SELECT q.country AS other, 'ASKED' AS side, r.kind, q.outcome, NULL::text AS reason, q.round IS NOT NULL AS informed,
         r.kind = 'REQ' AND coalesce(q.outcome_at <= to_timestamp(q.due_at), true) AS in_time, extract(epoch FROM q.outcome_at - r.created_at) AS seconds
  FROM question q JOIN request r USING (request_id), month m
  WHERE q.outcome_at >= m.first AND q.outcome_at < m.beyond`;

/** Theirs, by how they ended; what was answered stands in the leaf of the answer's entry, for ever. */
const ANSWERED = `
  SELECT q.asker, 'ANSWERED', 'REQ',
         coalesce(l.leaf ->> 'outcome', CASE WHEN l.leaf IS NULL THEN q.state ELSE 'NO_RECORD' END), l.leaf ->> 'reason',
         q.information_event IS NOT NULL, q.in_time, (q.ended_at - q.received_at)::numeric
  FROM month m, received_question q LEFT JOIN LATERAL (${leafOf('q.answer_event')}) l ON true
  WHERE q.ended_at >= extract(epoch FROM m.first) AND q.ended_at < extract(epoch FROM m.beyond)`;

const QUERIES_ANSWERED = `
  SELECT o.recipient, 'ANSWERED', 'QUERY', coalesce(l.leaf ->> 'outcome', 'NO_HIT'), l.leaf ->> 'reason', false, false,
         extract(epoch FROM o.created_at - i.received_at)
  FROM month m, outbox o JOIN inbox i ON i.message_id = o.in_reply_to CROSS JOIN LATERAL (${leafOf('o.event_id')}) l
  WHERE o.kind = 'HITS' AND o.created_at >= m.first AND o.created_at < m.beyond`;

/** Counts what ended between this country and each other in a month of a time zone: in one statement, so at one moment. */
export async function countMonth(tx: Transaction, month: string, zone: string): Promise<MonthCounts[]> {
  return sqlOf(tx).query<MonthCounts & Record<string, unknown>>(
    `WITH month AS (
       SELECT ($1 || '-01')::timestamp AT TIME ZONE $2 AS first,
              (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE $2 AS beyond
     ), ended AS (${ASKED} UNION ALL ${ANSWERED} UNION ALL ${QUERIES_ANSWERED}),
     counted AS (
       SELECT other, side, kind, outcome, reason, grouping(outcome, reason) AS level, count(*)::integer AS questions,
              count(*) FILTER (WHERE informed)::integer AS informed,
              count(*) FILTER (WHERE in_time AND outcome = ANY($3))::integer AS in_time,
              percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE outcome = ANY($3)) AS median,
              percentile_disc(0.95) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE outcome = ANY($3)) AS p95
       FROM ended GROUP BY GROUPING SETS ((other, side, kind), (other, side, kind, outcome), (other, side, kind, outcome, reason))
     )
     SELECT other, side, kind, max(questions) FILTER (WHERE level = 3) AS questions,
            max(informed) FILTER (WHERE level = 3) AS informed, max(in_time) FILTER (WHERE level = 3) AS "inTime",
            ceil(max(median) FILTER (WHERE level = 3))::double precision AS "medianSeconds",
            ceil(max(p95) FILTER (WHERE level = 3))::double precision AS "p95Seconds",
            jsonb_object_agg(outcome, questions) FILTER (WHERE level = 1) AS outcomes,
            coalesce(jsonb_object_agg(coalesce(reason, 'UNSAID'), questions)
              FILTER (WHERE level = 0 AND outcome = 'REFUSED' AND side = 'ANSWERED'), '{}') AS refusals
     FROM counted GROUP BY other, side, kind ORDER BY other, side, kind`,
    [month, zone, ANSWERED_OUTCOMES],
  );
}

/** The leaf of an answer's entry, by its event. */
function leafOf(event: string): string {
  return `SELECT convert_from(e.leaf, 'UTF8')::jsonb AS leaf FROM audit_entry e
    WHERE e.event_id = ${event} AND e.type IN ('DISCLOSURE', 'NO_RECORD', 'WITHHELD')`;
}
