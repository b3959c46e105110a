import type { Leaf } from '../leaf.js';
import type { CosignatureVerifier } from '../tlog/cosignature.js';
import type { NoteVerifier } from '../tlog/note.js';
import { checkCheckpoints, checkCosignatures } from './check-checkpoints.js';
import { checkEntry, checkReferences, type EntryRow } from './check-entry.js';
import { EpochCheck } from './check-epoch.js';
import { checkNothingLost, checkQueue } from './check-queue.js';
import { checkSearch } from './check-search.js';
import { FoundFaults, type CheckContext, type LogFault } from './log-faults.js';
import { MAX_INTEGRATED } from './sequence.js';
import type { Sql } from './sql.js';
import { logEpochs, treeHead, type LogEpoch } from './tree-store.js';

export interface LogCheckOptions {
  /** Seconds since 1970. */
  readonly now: number;
  /** The log's key by origin, where it is known: with it the signatures of checkpoints are verified too. */
  readonly verifierOf?: (origin: string) => NoteVerifier | undefined;
  /** Keys of witnesses: with them their lines are verified too. */
  readonly witnesses?: readonly CosignatureVerifier[];
  /** Age from which a waiting entry is a fault; 300 s unless said. */
  readonly pendingSeconds?: number;
  /** How far the clocks of node, signer and database may be apart; 3600 s unless said. */
  readonly clockSeconds?: number;
}

/** What was looked at, and what is wrong: nothing, when `faultCount` is 0. */
export interface LogCheck {
  /** With a place in a tree. */
  readonly entries: number;
  readonly pending: number;
  readonly checkpoints: number;
  readonly epochs: readonly CheckedEpoch[];
  readonly faultCount: number;
  /** The first hundred. */
  readonly faults: readonly LogFault[];
}

export interface CheckedEpoch {
  readonly epoch: number;
  readonly origin: string;
  readonly size: bigint;
}

const MOST_FAULTS = 100;
const PENDING_SECONDS = 300;
const CLOCK_SECONDS = 3600;
/** Places that may be missing in a row of them before the rest is given up. */
const MOST_MISSING = 10_000;

type PlacedRow = EntryRow & { readonly log_index: number };

/**
 * Checks the whole log in the database against itself: each entry's bytes against its columns, its references and its
 * hash in the tree; each tree, tile by tile, against its leaves; each checkpoint against its tree and its keys; and that
 * every entry has its place or waits for it. Reads everything once: give it a transaction that sees one moment
 * (REPEATABLE READ). What was signed before it cannot know: signer and witnesses do.
 */
export async function checkLogTables(sql: Sql, options: LogCheckOptions): Promise<LogCheck> {
  const { now, clockSeconds = CLOCK_SECONDS, pendingSeconds = PENDING_SECONDS, witnesses = [] } = options;
  const faults = new FoundFaults(MOST_FAULTS);
  const context: CheckContext = { faults, now, clockSeconds };
  const epochs: CheckedEpoch[] = [];
  let [entries, references, checkpoints] = [0, 0, 0];
  const all = await logEpochs(sql);
  for (const epoch of all) {
    const origins = all.filter((each) => each.epoch <= epoch.epoch).map(({ origin }) => origin);
    const tree = await checkTree(sql, epoch, origins, context);
    epochs.push({ epoch: epoch.epoch, origin: epoch.origin, size: tree.size });
    entries += Number(tree.size);
    references += tree.references;
    checkpoints += await checkCheckpoints(sql, epoch, options.verifierOf?.(epoch.origin), context);
    await checkCosignatures(sql, epoch, witnesses, context);
  }
  const pending = await checkQueue(sql, pendingSeconds, context);
  await checkNothingLost(sql, references, context);
  await checkSearch(sql, context);
  return { entries, pending, checkpoints, epochs, faultCount: faults.count, faults: faults.told };
}

/** All entries of an epoch in the order of its tree, and the tree that they give. */
async function checkTree(
  sql: Sql,
  epoch: LogEpoch,
  origins: readonly string[],
  context: CheckContext,
): Promise<{ size: bigint; references: number }> {
  const { faults } = context;
  const tree = new EpochCheck(sql, epoch.epoch, faults);
  const end = await endOfPlaces(sql, epoch);
  let references = 0;
  while (tree.size < end) {
    const start = tree.size;
    const count = Math.min(MAX_INTEGRATED, Number(end - start));
    const rows = new Map((await placed(sql, epoch, start, count)).map((row) => [BigInt(row.log_index), row]));
    const entries = Array.from({ length: count }, (_, at) => {
      const where = `epoch ${epoch.epoch}, index ${start + BigInt(at)}`;
      const row = rows.get(start + BigInt(at));
      if (row === undefined) faults.add('audit.leaf-missing', where);
      const entry = row === undefined ? undefined : checkEntry(row, where, context);
      if (entry?.leaf !== undefined && !origins.includes(entry.leaf.origin)) faults.add('audit.foreign-leaf', where);
      if (start === 0n && at === 0 && !begins(epoch, entry?.leaf)) faults.add('audit.epoch-altered', where);
      return entry;
    });
    references += await checkReferences(
      sql,
      entries.filter((entry) => entry !== undefined),
      context,
    );
    await tree.add(entries.map((entry) => entry?.hash));
  }
  const head = await treeHead(sql, epoch.epoch);
  if (head === undefined) faults.add('audit.epoch-altered', `epoch ${epoch.epoch} has no tree`);
  else await tree.end(head.size, head.root);
  return { size: tree.size, references };
}

/** The index after the last place. An index that is far beyond the number of places is no place, but a change. */
async function endOfPlaces(sql: Sql, { epoch }: LogEpoch): Promise<bigint> {
  const [row] = await sql.query<{ places: number; last: number | null }>(
    'SELECT count(*) AS places, max(log_index) AS last FROM tlog_leaf WHERE epoch = $1',
    [epoch],
  );
  const { places = 0, last = null } = row ?? {};
  return BigInt(Math.min((last ?? -1) + 1, places + MOST_MISSING));
}

function placed(sql: Sql, { epoch }: LogEpoch, from: bigint, count: number): Promise<PlacedRow[]> {
  return sql.query<PlacedRow>(
    `SELECT l.log_index, e.entry_id, e.event_id, e.type, e.leaf, e.leaf_hash, e.created_at
     FROM tlog_leaf l JOIN audit_entry e ON e.entry_id = l.entry_id
     WHERE l.epoch = $1 AND l.log_index >= $2 AND l.log_index < $2 + $3`,
    [epoch, from, count],
  );
}

function begins({ origin, openedBy }: LogEpoch, leaf: Leaf | undefined): boolean {
  return leaf?.type === 'EPOCH_START' && leaf.origin === origin && leaf.eventId === openedBy;
}
