import { CrexError } from '#libs/protocol';
import { equalBytes } from './bytes.js';
import { sha256 } from './sha256.js';

/** Bytes of a hash of the tree. */
export const HASH_BYTES = 32;
/** The most leaves of a tree: sizes fit a signed 64-bit integer, as every C2SP tool expects. */
export const MAX_TREE_SIZE = 2n ** 63n - 1n;
/** The root of the tree without leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = sha256();
const NODE_PREFIX = Uint8Array.of(0x01);

/** That the leaf with this hash stands at `index` (from 0) of the tree of `size` leaves; `proof` begins with its sibling. */
export interface InclusionClaim {
  readonly index: bigint;
  readonly size: bigint;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** That the tree of `size` leaves begins with the `oldSize` leaves of the older one. */
export interface ConsistencyClaim {
  readonly oldSize: bigint;
  readonly oldRoot: Uint8Array;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * The hash of an inner node: SHA-256(0x01 || left || right).
 *
 * @see RFC 9162 §2.1.1
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE_PREFIX, left, right);
}

/**
 * Refuses an inclusion proof that does not lead from the leaf to the root.
 *
 * @throws audit.proof-invalid
 * @see RFC 9162 §2.1.3.2
 */
export function checkInclusion({ index, size, leafHash, proof, root }: InclusionClaim): void {
  checkHashes([leafHash, root, ...proof]);
  checkIndex(index, size);
  let position = index;
  let last = size - 1n;
  let hash = leafHash;
  for (const sibling of proof) {
    checkNotTooLong(last);
    if (isOdd(position) || position === last) {
      hash = nodeHash(sibling, hash);
      [position, last] = aboveLeftEdge(position, last);
    } else {
      hash = nodeHash(hash, sibling);
    }
    position >>= 1n;
    last >>= 1n;
  }
  checkNotTooShort(last);
  checkRoot(hash, root);
}

/**
 * Refuses a proof that does not show the older tree to be the beginning of the newer one. Of the empty tree every tree
 * is an extension: there, as between equal trees, the proof is empty.
 *
 * @throws audit.proof-invalid
 * @see RFC 9162 §2.1.4.2; C2SP tlog-witness (old size 0)
 */
export function checkConsistency({ oldSize, oldRoot, size, root, proof }: ConsistencyClaim): void {
  checkHashes([oldRoot, root, ...proof]);
  checkSizes(oldSize, size);
  if (oldSize === 0n || oldSize === size) {
    checkNothingToProve(proof);
    checkRoot(oldRoot, oldSize === 0n ? EMPTY_ROOT : root);
    checkEmptyTree(size, root);
    return;
  }
  // A whole subtree is its own beginning, so the prover leaves it out (step 2).
  const whole = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  checkRoot(beginningRoot({ oldSize, size, root, proof: whole }), oldRoot);
}

/**
 * The root that the first `oldSize` leaves have in the tree of this root: no other can, while SHA-256 holds. The proof is
 * a consistency proof that always states the first subtree, also where a verifier who knows the old root needs it not.
 *
 * @throws audit.proof-invalid when the proof does not lead to the root
 */
export function beginningRoot({ oldSize, size, root, proof }: Omit<ConsistencyClaim, 'oldRoot'>): Uint8Array {
  checkHashes([root, ...proof]);
  checkProperBeginning(oldSize, size);
  const [first, ...path] = proof;
  if (first === undefined) throw invalid('the proof is too short');
  let [position, last] = [oldSize - 1n, size - 1n];
  while (isOdd(position)) [position, last] = [position >> 1n, last >> 1n];
  let [oldHash, hash] = [first, first];
  for (const node of path) {
    checkNotTooLong(last);
    if (isOdd(position) || position === last) {
      oldHash = nodeHash(node, oldHash);
      hash = nodeHash(node, hash);
      [position, last] = aboveLeftEdge(position, last);
    } else {
      hash = nodeHash(hash, node);
    }
    position >>= 1n;
    last >>= 1n;
  }
  checkNotTooShort(last);
  checkRoot(hash, root);
  return oldHash;
}

/** Climbs while the node has no sibling to its right: such levels add no hash to a proof. */
function aboveLeftEdge(position: bigint, last: bigint): [bigint, bigint] {
  while (!isOdd(position) && position !== 0n) [position, last] = [position >> 1n, last >> 1n];
  return [position, last];
}

function checkHashes(hashes: readonly Uint8Array[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw invalid(`each hash has ${HASH_BYTES} bytes`);
}

function checkIndex(index: bigint, size: bigint): void {
  if (index < 0n || index >= size) throw invalid('the index is in the tree');
}

function checkSizes(oldSize: bigint, size: bigint): void {
  if (oldSize < 0n || oldSize > size) throw invalid('the older tree is not the larger one');
}

function checkProperBeginning(oldSize: bigint, size: bigint): void {
  if (oldSize < 1n || oldSize >= size) throw invalid('a beginning is neither empty nor the whole tree');
}

function checkNothingToProve(proof: readonly Uint8Array[]): void {
  if (proof.length > 0) throw invalid('from the empty tree and between equal trees the proof is empty');
}

function checkEmptyTree(size: bigint, root: Uint8Array): void {
  if (size === 0n) checkRoot(root, EMPTY_ROOT);
}

function checkNotTooLong(last: bigint): void {
  if (last === 0n) throw invalid('the proof is too long');
}

function checkNotTooShort(last: bigint): void {
  if (last !== 0n) throw invalid('the proof is too short');
}

function checkRoot(computed: Uint8Array, stated: Uint8Array): void {
  if (!equalBytes(computed, stated)) throw invalid('the proof does not lead to the root');
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

export function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}

function invalid(detail: string): CrexError {
  return new CrexError('audit.proof-invalid', detail);
}
