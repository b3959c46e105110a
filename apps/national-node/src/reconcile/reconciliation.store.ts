import { sqlOf, type Database, type Sql, type Transaction } from '#libs/platform';
import type { ComparisonBody, CountryCode, Digest } from '#libs/protocol';

/** Numbers `first` to `last` of an epoch, from this country to `other` or the other way. */
export interface RunOfNumbers {
  readonly other: CountryCode;
  readonly epoch: number;
  readonly first: number;
  readonly last: number;
}

/** A message under its number, and whether this node's own log has the entry that it must have. */
export interface NumberedMessage {
  readonly number: number;
  readonly contentDigest: Digest;
  readonly isLogged: boolean;
}

export type Comparison = Pick<ComparisonBody, 'matched' | 'differing' | 'differences'>;

/** One line of the state of reconciliation, as `crex reconcile` and the auditor see it. */
export interface ReconciliationState extends RunOfNumbers {
  readonly eventId: string;
  readonly direction: 'SENT' | 'RECEIVED';
  readonly statedAt: Date;
  readonly comparedAt: Date | null;
  readonly matched: number | null;
  readonly differing: number | null;
  readonly differences: ComparisonBody['differences'] | null;
  readonly unlogged: readonly number[];
}

const stateColumns = `event_id AS "eventId", direction, other, epoch, first, last, stated_at AS "statedAt",
  compared_at AS "comparedAt", matched, differing, differences, unlogged`;

/** The same numbers as those of `s` were stated again, and compared then. */
const comparedSince = `SELECT 1 FROM reconciliation r WHERE r.direction = s.direction AND r.other = s.other
  AND r.epoch = s.epoch AND r.compared_at IS NOT NULL AND r.last >= s.last`;

/** What two countries have compared, and the messages that they compare. */
export class ReconciliationStore {
  /**
   * For each pair and epoch the numbers that are not reconciled yet and whose fate is certain: up to the first message
   * that is still under way, and at most `longest` of them.
   */
  openRuns(tx: Transaction, country: CountryCode, longest: number): Promise<RunOfNumbers[]> {
    return sqlOf(tx).query(
      `SELECT other, epoch, first, least(last, first + $2 - 1) AS last FROM (
         SELECT c.recipient AS other, c.epoch,
           1 + coalesce((SELECT max(r.last) FROM reconciliation r WHERE r.direction = 'SENT' AND r.other = c.recipient
                         AND r.epoch = c.epoch AND r.compared_at IS NOT NULL), 0) AS first,
           coalesce((SELECT min(right(o.message_id, 12)::bigint) - 1 FROM outbox o
                     WHERE o.recipient = c.recipient AND o.state IN ('SEALED', 'STORED')
                       AND o.message_id LIKE $1 || '-' || c.recipient || '-' || c.epoch || '-%'), c.last_number) AS last
         FROM pair_counter c) run
       WHERE last >= first ORDER BY other, epoch`,
      [country, longest],
    );
  }

  /** The messages of a run that their recipient has taken. */
  sentIn(tx: Transaction, country: CountryCode, run: RunOfNumbers): Promise<NumberedMessage[]> {
    const { other, epoch, first, last } = run;
    return sqlOf(tx).query(
      `SELECT right(o.message_id, 12)::bigint AS number, o.content_digest AS "contentDigest",
         EXISTS (SELECT 1 FROM audit_entry e WHERE e.event_id = o.event_id AND e.type = 'SENT') AS "isLogged"
       FROM outbox o WHERE o.message_id BETWEEN $1 || lpad($2::text, 12, '0') AND $1 || lpad($3::text, 12, '0')
         AND o.state = 'TAKEN' ORDER BY 1`,
      [`${country}-${other}-${epoch}-`, first, last],
    );
  }

  /** The messages of a run that came in. One that waits to be opened has no entry yet, and needs none. */
  receivedIn(tx: Transaction, country: CountryCode, run: RunOfNumbers): Promise<NumberedMessage[]> {
    return sqlOf(tx).query(
      `WITH arrived AS MATERIALIZED (
         SELECT i.number, i.content_digest, i.message_id, i.state FROM inbox i WHERE i.pair = $1 AND i.number BETWEEN $2 AND $3
       ), named AS MATERIALIZED (
         SELECT a.reference FROM audit_named a
         WHERE a.reference = ANY (ARRAY(SELECT content_digest FROM arrived UNION ALL SELECT message_id FROM arrived))
       )
       SELECT i.number, i.content_digest AS "contentDigest",
         i.state = 'NEW' OR i.content_digest IN (SELECT reference FROM named) OR i.message_id IN (SELECT reference FROM named) AS "isLogged"
       FROM arrived i ORDER BY i.number`,
      [`${run.other}-${country}-${run.epoch}`, run.first, run.last],
    );
  }

