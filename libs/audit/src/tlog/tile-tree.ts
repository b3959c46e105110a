import { CrexError } from '#libs/protocol';
import { emptyFrontier, extendFrontier, frontierRoot, type Frontier } from './frontier.js';
import { edgeWidth, frontierOfEdge, hashesOf, tileLevels, type RightEdge } from './right-edge.js';
import { hashesAt, TILE_HEIGHT, TILE_WIDTH, tileWidth } from './tile.js';
import { HASH_BYTES, isPowerOfTwo } from './tree.js';

/** Where the tiles of one log are read: a database, a folder, the broker. Nothing that it returns is trusted. */
export interface TileReader {
  /** The hashes of a tile one after the other: exactly `width * 32` bytes (1 to 256 hashes). */
  tile(level: number, index: bigint, width: number): Promise<Uint8Array>;
}

/**
 * The proof that the leaf at `index` is in the tree of `size` leaves, its sibling first. It holds only if the tiles are
 * right: check it against a root.
 *
 * @throws audit.not-in-tree, audit.wrong-tile, and what the reader throws
 * @see RFC 9162 §2.1.3.1
 */
export async function inclusionProof(reader: TileReader, index: bigint, size: bigint): Promise<Uint8Array[]> {
  checkIndex(index, size);
  const tree = subtreesOf(reader, size);
  const proof: Uint8Array[] = [];
  for (let [start, end] = [0n, size]; end - start > 1n;) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      proof.push(await tree(middle, end));
      end = middle;
    } else {
      proof.push(await tree(start, middle));
      start = middle;
    }
  }
  return proof.reverse();
}

/**
 * The proof that the tree of `size` leaves begins with the tree of `oldSize` leaves; empty from the empty tree and
 * between equal ones.
 *
 * @throws audit.not-in-tree, audit.wrong-tile, and what the reader throws
 * @see RFC 9162 §2.1.4.1
 */
export async function consistencyProof(reader: TileReader, oldSize: bigint, size: bigint): Promise<Uint8Array[]> {
  checkSizes(oldSize, size);
  if (oldSize === 0n) return [];
  const tree = subtreesOf(reader, size);
  const proof: Uint8Array[] = [];
  let [start, end] = [0n, size];
  while (end !== oldSize) {
    const middle = start + largestPowerBelow(end - start);
    if (oldSize <= middle) {
      proof.push(await tree(middle, end));
      end = middle;
    } else {
      proof.push(await tree(start, middle));
      start = middle;
    }
  }
  if (start > 0n) proof.push(await tree(start, end)); // else it is the old root, which the verifier knows
  return proof.reverse();
}

/**
 * The proof of what the tree of `size` leaves begins with, for somebody who does not believe the old root: see
 * {@link beginningRoot}.
 *
 * @throws audit.not-in-tree, audit.wrong-tile, and what the reader throws
 */
export async function beginningProof(reader: TileReader, oldSize: bigint, size: bigint): Promise<Uint8Array[]> {
  const proof = await consistencyProof(reader, oldSize, size);
  return isPowerOfTwo(oldSize) ? [await rootFromTiles(reader, oldSize), ...proof] : proof;
}

/**
 * The root of the tree of `size` leaves as its right edge gives it.
 *
 * @throws audit.wrong-tile, and what the reader throws
 */
export async function rootFromTiles(reader: TileReader, size: bigint): Promise<Uint8Array> {
  return frontierRoot(await frontierFromTiles(reader, size));
}

/**
 * The frontier of the tree of `size` leaves.
 *
 * @throws audit.wrong-tile, and what the reader throws
 */
export async function frontierFromTiles(reader: TileReader, size: bigint): Promise<Frontier> {
  return frontierOfEdge(await rightEdgeFromTiles(reader, size));
}

/**
 * The tiles that are not full in the tree of `size` leaves: where a sequencer goes on.
 *
 * @throws audit.wrong-tile, and what the reader throws
 */
export async function rightEdgeFromTiles(reader: TileReader, size: bigint): Promise<RightEdge> {
  const tiles = Array.from({ length: tileLevels(size) }, async (_, level) => {
    const width = edgeWidth(size, level);
    return width === 0
      ? new Uint8Array()
      : await readTile(reader, level, hashesAt(size, level) / BigInt(TILE_WIDTH), width);
  });
  return { size, tiles: await Promise.all(tiles) };
}

/** The hash of the leaves from `start` to `end`, where `start` is a multiple of the next power of two of their number. */
type Subtrees = (start: bigint, end: bigint) => Promise<Uint8Array>;

function subtreesOf(reader: TileReader, size: bigint): Subtrees {
  const read = new Map<string, Promise<Uint8Array>>();
  const tile = (level: number, index: bigint) => {
    const key = `${level}/${index}`;
    const known = read.get(key) ?? readTile(reader, level, index, tileWidth(size, level, index));
    read.set(key, known);
    return known;
  };

  /** Of a whole subtree of 2^height leaves: a hash of a tile, or the root over 2, 4 ... 128 of one tile's. */
  const whole = async (start: bigint, height: number) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const first = start >> BigInt(TILE_HEIGHT * level);
    const hashes = await tile(level, first / BigInt(TILE_WIDTH));
    const at = Number(first % BigInt(TILE_WIDTH));
    return hashesOf(hashes).slice(at, at + 2 ** (height % TILE_HEIGHT));
  };

  return async (start, end) => {
    const hashes: Uint8Array[] = [];
    for (let at = start; at < end;) {
      const height = (end - at).toString(2).length - 1;
      hashes.push(frontierRoot(extendFrontier(emptyFrontier, await whole(at, height))));
      at += 1n << BigInt(height);
    }
    return frontierRoot({ size: end - start, hashes });
  };
}

async function readTile(reader: TileReader, level: number, index: bigint, width: number): Promise<Uint8Array> {
  const hashes = await reader.tile(level, index, width);
  checkTile(hashes, width);
  return hashes;
}

function largestPowerBelow(value: bigint): bigint {
  return 1n << BigInt((value - 1n).toString(2).length - 1);
}

function checkTile(hashes: Uint8Array, width: number): void {
  if (hashes.length !== width * HASH_BYTES) {
    throw new CrexError('audit.wrong-tile', 'the tile has as many hashes as were asked for');
  }
}

function checkIndex(index: bigint, size: bigint): void {
  if (index < 0n || index >= size) throw new CrexError('audit.not-in-tree', 'the index is in the tree');
}

function checkSizes(oldSize: bigint, size: bigint): void {
  if (oldSize < 0n || oldSize > size) throw new CrexError('audit.not-in-tree', 'the older tree is not the larger one');
}
