import { sqlOf, type Database } from '#libs/platform';
import type { CountryCode } from '#libs/protocol';

/** What each member has published of each month, byte for byte. */
export class StatisticsStore {
  constructor(private readonly database: Database) {}

  /** Keeps the first that comes. @returns false when another is here */
  async keep(member: CountryCode, month: string, token: string): Promise<boolean> {
    const sql = sqlOf(this.database.manager);
    const kept = await sql.query(
      'INSERT INTO member_statistics (member, month, token) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [member, month, token],
    );
    if (kept.length === 1) return true;
    const same = await sql.query('SELECT 1 FROM member_statistics WHERE member = $1 AND month = $2 AND token = $3', [
      ...[member, month, token],
    ]);
    return same.length === 1;
  }

  async ofMonth(month: string): Promise<string[]> {
    const rows = await sqlOf(this.database.manager).query<{ token: string }>(
      'SELECT token FROM member_statistics WHERE month = $1 ORDER BY member',
      [month],
    );
    return rows.map(({ token }) => token);
  }
}
