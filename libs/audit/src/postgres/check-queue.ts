import { checkEntry, type EntryRow } from './check-entry.js';
import type { CheckContext } from './log-faults.js';
import { MAX_INTEGRATED } from './sequence.js';
import type { Sql } from './sql.js';

/** Rows that are named of those that a set-wise query finds. */
const MOST_NAMED = 20;

type PendingRow = { readonly pending_id: number; readonly placed: number | null } & (
  EntryRow | { readonly entry_id: null }
);

/** Checks what waits for its place. Returns how many entries wait. */
export async function checkQueue(sql: Sql, pendingSeconds: number, context: CheckContext): Promise<number> {
  const { faults, now } = context;
  let pending = 0;
  let last = -1;
  for (;;) {
    const rows = await sql.query<PendingRow>(
      `SELECT p.entry_id AS pending_id, l.log_index AS placed,
              e.entry_id, e.event_id, e.type, e.leaf, e.leaf_hash, e.created_at
       FROM audit_pending p
       LEFT JOIN audit_entry e ON e.entry_id = p.entry_id
       LEFT JOIN tlog_leaf l ON l.entry_id = p.entry_id
       WHERE p.entry_id > $1 ORDER BY p.entry_id LIMIT $2`,
      [last, MAX_INTEGRATED],
    );
    for (const row of rows) {
      if (row.entry_id === null) faults.add('audit.pending-without-entry', `entry ${row.pending_id}`);
      if (row.placed !== null) faults.add('audit.already-in-tree', `entry ${row.pending_id} waits, and has its place`);
      if (row.entry_id === null || row.placed !== null) continue;
      const where = `entry ${row.entry_id}, which waits`;
      if (row.created_at.getTime() / 1000 < now - pendingSeconds) faults.add('audit.pending-overdue', where);
      checkEntry(row, where, context);
    }
    pending += rows.length;
    last = rows.at(-1)?.pending_id ?? last;
    if (rows.length < MAX_INTEGRATED) return pending;
  }
}

/** Every entry has its place or waits for it, and no reference stands for another. */
export async function checkNothingLost(sql: Sql, references: number, { faults }: CheckContext): Promise<void> {
  const lost = await sql.query<{ entry_id: number }>(
    `SELECT e.entry_id FROM audit_entry e
     WHERE NOT EXISTS (SELECT FROM tlog_leaf l WHERE l.entry_id = e.entry_id)
       AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.entry_id = e.entry_id) ORDER BY e.entry_id LIMIT $1`,
    [MOST_NAMED],
  );
  for (const { entry_id: id } of lost)
    faults.add('audit.entry-lost', `entry ${id} neither has a place nor waits for one`);
  const [row] = await sql.query<{ found: number }>('SELECT count(*) AS found FROM audit_reference');
  const surplus = (row?.found ?? 0) - references;
  if (surplus > 0) faults.add('audit.references-differ', `${surplus} references that no leaf names`);
}
