import { sqlOf, type Database } from '#libs/platform';
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

  async plan({ from, until }: Outage): Promise<void> {
    await sqlOf(this.database.manager).query(
      'INSERT INTO planned_outage (from_at, until_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [from, until],
    );
  }

  /** @returns whether there was such an outage */
  async cancel({ from, until }: Outage): Promise<boolean> {
    const cancelled = await sqlOf(this.database.manager).query(
      'DELETE FROM planned_outage WHERE from_at = $1 AND until_at = $2 RETURNING 1',
      [from, until],
    );
    return cancelled.length === 1;
  }
}
