import { readCheckpointBody } from '../tlog/checkpoint.js';
import type { CosignatureVerifier } from '../tlog/cosignature.js';
import { equalBytes } from '../tlog/bytes.js';
import { isSameKey, openNote, readNote, readSignatureLines, type NoteVerifier } from '../tlog/note.js';
import type { CheckContext } from './log-faults.js';
import type { Sql } from './sql.js';
import type { LogEpoch } from './tree-store.js';

interface CheckpointRow {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
  readonly signed_at: Date;
  /** Of the last entry in the tree; null when the tree is smaller. */
  readonly last_entry_at: Date | null;
}

interface CosignatureRow {
  readonly size: number;
  readonly witness: string;
  readonly time: number;
  readonly line: string;
  /** Of its checkpoint; null when there is none. */
  readonly note: string | null;
}

const AT_ONCE = 2000;
const TIME_BYTES = 8;

/**
 * Checks the checkpoints of an epoch one by one: columns and note say the same, the key has signed it, its time is
 * possible. Their roots are compared with the tree elsewhere. Returns how many there are.
 */
export async function checkCheckpoints(
  sql: Sql,
  { epoch, origin }: LogEpoch,
  verifier: NoteVerifier | undefined,
  { faults, now, clockSeconds }: CheckContext,
): Promise<number> {
  const toMs = clockSeconds * 1000;
  let count = 0;
  let last: CheckpointRow | undefined;
  for (;;) {
    const rows = await sql.query<CheckpointRow>(
      `SELECT c.size, c.root, c.note, c.signed_at, e.created_at AS last_entry_at
       FROM tlog_checkpoint c
       LEFT JOIN tlog_leaf l ON l.epoch = c.epoch AND l.log_index = c.size - 1
       LEFT JOIN audit_entry e ON e.entry_id = l.entry_id
       WHERE c.epoch = $1 AND c.size > $2 ORDER BY c.size LIMIT $3`,
      [epoch, last?.size ?? -1, AT_ONCE],
    );
    for (const row of rows) {
      const fault = (what: string): void =>
        faults.add('audit.checkpoint-altered', `epoch ${epoch}, size ${row.size}: ${what}`);
      const at = row.signed_at.getTime();
      if (!saysTheSame(row, origin)) fault('columns and note differ');
      if (verifier !== undefined && !isSigned(row.note, verifier)) fault('not signed by the key of the log');
      if (row.last_entry_at === null) fault('larger than the tree');
      if (row.last_entry_at !== null && at < row.last_entry_at.getTime() - toMs) fault('signed before its last entry');
      if (last !== undefined && at < last.signed_at.getTime() - toMs) fault('signed before a smaller one');
      if (at > now * 1000 + toMs) fault('signed in the future');
      last = row;
    }
    count += rows.length;
    if (rows.length < AT_ONCE) return count;
  }
}

/** Checks the lines of witnesses: columns and line say the same, and the line holds where its key is known. */
export async function checkCosignatures(
  sql: Sql,
  { epoch }: LogEpoch,
  witnesses: readonly CosignatureVerifier[],
  { faults }: CheckContext,
): Promise<void> {
  let last: CosignatureRow | undefined;
  for (;;) {
    const rows = await sql.query<CosignatureRow>(
      `SELECT s.size, s.witness, s.time, s.line, c.note FROM tlog_cosignature s
       LEFT JOIN tlog_checkpoint c ON c.epoch = s.epoch AND c.size = s.size
       WHERE s.epoch = $1 AND (s.size, s.witness, s.time) > ($2, $3, $4) ORDER BY s.size, s.witness, s.time LIMIT $5`,
      [epoch, last?.size ?? -1, last?.witness ?? '', last?.time ?? -1, AT_ONCE],
    );
    for (const row of rows) {
      if (!lineHolds(row, witnesses))
        faults.add('audit.cosignature-altered', `epoch ${epoch}, size ${row.size}, ${row.witness}`);
    }
    last = rows.at(-1);
    if (rows.length < AT_ONCE) return;
  }
}

function saysTheSame({ size, root, note }: CheckpointRow, origin: string): boolean {
  try {
    const body = readCheckpointBody(readNote(note).text);
    return body.origin === origin && body.size === BigInt(size) && equalBytes(body.root, root);
  } catch {
    return false;
  }
}

function isSigned(note: string, verifier: NoteVerifier): boolean {
  try {
    return openNote(note, [verifier]).signatures.length === 1;
  } catch {
    return false;
  }
}

function lineHolds({ witness, time, line, note }: CosignatureRow, witnesses: readonly CosignatureVerifier[]): boolean {
  try {
    const [signature, ...more] = readSignatureLines(line);
    if (signature === undefined || more.length > 0 || note === null) return false;
    const key = witnesses.find((each) => isSameKey(each, signature));
    const bytes = signature.signature;
    const signedTime = new DataView(bytes.buffer, bytes.byteOffset, TIME_BYTES).getBigUint64(0);
    const holds = key === undefined || key.verify(readNote(note).text, bytes);
    return signature.name === witness && signedTime === BigInt(time) && holds;
  } catch {
    return false;
  }
}
