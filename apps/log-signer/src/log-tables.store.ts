import type { Sql } from '#libs/platform/plain';

/** What the database says of an epoch, in one query. */
export interface LogTables {
  readonly origin: string;
  readonly openedBy: string;
  /** The number of the last epoch. */
  readonly newest: number;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** The last checkpoint that it holds. */
  readonly signed: SignedSize | undefined;
  readonly hasPending: boolean;
}

export interface SignedSize {
  readonly size: bigint;
  readonly note: string;
}

interface NewCheckpoint extends SignedSize {
  readonly epoch: number;
  readonly root: Uint8Array;
  readonly at: Date;
}

interface Row {
  readonly origin: string;
  readonly opened_by: string;
  readonly newest: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly signed: number | null;
  readonly note: string | null;
  readonly has_pending: boolean;
}

/** What the signer asks of the log's tables beside what libs/audit does there. */
export class LogTablesStore {
  constructor(private readonly sql: Sql) {}

  /** `undefined` when the database knows no such epoch. */
  async look(epoch: number): Promise<LogTables | undefined> {
    const [row] = await this.sql.query<Row>(
      `SELECT e.origin, e.opened_by, t.size, t.root, last.size AS signed, last.note,
              (SELECT max(n.epoch) FROM tlog_epoch n) AS newest,
              EXISTS (SELECT FROM audit_pending) AS has_pending
       FROM tlog_epoch e JOIN tlog_tree t ON t.epoch = e.epoch
       LEFT JOIN LATERAL (SELECT c.size, c.note FROM tlog_checkpoint c
                          WHERE c.epoch = e.epoch ORDER BY c.size DESC LIMIT 1) AS last ON true
       WHERE e.epoch = $1`,
      [epoch],
    );
    if (row === undefined) return undefined;
    return {
      ...{ origin: row.origin, openedBy: row.opened_by, newest: row.newest, size: BigInt(row.size), root: row.root },
      signed: row.signed === null || row.note === null ? undefined : { size: BigInt(row.signed), note: row.note },
      hasPending: row.has_pending,
    };
  }

  /** The checkpoints of these sizes that the database holds, smallest first. */
  async notesBetween(epoch: number, above: bigint, upTo: bigint): Promise<SignedSize[]> {
    const rows = await this.sql.query<{ size: number; note: string }>(
      'SELECT size, note FROM tlog_checkpoint WHERE epoch = $1 AND size > $2 AND size <= $3 ORDER BY size',
      [epoch, above, upTo],
    );
    return rows.map(({ size, note }) => ({ size: BigInt(size), note }));
  }

  /** Publishes a checkpoint; the same size again changes nothing. */
  async publish({ epoch, size, root, note, at }: NewCheckpoint): Promise<void> {
    await this.sql.query(
      `INSERT INTO tlog_checkpoint (epoch, size, root, note, signed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (epoch, size) DO NOTHING`,
      [epoch, size, Buffer.from(root), note, at],
    );
  }

  /** Seconds since the oldest waiting entry was written; 0 when none waits. */
  async oldestPendingSeconds(): Promise<number> {
    const [row] = await this.sql.query<{ seconds: number }>(
      `SELECT extract(epoch FROM now() - e.created_at)::float8 AS seconds
       FROM audit_pending p JOIN audit_entry e ON e.entry_id = p.entry_id ORDER BY p.entry_id LIMIT 1`,
    );
    return row?.seconds ?? 0;
  }
}
