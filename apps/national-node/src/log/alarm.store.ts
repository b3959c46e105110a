import type { Sql } from '#libs/platform';

/**
 * Everything that an operator is called for (docs/operate.md says what to do at each).
 *
 * - `log-fork`: a log has signed two histories; `log-tiles`: its tiles do not give its root; `log-behind`: it shows less
 *   than before; `log-withheld`: others were shown more of it.
 * - `promise-late`, `promise-broken`: a promised leaf is not in the answerer's log; `own-promise`: one of ours is not in ours.
 * - `cosignature-missing`: our log has no quorum, for too long; `checkpoint-stale`: one that we follow has none.
 * - `log-check`: the tables of our log contradict each other.
 * - `message-missing`, `message-unlogged`, `reconciliation-differs`: two countries have compared their messages and found
 *   one that the other never got, one that a log does not name, another difference; `reconciliation-overdue`: no result.
 * - `recall-unacknowledged`: a country has not said that it marked an answer of ours that does not hold any more.
 * - `notification-unanswered`: a country has not said what became of a notification of ours.
 * - `review-overdue`: no auditor has looked at a use of an exceptional purpose in time; `use-not-justified`: one has, and says
 *   that it was not justified.
 * - `extracts-waiting`: extracts that are issued wait for the time-stamp authority for too long; `extract-fault`: a country has
 *   sent an extract that does not verify.
 */
export const ALARM_KINDS = [
  ...(['log-fork', 'log-tiles', 'log-behind', 'log-withheld'] as const),
  ...(['promise-late', 'promise-broken', 'own-promise'] as const),
  ...(['cosignature-missing', 'checkpoint-stale', 'log-check'] as const),
  ...(['message-missing', 'message-unlogged', 'reconciliation-differs', 'reconciliation-overdue'] as const),
  ...(['recall-unacknowledged', 'notification-unanswered'] as const),
  ...(['review-overdue', 'use-not-justified'] as const),
  ...(['extracts-waiting', 'extract-fault'] as const),
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What is said about an alarm: codes, counts, origins, ids. Never a word about a person. */
export type AlarmDetail = Readonly<Record<string, string | number | readonly string[]>>;

export interface NewAlarm {
  readonly kind: AlarmKind;
  readonly key: string;
  readonly detail: AlarmDetail;
  readonly evidence?: Uint8Array;
}

export interface Alarm extends NewAlarm {
  readonly since: Date;
  readonly clearedAt: Date | null;
  readonly clearedBy: string | null;
}

/** As it is listed: evidence is asked for one by one. */
export type ListedAlarm = Omit<Alarm, 'evidence'>;

interface KeptAlarm extends ListedAlarm {
  readonly evidence: Buffer | null;
}

const columns = 'kind, key, since, cleared_at AS "clearedAt", cleared_by AS "clearedBy", detail';

/** The alarms of this node. */
export class AlarmStore {
  /** True when it was not open yet; what is known of an open one stays as it was when it was raised. */
  async raise(sql: Sql, { kind, key, detail, evidence }: NewAlarm, since: Date): Promise<boolean> {
    const raised = await sql.query(
      `INSERT INTO alarm (kind, key, since, detail, evidence) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (kind, key) WHERE cleared_at IS NULL DO NOTHING RETURNING 1`,
      [kind, key, since, detail, evidence === undefined ? null : Buffer.from(evidence)],
    );
    return raised.length === 1;
  }

  /** True when it was open. */
  async clear(sql: Sql, kind: AlarmKind, key: string, at: Date, by: string): Promise<boolean> {
    const cleared = await sql.query(
      'UPDATE alarm SET cleared_at = $3, cleared_by = $4 WHERE kind = $1 AND key = $2 AND cleared_at IS NULL RETURNING 1',
      [kind, key, at, by],
    );
    return cleared.length === 1;
  }

  /** Clears what is open of a kind, these keys left out; answers which. */
  async clearAllBut(sql: Sql, kind: AlarmKind, keys: readonly string[], at: Date, by: string): Promise<string[]> {
    const cleared = await sql.query<{ key: string }>(
      `UPDATE alarm SET cleared_at = $3, cleared_by = $4
       WHERE kind = $1 AND cleared_at IS NULL AND NOT key = ANY($2) RETURNING key`,
      [kind, keys, at, by],
    );
    return cleared.map(({ key }) => key);
  }

  async isOpen(sql: Sql, kind: AlarmKind, key: string): Promise<boolean> {
    const open = await sql.query('SELECT 1 FROM alarm WHERE kind = $1 AND key = $2 AND cleared_at IS NULL', [
      kind,
      key,
    ]);
    return open.length === 1;
  }

  /** The newest alarms first, the open ones before the others; without their evidence. */
  list(sql: Sql, max: number): Promise<ListedAlarm[]> {
    return sql.query(
      `SELECT ${columns} FROM alarm ORDER BY cleared_at IS NOT NULL, since DESC, alarm_id DESC LIMIT $1`,
      [max],
    );
  }

  /** The newest alarm of a kind and key, open or not, with its evidence. */
  async find(sql: Sql, kind: AlarmKind, key: string): Promise<KeptAlarm | undefined> {
    const [found] = await sql.query<KeptAlarm>(
      `SELECT ${columns}, evidence FROM alarm WHERE kind = $1 AND key = $2 ORDER BY alarm_id DESC LIMIT 1`,
      [kind, key],
    );
    return found;
  }

  /** How many are open, of each kind that has any. */
  openByKind(sql: Sql): Promise<{ kind: AlarmKind; open: number }[]> {
    return sql.query('SELECT kind, count(*) AS open FROM alarm WHERE cleared_at IS NULL GROUP BY kind');
  }
}