  async keepStatement(
    tx: Transaction,
    eventId: string,
    { other, epoch, first, last }: RunOfNumbers,
    stated: { readonly unlogged: readonly number[]; readonly at: number },
  ): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO reconciliation (event_id, direction, other, epoch, first, last, stated_at, unlogged)
       VALUES ($1, 'SENT', $2, $3, $4, $5, to_timestamp($6), $7)`,
      [eventId, other, epoch, first, last, stated.at, stated.unlogged],
    );
  }

  async keepFinding(tx: Transaction, eventId: string, run: RunOfNumbers, found: Comparison): Promise<void> {
    const { other, epoch, first, last } = run;
    await sqlOf(tx).query(
      `INSERT INTO reconciliation
         (event_id, direction, other, epoch, first, last, stated_at, compared_at, matched, differing, differences)
       VALUES ($1, 'RECEIVED', $2, $3, $4, $5, now(), now(), $6, $7, $8)`,
      [eventId, other, epoch, first, last, found.matched, found.differing, JSON.stringify(found.differences)],
    );
  }

  /** The result of a statement of ours, once; false when there is no such statement or it has its result. */
  async keepResult(tx: Transaction, contentDigest: Digest, run: RunOfNumbers, found: Comparison): Promise<boolean> {
    const kept = await sqlOf(tx).query(
      `UPDATE reconciliation r SET compared_at = now(), matched = $6, differing = $7, differences = $8
       FROM outbox o WHERE o.content_digest = $1 AND r.event_id = o.event_id AND r.direction = 'SENT'
         AND r.other = $2 AND r.epoch = $3 AND r.first = $4 AND r.last = $5 AND r.compared_at IS NULL RETURNING 1`,
      [
        ...[contentDigest, run.other, run.epoch, run.first, run.last],
        ...[found.matched, found.differing, JSON.stringify(found.differences)],
      ],
    );
    return kept.length === 1;
  }

  /** When this node last stated anything (seconds since 1970); undefined for never. */
  async lastStated(database: Database): Promise<number | undefined> {
    const [row] = await sqlOf(database.manager).query<{ at: number | null }>(
      `SELECT floor(extract(epoch FROM max(stated_at)))::bigint AS at FROM reconciliation WHERE direction = 'SENT'`,
    );
    return row?.at ?? undefined;
  }

  /** Pairs and epochs whose statement has had no result since before a moment (seconds since 1970), and since when. */
  overdue(database: Database, before: number): Promise<{ other: CountryCode; epoch: number; since: Date }[]> {
    return sqlOf(database.manager).query(
      `SELECT other, epoch, min(stated_at) AS since FROM reconciliation s
       WHERE direction = 'SENT' AND compared_at IS NULL AND stated_at <= to_timestamp($1)
         AND NOT EXISTS (${comparedSince}) GROUP BY other, epoch`,
      [before],
    );
  }

  /** Of each pair, direction and epoch the newest run that was compared, and what is stated and not compared since. */
  lastOfPairs(sql: Sql): Promise<ReconciliationState[]> {
    return sql.query(
      `SELECT DISTINCT ON (other, direction, epoch, compared_at IS NULL) ${stateColumns} FROM reconciliation s
       WHERE compared_at IS NOT NULL OR NOT EXISTS (${comparedSince})
       ORDER BY other, direction, epoch, compared_at IS NULL, stated_at DESC`,
    );
  }

  /** Statements by their events, or the newest `limit` runs. */
  states(database: Database, eventIds: readonly string[] | 'newest', limit = 100): Promise<ReconciliationState[]> {
    const sql = sqlOf(database.manager);
    return eventIds === 'newest'
      ? sql.query(`SELECT ${stateColumns} FROM reconciliation ORDER BY stated_at DESC LIMIT $1`, [limit])
      : sql.query(`SELECT ${stateColumns} FROM reconciliation WHERE event_id = ANY($1) ORDER BY other`, [eventIds]);
  }
}
