import type { LogFault } from '#libs/audit';
import type { Sql } from '#libs/platform';

/** What one check of the whole log has found. */
export interface KeptCheck {
  readonly checkedAt: Date;
  readonly entries: number;
  readonly faultCount: number;
  /** The first hundred. */
  readonly faults: readonly LogFault[];
}

/** The checks of this country's log. */
export class LogCheckStore {
  async keep(sql: Sql, { checkedAt, entries, faultCount, faults }: KeptCheck): Promise<void> {
    await sql.query(
      `INSERT INTO log_check (checked_at, entries, fault_count, faults) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [checkedAt, entries, faultCount, JSON.stringify(faults)],
    );
  }

  async last(sql: Sql): Promise<KeptCheck | undefined> {
    const [last] = await sql.query<KeptCheck>(
      `SELECT checked_at AS "checkedAt", entries, fault_count AS "faultCount", faults FROM log_check
       ORDER BY checked_at DESC LIMIT 1`,
    );
    return last;
  }
}
