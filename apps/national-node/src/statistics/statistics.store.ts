import { sqlOf, type Database, type Transaction } from '#libs/platform';
import type { Counts, CountryCode } from '#libs/protocol';

/** Questions by purpose, as they may be shown. */
export interface ShownPurposes {
  /** Of this country to others. */
  readonly asked: Counts;
  /** For a record, of others to this country. */
  readonly answered: Counts;
}

/** What this country has published, and what every member has. Nothing of it is ever changed. */
export class StatisticsStore {
  constructor(private readonly database: Database) {}

  /** The newest month that this country has published. */
  async lastMonth(): Promise<string | undefined> {
    const [row] = await sqlOf(this.database.manager).query<{ month: string | null }>(
      'SELECT max(month) AS month FROM published_statistics',
    );
    return row?.month ?? undefined;
  }

  /** Keeps a month unless it was kept before. */
  async publish(tx: Transaction, month: string, token: string): Promise<void> {
    await sqlOf(tx).query(
      'INSERT INTO published_statistics (month, token) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING',
      [month, token],
    );
  }

  /** What the broker does not have yet, oldest first. */
  undelivered(): Promise<{ month: string; token: string }[]> {
    return sqlOf(this.database.manager).query<{ month: string; token: string }>(
      'SELECT month, token FROM published_statistics WHERE delivered_at IS NULL ORDER BY month',
    );
  }

  async delivered(month: string): Promise<void> {
    await sqlOf(this.database.manager).query('UPDATE published_statistics SET delivered_at = now() WHERE month = $1', [
      month,
    ]);
  }

  /** A member's figures, verified. @returns the token that stands: the first that came */
  async keep(member: CountryCode, month: string, token: string): Promise<string> {
    const [kept] = await sqlOf(this.database.manager).query<{ token: string }>(
      `WITH added AS (
         INSERT INTO member_statistics (member, month, token) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING token
       ) SELECT token FROM added UNION ALL SELECT token FROM member_statistics WHERE member = $1 AND month = $2`,
      [member, month, token],
    );
    return kept?.token ?? token;
  }

  /** Those of a month, by country; of one country alone where it is named. */
  async ofMonth(month: string, member?: CountryCode): Promise<string[]> {
    const rows = await sqlOf(this.database.manager).query<{ token: string }>(
      'SELECT token FROM member_statistics WHERE month = $1 AND ($2::text IS NULL OR member = $2) ORDER BY member',
      [month, member],
    );
    return rows.map(({ token }) => token);
  }

  /** What this country asked and answered for in a month, if it was counted. */
  async purposesOf(month: string): Promise<ShownPurposes | undefined> {
    const [kept] = await sqlOf(this.database.manager).query<ShownPurposes & Record<string, unknown>>(
      'SELECT asked, answered FROM purpose_statistics WHERE month = $1',
      [month],
    );
    return kept;
  }

  /** Keeps them unless they were kept before. */
  async keepPurposes(month: string, { asked, answered }: ShownPurposes): Promise<void> {
    await sqlOf(this.database.manager).query(
      'INSERT INTO purpose_statistics (month, asked, answered) VALUES ($1, $2, $3) ON CONFLICT (month) DO NOTHING',
      [month, asked, answered],
    );
  }
}
