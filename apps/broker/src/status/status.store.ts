import { sqlOf, type Database } from '#libs/platform';
import type { CountryCode } from '#libs/protocol';

/** The last status of each member, byte for byte. */
export class StatusStore {
  constructor(private readonly database: Database) {}

  /** Keeps a status unless a later one is here. @returns false when one is */
  async keep(member: CountryCode, time: number, token: string): Promise<boolean> {
    const kept = await sqlOf(this.database.manager).query(
      `INSERT INTO member_status AS s (member, time, token) VALUES ($1, $2, $3)
       ON CONFLICT (member) DO UPDATE SET time = $2, token = $3 WHERE s.time < $2 OR s.token = $3 RETURNING 1`,
      [member, time, token],
    );
    return kept.length === 1;
  }

  async all(): Promise<string[]> {
    const rows = await sqlOf(this.database.manager).query<{ token: string }>(
      'SELECT token FROM member_status ORDER BY member',
    );
    return rows.map(({ token }) => token);
  }
}
