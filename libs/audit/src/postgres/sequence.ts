import { CrexError } from '#libs/protocol';
import { equalBytes } from '../tlog/bytes.js';
import { frontierRoot } from '../tlog/frontier.js';
import { frontierOfEdge, growTiles, type GrownTile, type RightEdge } from '../tlog/right-edge.js';
import { HASH_BYTES } from '../tlog/tree.js';
import { loadRightEdge } from './right-edge-rows.js';
import { serverErrorOf } from './server-error.js';
import type { Sql } from './sql.js';

/** Entries that one transaction puts into the tree at most. */
export const MAX_INTEGRATED = 4096;
/** Any fixed number; this one is the RFC of the tree. Only one sequencer of a database works at a time. */
const SEQUENCER_LOCK = 6962;
/** SQLSTATE with which the triggers of the log refuse. */
const REFUSED = '42501';

/** The tree after a batch. */
export interface Integrated {
  readonly size: bigint;
  readonly root: Uint8Array;
  /** How many entries the batch has put into it. */
  readonly added: number;
}

interface Tree {
  readonly size: bigint;
  readonly root: Uint8Array;
}

interface Pending {
  readonly entryId: number;
  readonly leafHash: Uint8Array;
}

/**
 * Puts the oldest waiting entries into the tree of the newest epoch, in the caller's transaction (READ COMMITTED), which
 * holds nothing else. Before it appends it computes the root of the present tree from its tiles: what somebody has
 * changed there since is found now, and nothing is built on it. Returns nothing while another sequencer works.
 *
 * @throws audit.no-such-epoch, audit.epoch-closed, audit.tile-missing, audit.tile-altered, audit.root-mismatch,
 *         audit.pending-without-entry, audit.place-taken, audit.already-in-tree, audit.tree-moved
 */
export async function integratePending(sql: Sql, epoch: number): Promise<Integrated | undefined> {
  if (!(await takeTurn(sql))) return undefined;
  const tree = await lockTree(sql, epoch);
  const edge = await loadRightEdge(sql, epoch, tree.size);
  checkRoot(edge, tree.root);
  const pending = await oldestPending(sql);
  if (pending.length === 0) return { ...tree, added: 0 };

  const grown = growTiles(
    edge,
    pending.map(({ leafHash }) => leafHash),
  );
  const next = { size: grown.edge.size, root: frontierRoot(frontierOfEdge(grown.edge)) };
  await storeTiles(sql, epoch, grown.tiles);
  await storePlaces(sql, epoch, tree.size, pending);
  await removePending(sql, pending);
  await storeTree(sql, epoch, tree, next);
  return { ...next, added: pending.length };
}

/** Cheap, and let go with the transaction. The row lock below is what correctness rests on. */
async function takeTurn(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [SEQUENCER_LOCK]);
  return row?.mine === true;
}

async function lockTree(sql: Sql, epoch: number): Promise<Tree> {
  const [row] = await sql.query<{ size: number; root: Uint8Array }>(
    'SELECT size, root FROM tlog_tree WHERE epoch = $1 FOR UPDATE',
    [epoch],
  );
  if (row === undefined) throw new CrexError('audit.no-such-epoch', `the database has no tree of epoch ${epoch}`);
  const later = await sql.query('SELECT 1 FROM tlog_epoch WHERE epoch > $1 LIMIT 1', [epoch]);
  if (later.length > 0) throw new CrexError('audit.epoch-closed', `a later epoch than ${epoch} has been opened`);
  return { size: BigInt(row.size), root: row.root };
}

/** Those that are visible now; one that becomes visible later, with whatever id, is in a later batch. */
async function oldestPending(sql: Sql): Promise<Pending[]> {
  const rows = await sql.query<{ entry_id: number; leaf_hash: Uint8Array | null }>(
    `SELECT p.entry_id, e.leaf_hash FROM audit_pending p LEFT JOIN audit_entry e ON e.entry_id = p.entry_id
     ORDER BY p.entry_id LIMIT $1`,
    [MAX_INTEGRATED],
  );
  return rows.map(({ entry_id: entryId, leaf_hash: leafHash }) => {
    checkEntryThere(leafHash);
    return { entryId, leafHash };
  });
}

async function storeTiles(sql: Sql, epoch: number, tiles: readonly GrownTile[]): Promise<void> {
  const columns = [
    tiles.map(({ level }) => level),
    tiles.map(({ index }) => index),
    tiles.map(({ hashes }) => Buffer.from(hashes)),
  ];
  const upsert = `INSERT INTO tlog_tile (epoch, level, idx, data)
    SELECT $1, t.level, t.idx, t.data FROM unnest($2::smallint[], $3::bigint[], $4::bytea[]) AS t (level, idx, data)
    ON CONFLICT (epoch, level, idx) DO UPDATE SET data = excluded.data`;
  await sql.query(upsert, [epoch, ...columns]).catch((cause: unknown) => {
    if (serverErrorOf(cause)?.code !== REFUSED) throw cause;
    throw meddled('audit.tile-altered', 'a tile after the end is there already, with other hashes', cause);
  });
}

async function storePlaces(sql: Sql, epoch: number, size: bigint, pending: readonly Pending[]): Promise<void> {
  const insert = `INSERT INTO tlog_leaf (epoch, log_index, entry_id)
    SELECT $1, $2::bigint + p.ordinal - 1, p.entry_id FROM unnest($3::bigint[]) WITH ORDINALITY AS p (entry_id, ordinal)`;
  await sql.query(insert, [epoch, size, pending.map(({ entryId }) => entryId)]).catch((cause: unknown) => {
    const constraint = serverErrorOf(cause)?.constraint;
    if (constraint === 'tlog_leaf_pkey') throw meddled('audit.place-taken', 'an index after the end is taken', cause);
    if (constraint === 'tlog_leaf_entry_id_key')
      throw meddled('audit.already-in-tree', 'a waiting entry already has its place in a tree', cause);
    throw cause;
  });
}

async function removePending(sql: Sql, pending: readonly Pending[]): Promise<void> {
  const gone = await sql.query('DELETE FROM audit_pending WHERE entry_id = ANY($1::bigint[]) RETURNING entry_id', [
    pending.map(({ entryId }) => entryId),
  ]);
  checkMoved(gone.length, pending.length);
}

async function storeTree(sql: Sql, epoch: number, from: Tree, to: Tree): Promise<void> {
  const moved = await sql.query(
    'UPDATE tlog_tree SET size = $2, root = $3 WHERE epoch = $1 AND size = $4 RETURNING epoch',
    [epoch, to.size, Buffer.from(to.root), from.size],
  );
  checkMoved(moved.length, 1);
}

function checkRoot(edge: RightEdge, root: Uint8Array): void {
  if (!equalBytes(frontierRoot(frontierOfEdge(edge)), root))
    throw meddled('audit.root-mismatch', `the tiles do not give the root of the tree of ${edge.size} entries`);
}

function checkEntryThere(leafHash: Uint8Array | null): asserts leafHash is Uint8Array {
  if (leafHash?.length !== HASH_BYTES)
    throw meddled('audit.pending-without-entry', 'an entry that waits for its place is gone');
}

/** Somebody who does not take the locks works on the same rows. */
function checkMoved(moved: number, expected: number): void {
  if (moved !== expected) throw meddled('audit.tree-moved', 'queue or tree were changed under the sequencer');
}

function meddled(code: string, detail: string, cause?: unknown): CrexError {
  return new CrexError(code, detail, {
    cause,
    nextStep: 'somebody changed the log in the database: check it with the command `check` of the log signer',
  });
}
