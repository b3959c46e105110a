import type { LogCheck } from '#libs/audit';
import type { Sql } from '#libs/platform';

/** What the checks of the broker's log have found. */
export interface CheckedLog {
  /** Seconds since 1970; 0: never. */
  readonly lastAt: number;
  readonly lastFaults: number;
  /** How many checks have found something, ever: a finding that is gone the next night is still one. */
  readonly faultyChecks: number;
}

/** The checks of the broker's own log. */
export class LogCheckStore {
  async keep(sql: Sql, atMs: number, { entries, faultCount, faults }: LogCheck): Promise<void> {
    await sql.query(
      `INSERT INTO log_check (checked_at, entries, fault_count, faults) VALUES (to_timestamp($1 / 1000.0), $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [atMs, entries, faultCount, JSON.stringify(faults)],
    );
  }

  async told(sql: Sql): Promise<CheckedLog> {
    const [row] = await sql.query<{ at: string | null; faults: string | null; faulty: string }>(
      `SELECT extract(epoch FROM max(checked_at)) AS at, count(*) FILTER (WHERE fault_count > 0) AS faulty,
         (SELECT fault_count FROM log_check ORDER BY checked_at DESC LIMIT 1) AS faults FROM log_check`,
    );
    const { at, faults, faulty } = row ?? { at: 0, faults: 0, faulty: 0 };
    return { lastAt: Math.floor(Number(at ?? 0)), lastFaults: Number(faults ?? 0), faultyChecks: Number(faulty) };
  }
}
