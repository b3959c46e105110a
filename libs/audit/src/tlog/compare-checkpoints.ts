import { isCrexError } from '#libs/protocol';
import { equalBytes } from './bytes.js';
import type { CheckpointBody } from './checkpoint.js';
import { beginningProof, rootFromTiles, type TileReader } from './tile-tree.js';
import { beginningRoot, EMPTY_ROOT } from './tree.js';

/** A size and its root, as one checkpoint states them. */
export type TreeClaim = Pick<CheckpointBody, 'size' | 'root'>;

/**
 * What a checkpoint that is shown is to the one that is known of the same log.
 *
 * - `extends`: larger, and its tree begins with the known one; `same`: the known one; `behind`: smaller, and the known tree
 *   begins with it.
 * - `fork`: both cannot be of one history. `proof` shows it to anybody (empty between equal sizes): see `proveFork`.
 * - `unproven`: the tiles are missing or do not give the root of the larger one, so nothing is known about the log.
 */
export type Comparison =
  | { readonly relation: 'extends' | 'same' | 'behind' }
  | { readonly relation: 'fork'; readonly proof: readonly Uint8Array[] }
  | { readonly relation: 'unproven' };

/**
 * Compares two checkpoints of one log by tiles that nobody vouches for: they count only as far as they hash to the root
 * of the larger one. Both signatures have been verified by the caller. Nothing known before: whatever is shown extends
 * the empty tree, if its tiles are there.
 *
 * @throws what the reader throws
 */
export async function compareCheckpoints(
  reader: TileReader,
  known: TreeClaim | undefined,
  shown: TreeClaim,
): Promise<Comparison> {
  if (known !== undefined && known.size === shown.size)
    return equalBytes(known.root, shown.root) ? { relation: 'same' } : { relation: 'fork', proof: [] };
  const before = known ?? { size: 0n, root: EMPTY_ROOT };
  const [older, newer] = before.size <= shown.size ? [before, shown] : [shown, before];
  const relation = newer === shown ? 'extends' : 'behind';
  try {
    return await relate(reader, older, newer, relation);
  } catch (error) {
    if (isCrexError(error) && NOT_THE_TREE.has(error.code)) return { relation: 'unproven' };
    throw error;
  }
}

/** What tiles that are missing, short or other than those of the tree end in. */
const NOT_THE_TREE = new Set(['audit.wrong-tile', 'audit.proof-invalid']);

async function relate(
  reader: TileReader,
  older: TreeClaim,
  newer: TreeClaim,
  relation: 'extends' | 'behind',
): Promise<Comparison> {
  if (older.size === 0n) {
    if (!equalBytes(older.root, EMPTY_ROOT)) return { relation: 'fork', proof: [] };
    return equalBytes(await rootFromTiles(reader, newer.size), newer.root) ? { relation } : { relation: 'unproven' };
  }
  const proof = await beginningProof(reader, older.size, newer.size);
  const root = beginningRoot({ oldSize: older.size, size: newer.size, root: newer.root, proof });
  return equalBytes(root, older.root) ? { relation } : { relation: 'fork', proof };
}
