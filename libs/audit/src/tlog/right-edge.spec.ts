import fc from 'fast-check';
import { concatBytes } from './bytes.js';
import { frontierRoot } from './frontier.js';
import { codeOf, numberedLeaves, rootOf } from './reference-tree.jest.js';
import { emptyRightEdge, frontierOfEdge, growTiles, hashesOf, type RightEdge } from './right-edge.js';
import { EMPTY_ROOT, MAX_TREE_SIZE } from './tree.js';

const WRONG = 'audit.wrong-tile';
const leaves = numberedLeaves(1500);

/** The row of a tile as the definition gives it: hash i covers the leaves from (index * 256 + i) * 256^level. */
function rowOf(level: number, index: bigint, size: number): Uint8Array {
  const span = 256 ** level;
  const first = Number(index) * 256;
  const end = Math.min(first + 256, Math.floor(size / span));
  const hashes = Array.from({ length: end - first }, (_, at) =>
    rootOf(leaves.slice((first + at) * span, (first + at + 1) * span)),
  );
  return concatBytes(hashes);
}

describe('growing tiles', () => {
  it('gives, in whatever steps, the rows that the definition gives, and only those that changed', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 520 }), { maxLength: 3 });
    fc.assert(
      fc.property(steps, (counts) => {
        let edge = emptyRightEdge;
        let size = 0;
        for (const count of counts) {
          const before = size;
          const grown = growTiles(edge, leaves.slice(size, (size += count)));
          edge = grown.edge;
          for (const { level, index, hashes } of grown.tiles) {
            expect(Buffer.from(hashes)).toEqual(Buffer.from(rowOf(level, index, size)));
            expect(hashes).not.toEqual(rowOf(level, index, before));
          }
          expect(grown.tiles.length > 0).toBe(count > 0);
        }
        expect(edge.size).toBe(BigInt(size));
        const root = Buffer.from(frontierRoot(frontierOfEdge(edge)));
        expect(root).toEqual(Buffer.from(rootOf(leaves.slice(0, size))));
      }),
      { numRuns: 40 },
    );
  });

  it('gives the full tile and the one above when a tile fills up', () => {
    const { tiles, edge } = growTiles(growTiles(emptyRightEdge, leaves.slice(0, 255)).edge, leaves.slice(255, 256));
    expect(tiles.map(({ level, index, hashes }) => [level, index, hashes.length])).toEqual([
      [0, 0n, 8192],
      [1, 0n, 32],
    ]);
    expect(edge.tiles.map((tile) => tile.length)).toEqual([0, 32]);
  });

  it('keeps no view of the rows that it gave out', () => {
    const grown = growTiles(emptyRightEdge, leaves.slice(0, 3));
    grown.tiles[0]!.hashes.fill(0);
    expect(Buffer.from(frontierRoot(frontierOfEdge(grown.edge)))).toEqual(rootOf(leaves.slice(0, 3)));
  });

  const three = growTiles(emptyRightEdge, leaves.slice(0, 3)).edge;
  const edges: [string, RightEdge][] = [
    ['a size below none', { size: -1n, tiles: [] }],
    ['a size above 2^63 - 1', { size: MAX_TREE_SIZE + 1n, tiles: Array<Uint8Array>(8).fill(EMPTY_ROOT) }],
    ['a level too few', { size: 3n, tiles: [] }],
    ['a level too many', { size: 3n, tiles: [...three.tiles, new Uint8Array()] }],
    ['a hash too few', { size: 3n, tiles: [three.tiles[0]!.subarray(32)] }],
    ['half a hash', { size: 3n, tiles: [three.tiles[0]!.subarray(16)] }],
  ];
  it.each(edges)('refuses an edge with %s', (_, edge) => {
    expect(codeOf(() => growTiles(edge, []))).toBe(WRONG);
    expect(codeOf(() => frontierOfEdge(edge))).toBe(WRONG);
  });

  it('refuses a leaf hash of another length, and leaves above 2^63 - 1', () => {
    expect(codeOf(() => growTiles(three, [EMPTY_ROOT.subarray(1)]))).toBe(WRONG);
    const full = {
      size: MAX_TREE_SIZE,
      tiles: [...Array<Uint8Array>(7).fill(Buffer.alloc(255 * 32)), Buffer.alloc(127 * 32)],
    };
    expect(codeOf(() => frontierOfEdge(full))).toBe('nothing was refused');
    expect(codeOf(() => growTiles(full, [EMPTY_ROOT]))).toBe(WRONG);
  });
});

describe('the hashes of a tile', () => {
  it('are its bytes in steps of 32', () => {
    expect(hashesOf(concatBytes(leaves.slice(0, 2))).map((hash) => Buffer.from(hash))).toEqual(leaves.slice(0, 2));
    expect(hashesOf(new Uint8Array())).toEqual([]);
  });
});
