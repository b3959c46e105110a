import { sqlOf, type Database, type Sql } from '#libs/platform';
import { MAX_OUTAGES, type Outage } from '#libs/protocol';

/** The outages that this node's operator has announced. */
export class PlannedOutageStore {
  constructor(private readonly database: Database) {}

  /** Those that are not over, the next first: as many as a status holds. */
  async coming(nowSeconds: number): Promise<Outage[]> {
    return sqlOf(this.database.manager).query<Outage & Record<string, unknown>>(
      `SELECT from_at AS "from", until_at AS "until" FROM planned_outage WHERE until_at > $1
       ORDER BY from_at, until_at LIMIT $2`,
      [nowSeconds, MAX_OUTAGES],
    );
  }

  /** @returns whether it is new */
  async plan(sql: Sql, { from, until }: Outage): Promise<boolean> {
    const planned = await sql.query(
      'INSERT INTO planned_outage (from_at, until_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [from, until],
    );
    return planned.length === 1;
  }

  /** @returns whether there was such an outage */
  async cancel(sql: Sql, { from, until }: Outage): Promise<boolean> {
    const cancelled = await sql.query('DELETE FROM planned_outage WHERE from_at = $1 AND until_at = $2 RETURNING 1', [
      from,
      until,
    ]);
    return cancelled.length === 1;
  }
}
