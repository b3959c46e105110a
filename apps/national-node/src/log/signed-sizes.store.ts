import type { Sql } from '#libs/platform';

/** How many of the newest cosigned sizes are searched for one with a quorum. */
const MAX_SEARCHED = 16;

/** Which sizes of our own tree are signed and cosigned. */
export class SignedSizesStore {
  /** The largest sizes of which there is any cosignature, the largest first. */
  async cosigned(sql: Sql, epoch: number): Promise<bigint[]> {
    const rows = await sql.query<{ size: string }>(
      `SELECT size::text FROM tlog_cosignature WHERE epoch = $1 GROUP BY size ORDER BY tlog_cosignature.size DESC LIMIT $2`,
      [epoch, MAX_SEARCHED],
    );
    return rows.map(({ size }) => BigInt(size));
  }

  /** When the first of the checkpoints above a size was signed. */
  async oldestSignedAfter(sql: Sql, epoch: number, size: bigint): Promise<Date | undefined> {
    const [row] = await sql.query<{ signed_at: Date }>(
      'SELECT signed_at FROM tlog_checkpoint WHERE epoch = $1 AND size > $2 ORDER BY size LIMIT 1',
      [epoch, size.toString()],
    );
    return row?.signed_at;
  }

  /** The names of the witnesses that have cosigned anything of this epoch since then (seconds since 1970). */
  async witnessesSince(sql: Sql, epoch: number, since: number): Promise<string[]> {
    const rows = await sql.query<{ witness: string }>(
      'SELECT DISTINCT witness FROM tlog_cosignature WHERE epoch = $1 AND time >= $2',
      [epoch, since],
    );
    return rows.map(({ witness }) => witness);
  }

  /** The newest cosignature of each witness: which size, and when (seconds since 1970). */
  lastOfEach(
    sql: Sql,
    epoch: number,
  ): Promise<{ readonly witness: string; readonly size: string; readonly time: number }[]> {
    return sql.query(
      `SELECT DISTINCT ON (witness) witness, size::text, time FROM tlog_cosignature WHERE epoch = $1
       ORDER BY witness, time DESC, tlog_cosignature.size DESC`,
      [epoch],
    );
  }
}
