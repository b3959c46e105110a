import type { EntryOf } from '#libs/audit';
import type { Sql } from '#libs/platform';

export type ReviewedType = EntryOf<'REVIEW'>['of'];
export type Verdict = EntryOf<'REVIEW'>['outcome'];

/** A use of an exceptional purpose; times are seconds since 1970. */
export interface Use {
  readonly eventId: string;
  readonly type: ReviewedType;
  readonly purpose: string;
  /** The country that was asked, or was answered. */
  readonly country: string;
  readonly usedAt: number;
  readonly dueAt: number;
}

const columns = 'event_id AS "eventId", type, purpose, country, used_at AS "usedAt", due_at AS "dueAt"';

/** Which uses of an exceptional purpose an auditor has looked at. */
export class ReviewStore {
  /** Those that are known already stay as they are. */
  async note(sql: Sql, uses: readonly Use[]): Promise<void> {
    if (uses.length === 0) return;
    await sql.query(
      `INSERT INTO review (event_id, type, purpose, country, used_at, due_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
       ON CONFLICT DO NOTHING`,
      [
        ...[uses.map(({ eventId }) => eventId), uses.map(({ type }) => type), uses.map(({ purpose }) => purpose)],
        ...[uses.map(({ country }) => country), uses.map(({ usedAt }) => usedAt), uses.map(({ dueAt }) => dueAt)],
      ],
    );
  }

  /** When the newest use was that is known. */
  async newest(sql: Sql): Promise<number | undefined> {
    const [row] = await sql.query<{ at: number | null }>('SELECT max(used_at) AS at FROM review');
    return row?.at ?? undefined;
  }

  /** What nobody has looked at, what is due first at first. */
  open(sql: Sql, max: number): Promise<Use[]> {
    return sql.query(`SELECT ${columns} FROM review WHERE verdict IS NULL ORDER BY due_at, event_id LIMIT $1`, [max]);
  }

  /** What nobody has looked at in time. */
  overdue(sql: Sql, now: number): Promise<Use[]> {
    return sql.query(`SELECT ${columns} FROM review WHERE verdict IS NULL AND due_at < $1 ORDER BY due_at`, [now]);
  }

  /** How many wait, and how many of them for too long. */
  async counts(sql: Sql, now: number): Promise<{ readonly open: number; readonly overdue: number }> {
    const [row] = await sql.query<{ open: number; overdue: number }>(
      `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE due_at < $1))::integer AS overdue
       FROM review WHERE verdict IS NULL`,
      [now],
    );
    return row ?? { open: 0, overdue: 0 };
  }

  /** The use of an event, with the verdict on it; held until the transaction ends. */
  async find(sql: Sql, eventId: string): Promise<(Use & { readonly verdict: Verdict | null }) | undefined> {
    const [row] = await sql.query<Use & { verdict: Verdict | null }>(
      `SELECT ${columns}, verdict FROM review WHERE event_id = $1 FOR UPDATE`,
      [eventId],
    );
    return row;
  }

  async settle(sql: Sql, eventId: string, verdict: Verdict, at: number): Promise<void> {
    await sql.query('UPDATE review SET verdict = $2, reviewed_at = $3 WHERE event_id = $1', [eventId, verdict, at]);
  }
}
