import type { CheckpointBody } from '../tlog/checkpoint.js';
import type { TreeClaim } from '../tlog/compare-checkpoints.js';
import type { Sql } from './sql.js';

/** The largest checkpoint of a log that was verified here. */
export interface KnownLog extends CheckpointBody {
  /** The whole file as it came, with all its signature lines. */
  readonly note: string;
  /** Our own line for this size, once it was signed. */
  readonly cosignature: OwnCosignature | undefined;
}

export interface OwnCosignature {
  /** Seconds since 1970, as signed. */
  readonly time: number;
  /** With its newline. */
  readonly line: string;
}

interface Row {
  readonly origin: string;
  readonly size: string;
  readonly root: Uint8Array;
  readonly note: string;
  readonly cosigned_at: number | null;
  readonly cosignature: string | null;
}

const SELECT = 'SELECT origin, size::text, root, note, cosigned_at, cosignature FROM witness_log';

export async function knownLog(sql: Sql, origin: string): Promise<KnownLog | undefined> {
  return (await sql.query<Row>(`${SELECT} WHERE origin = $1`, [origin])).map(fromRow)[0];
}

/** All logs of which something is known. */
export async function knownLogs(sql: Sql): Promise<KnownLog[]> {
  return (await sql.query<Row>(`${SELECT} ORDER BY origin`)).map(fromRow);
}

/** By the name that a witness's monitoring path gives it: SHA-256 of the origin, in hexadecimal. */
export async function knownLogOfId(sql: Sql, logId: string): Promise<KnownLog | undefined> {
  const where = `WHERE encode(sha256(convert_to(origin, 'UTF8')), 'hex') = $1`;
  return (await sql.query<Row>(`${SELECT} ${where}`, [logId])).map(fromRow)[0];
}

/**
 * Puts a checkpoint in the place of the one that was known, if that one is still the known one: of two who try at the
 * same time, one is told false and has to look again. Nothing is cosigned before this has answered true.
 */
export async function replaceKnown(
  sql: Sql,
  known: TreeClaim | undefined,
  { origin, size, root, note }: Omit<KnownLog, 'cosignature'>,
): Promise<boolean> {
  const to = [origin, size.toString(), Buffer.from(root), note];
  const replaced =
    known === undefined
      ? await sql.query(
          `INSERT INTO witness_log (origin, size, root, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
          to,
        )
      : await sql.query(
          `UPDATE witness_log SET size = $2, root = $3, note = $4, cosigned_at = NULL, cosignature = NULL
           WHERE origin = $1 AND size = $5 AND root = $6 RETURNING 1`,
          [...to, known.size.toString(), Buffer.from(known.root)],
        );
  return replaced.length === 1;
}

/** Keeps our line, if the checkpoint is still the known one and no later line is there. */
export async function keepOwnCosignature(
  sql: Sql,
  { origin, size }: Pick<CheckpointBody, 'origin' | 'size'>,
  { time, line }: OwnCosignature,
): Promise<void> {
  await sql.query(
    `UPDATE witness_log SET cosigned_at = $3, cosignature = $4
     WHERE origin = $1 AND size = $2 AND (cosigned_at IS NULL OR cosigned_at < $3)`,
    [origin, size.toString(), time, line],
  );
}

function fromRow({ origin, size, root, note, cosigned_at: time, cosignature: line }: Row): KnownLog {
  const cosignature = time === null || line === null ? undefined : { time, line };
  return { origin, size: BigInt(size), root, note, cosignature };
}
