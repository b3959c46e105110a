import { encodeFrontier, parseFrontier, type Frontier } from '#libs/audit';
import type { Sql } from '#libs/platform';

/** A checkpoint of another log that a quorum has cosigned and that was verified here. */
export interface CosignedCheckpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly frontier: Frontier;
  /** The file with which the quorum was complete for the first time, and when (seconds since 1970). */
  readonly note: string;
  readonly cosignedAt: number;
  /** The file with the newest cosignatures, and until when a quorum took it for the largest tree. */
  readonly latestNote: string;
  readonly latestAt: number;
}

interface Row extends Omit<CosignedCheckpoint, 'size' | 'frontier'> {
  readonly size: string;
  readonly frontier: string;
}

const SELECT = `SELECT origin, size::text, root, frontier, note, cosigned_at AS "cosignedAt",
  latest_note AS "latestNote", latest_at AS "latestAt" FROM cosigned_checkpoint`;
/** Of older checkpoints one in ten minutes is enough: a promise is followed from the one before it. */
const THIN_AFTER_SECONDS = 600;

export class CosignedStore {
  async newest(sql: Sql, origin: string): Promise<CosignedCheckpoint | undefined> {
    return (await sql.query<Row>(`${SELECT} WHERE origin = $1 ORDER BY size DESC LIMIT 1`, [origin])).map(fromRow)[0];
  }

  async ofSize(sql: Sql, origin: string, size: bigint): Promise<CosignedCheckpoint | undefined> {
    const rows = await sql.query<Row>(`${SELECT} WHERE origin = $1 AND size = $2`, [origin, size.toString()]);
    return rows.map(fromRow)[0];
  }

  /** The newest that a quorum had cosigned before a moment (seconds since 1970). */
  async newestBefore(sql: Sql, origin: string, moment: number): Promise<CosignedCheckpoint | undefined> {
    const where = 'WHERE origin = $1 AND cosigned_at < $2 ORDER BY size DESC LIMIT 1';
    return (await sql.query<Row>(`${SELECT} ${where}`, [origin, moment])).map(fromRow)[0];
  }

  async keep(sql: Sql, checkpoint: CosignedCheckpoint): Promise<void> {
    const { origin, size, root, frontier, note, cosignedAt, latestNote, latestAt } = checkpoint;
    await sql.query(
      `INSERT INTO cosigned_checkpoint (origin, size, root, frontier, note, cosigned_at, latest_note, latest_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        ...[origin, size.toString(), Buffer.from(root), encodeFrontier(frontier), note, cosignedAt],
        ...[latestNote, latestAt],
      ],
    );
  }

  /** A quorum has cosigned the same tree again. */
  async refresh(sql: Sql, origin: string, size: bigint, latestNote: string, latestAt: number): Promise<void> {
    await sql.query(
      `UPDATE cosigned_checkpoint SET latest_note = $3, latest_at = $4
       WHERE origin = $1 AND size = $2 AND latest_at < $4`,
      [origin, size.toString(), latestNote, latestAt],
    );
  }

  /** Leaves one in ten minutes of what is older than that, and nothing but the newest of what is older than `keepSeconds`. */
  async thin(sql: Sql, nowSeconds: number, keepSeconds: number): Promise<void> {
    await sql.query(
      `DELETE FROM cosigned_checkpoint c WHERE cosigned_at < $1 - ${THIN_AFTER_SECONDS}
       AND EXISTS (SELECT 1 FROM cosigned_checkpoint newer WHERE newer.origin = c.origin AND newer.size > c.size)
       AND NOT EXISTS (SELECT 1 FROM promise p WHERE p.state = 'PENDING' AND p.origin = c.origin AND p.followed_to = c.size)
       AND (cosigned_at < $1 - $2::bigint OR EXISTS (
         SELECT 1 FROM cosigned_checkpoint older WHERE older.origin = c.origin AND older.size < c.size
           AND older.cosigned_at / ${THIN_AFTER_SECONDS} = c.cosigned_at / ${THIN_AFTER_SECONDS}))`,
      [nowSeconds, keepSeconds],
    );
  }
}

function fromRow({ size, frontier, ...row }: Row): CosignedCheckpoint {
  return { ...row, size: BigInt(size), frontier: parseFrontier(frontier) };
}
