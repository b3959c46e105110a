import type { Sql } from './sql.js';
import type { LeafPlace } from './tree-store.js';

/** Newest checkpoints among which the one with the most witnesses is chosen. */
const LOOKED_AT = 64;

/**
 * The checkpoint to prove an entry with: of the newest that cover it, the one that most witnesses have cosigned, with
 * their lines. None while the signer is behind.
 */
export async function proofCheckpoint(
  sql: Sql,
  { epoch, index }: LeafPlace,
): Promise<{ readonly size: bigint; readonly note: string } | undefined> {
  const [row] = await sql.query<{ size: number; note: string; lines: string | null }>(
    `SELECT c.size, c.note, w.lines
     FROM (SELECT epoch, size, note FROM tlog_checkpoint WHERE epoch = $1 AND size > $2 ORDER BY size DESC LIMIT $3) c
     CROSS JOIN LATERAL (
       SELECT count(*) AS witnesses, string_agg(l.line, '' ORDER BY l.witness) AS lines
       FROM (SELECT DISTINCT ON (s.witness) s.witness, s.line FROM tlog_cosignature s
             WHERE s.epoch = c.epoch AND s.size = c.size ORDER BY s.witness, s.time DESC) l
     ) w
     ORDER BY w.witnesses DESC, c.size DESC LIMIT 1`,
    [epoch, index, LOOKED_AT],
  );
  return row === undefined ? undefined : { size: BigInt(row.size), note: row.note + (row.lines ?? '') };
}
