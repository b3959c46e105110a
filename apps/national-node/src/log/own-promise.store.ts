import type { Sql } from '#libs/platform';

/** A promise of ours that our own tree does not bear out. */
export interface UnkeptPromise {
  readonly eventId: string;
  readonly entryType: string;
}

/** What is reported at most: more of them are one and the same fault. */
const MAX_REPORTED = 20;

/** Our own promises, in the answers that we have queued, and our own tree. */
export class OwnPromiseStore {
  /**
   * Promises made between `oldestMs` and `youngestMs` ago whose entry has no place in the tree, or whose leaf hash is
   * another in the promise, in the entry, or in the tile.
   */
  unkept(sql: Sql, oldestMs: number, youngestMs: number): Promise<UnkeptPromise[]> {
    return sql.query<UnkeptPromise>(
      `SELECT o.event_id AS "eventId", o.entry_type AS "entryType"
       FROM outbox o
       LEFT JOIN audit_entry e ON e.event_id = o.event_id AND e.type = o.entry_type
       LEFT JOIN tlog_leaf l ON l.entry_id = e.entry_id
       LEFT JOIN tlog_tile t ON t.epoch = l.epoch AND t.level = 0 AND t.idx = l.log_index / 256
       WHERE o.promise IS NOT NULL
         AND o.created_at BETWEEN now() - $1 * interval '1 ms' AND now() - $2 * interval '1 ms'
         AND (substring(t.data FROM (l.log_index % 256)::integer * 32 + 1 FOR 32) IS DISTINCT FROM sha256('\\x00'::bytea || e.leaf)
              OR translate(encode(sha256('\\x00'::bytea || e.leaf), 'base64'), '+/=', '-_') IS DISTINCT FROM o.promise ->> 'leafHash')
       ORDER BY o.created_at LIMIT ${MAX_REPORTED}`,
      [oldestMs, youngestMs],
    );
  }
}
