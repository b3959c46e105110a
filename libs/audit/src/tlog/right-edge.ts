import { CrexError } from '#libs/protocol';
import { concatBytes } from './bytes.js';
import { extendFrontier, emptyFrontier, frontierRoot, type Frontier } from './frontier.js';
import { hashesAt, TILE_WIDTH } from './tile.js';
import { HASH_BYTES, MAX_TREE_SIZE } from './tree.js';

/** The tiles of a tree that are not full yet: from them it grows, and its root can be computed. */
export interface RightEdge {
  readonly size: bigint;
  /** For each level of tiles from 0 on, the hashes of its last tile that is not full, one after the other; may be empty. */
  readonly tiles: readonly Uint8Array[];
}

/** A tile as it is after a step of growth: `hashes` is its whole content, 1 to 256 hashes one after the other. */
export interface GrownTile {
  readonly level: number;
  readonly index: bigint;
  readonly hashes: Uint8Array;
}

/** The right edge of the tree without leaves. */
export const emptyRightEdge: RightEdge = { size: 0n, tiles: [] };

/** Hashes that the last tile of a level has if it is not full: 0 to 255. */
export function edgeWidth(size: bigint, level: number): number {
  return Number(hashesAt(size, level) % BigInt(TILE_WIDTH));
}

/** How many levels of tiles a tree of this size has. */
export function tileLevels(size: bigint): number {
  let level = 0;
  while (hashesAt(size, level) > 0n) level++;
  return level;
}

/**
 * Appends leaf hashes in this order: the right edge afterwards, and each tile that is new or has more hashes than before.
 *
 * @throws audit.wrong-tile when the edge is not one of its size
 */
export function growTiles(
  edge: RightEdge,
  leafHashes: readonly Uint8Array[],
): { readonly edge: RightEdge; readonly tiles: readonly GrownTile[] } {
  checkEdge(edge);
  checkHashLengths(leafHashes);
  const size = edge.size + BigInt(leafHashes.length);
  checkSize(size);
  const grown: GrownTile[] = [];
  const tiles = [...edge.tiles];
  let added: readonly Uint8Array[] = leafHashes;
  for (let level = 0; added.length > 0; level++) {
    const hashes = concatBytes([tiles[level] ?? new Uint8Array(), ...added]);
    const first = hashesAt(edge.size, level) / BigInt(TILE_WIDTH);
    const parts = cut(hashes);
    parts.forEach((part, at) => grown.push({ level, index: first + BigInt(at), hashes: part }));
    const full = parts.filter((part) => part.length === TILE_WIDTH * HASH_BYTES);
    tiles[level] = hashes.slice(full.length * TILE_WIDTH * HASH_BYTES);
    added = full.map(tileRoot);
  }
  return { edge: { size, tiles }, tiles: grown };
}

/**
 * The frontier of the tree with this right edge.
 *
 * @throws audit.wrong-tile when the edge is not one of its size
 */
export function frontierOfEdge(edge: RightEdge): Frontier {
  checkEdge(edge);
  // The set bits of a tile's width are the whole subtrees in it; those of higher tiles are larger and stand to the left.
  return { size: edge.size, hashes: edge.tiles.toReversed().flatMap((tile) => frontierOfTile(tile).hashes) };
}

/** The root over the hashes of a full tile: one hash of the tile above it. */
export function tileRoot(hashes: Uint8Array): Uint8Array {
  return frontierRoot(frontierOfTile(hashes));
}

function frontierOfTile(tile: Uint8Array): Frontier {
  return extendFrontier(emptyFrontier, hashesOf(tile));
}

/** The hashes of a tile, one by one. */
export function hashesOf(tile: Uint8Array): Uint8Array[] {
  return Array.from({ length: tile.length / HASH_BYTES }, (_, at) =>
    tile.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

function cut(hashes: Uint8Array): Uint8Array[] {
  const step = TILE_WIDTH * HASH_BYTES;
  return Array.from({ length: Math.ceil(hashes.length / step) }, (_, at) => hashes.slice(at * step, (at + 1) * step));
}

function checkEdge({ size, tiles }: RightEdge): void {
  checkSize(size);
  if (tiles.length !== tileLevels(size)) throw wrong('the right edge has a tile for each level');
  if (tiles.some((tile, level) => tile.length !== edgeWidth(size, level) * HASH_BYTES)) {
    throw wrong('each tile of the right edge has the width of the size');
  }
}

function checkHashLengths(hashes: readonly Uint8Array[]): void {
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) throw wrong(`each hash has ${HASH_BYTES} bytes`);
}

function checkSize(size: bigint): void {
  if (size < 0n || size > MAX_TREE_SIZE) throw wrong('the size is from 0 to 2^63 - 1');
}

function wrong(detail: string): CrexError {
  return new CrexError('audit.wrong-tile', detail);
}
