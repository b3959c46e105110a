import fc from 'fast-check';
import { frontierRoot } from './frontier.js';
import {
  codeOfAsync, extensionOf, numberedLeaves, pathOf, rootOf, storedTree,
} from './reference-tree.jest.js'; // prettier-ignore
import { growTiles } from './right-edge.js';
import { tileWidth } from './tile.js';
import {
  consistencyProof, frontierFromTiles, inclusionProof, rightEdgeFromTiles, rootFromTiles, type TileReader,
} from './tile-tree.js'; // prettier-ignore
import { checkConsistency, checkInclusion } from './tree.js';

const leaves = numberedLeaves(65_537);
const reader = storedTree(leaves, 1009);
const buffers = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash));

/** All sizes up to 300, then ever fewer, and each one around a border of tiles. */
const SIZES = Array.from({ length: 1501 }, (_, size) => size).filter(
  (size) => size <= 300 || size % 64 === 0 || size % 97 === 0 || [255, 0, 1].includes(size % 256),
);
const BORDERS = [255, 256, 257, 65_535, 65_536, 65_537];

describe('a tree read from tiles', () => {
  it.each([{ sizes: SIZES }, { sizes: BORDERS }])(
    'has the root of the definition at $sizes.length sizes',
    async ({ sizes }) => {
      for (const size of sizes) {
        const root = Buffer.from(await rootFromTiles(reader, BigInt(size)));
        if (!root.equals(rootOf(leaves.slice(0, size)))) throw new Error(`the root of ${size} leaves is another`);
      }
    },
  );

  it('gives the proofs of the definition', async () => {
    const size = fc.integer({ min: 1, max: 1500 });
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (count, choice) => {
        const tree = leaves.slice(0, count);
        const index = choice % count;
        const path = await inclusionProof(reader, BigInt(index), BigInt(count));
        expect(buffers(path)).toEqual(buffers(pathOf(index, tree)));
        const extension = await consistencyProof(reader, BigInt(index + 1), BigInt(count));
        expect(buffers(extension)).toEqual(buffers(extensionOf(index + 1, tree)));
      }),
      { numRuns: 40 },
    );
  });

  it('gives proofs that hold, at the borders of tiles too', async () => {
    const root = await rootFromTiles(reader, 65_537n);
    for (const count of [1, ...BORDERS]) {
      const oldSize = BigInt(count);
      const [oldRoot, proof] = [await rootFromTiles(reader, oldSize), await consistencyProof(reader, oldSize, 65_537n)];
      checkConsistency({ oldSize, oldRoot, size: 65_537n, root, proof });
      const inclusion = await inclusionProof(reader, oldSize - 1n, 65_537n);
      checkInclusion({ index: oldSize - 1n, size: 65_537n, leafHash: leaves[count - 1]!, proof: inclusion, root });
    }
  });

  it('needs no proof from the empty tree and between equal ones', async () => {
    expect(await consistencyProof(reader, 0n, 1000n)).toEqual([]);
    expect(await consistencyProof(reader, 0n, 0n)).toEqual([]);
    expect(await consistencyProof(reader, 777n, 777n)).toEqual([]);
  });

  it('goes on growing from its right edge', async () => {
    const grown = growTiles(await rightEdgeFromTiles(reader, 700n), leaves.slice(700, 1234));
    expect(grown.edge).toEqual(await rightEdgeFromTiles(reader, 1234n));
    expect(Buffer.from(frontierRoot(await frontierFromTiles(reader, 1234n)))).toEqual(rootOf(leaves.slice(0, 1234)));
  });

  it('asks for each tile once, in the width it has in a tree of that size', async () => {
    const asked: string[] = [];
    const counting: TileReader = {
      tile: async (level, index, width) => {
        asked.push(`${level}/${index}`);
        expect(width).toBe(tileWidth(65_537n, level, index));
        return await reader.tile(level, index, width);
      },
    };
    await inclusionProof(counting, 12_345n, 65_537n);
    expect(asked.toSorted()).toEqual(['0/256', '0/48', '1/0']);
    asked.length = 0;
    await consistencyProof(counting, 12_345n, 65_537n);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it.each([-1n, 10n, 11n])('has no leaf %s when it has 10', async (index) => {
    expect(await codeOfAsync(() => inclusionProof(reader, index, 10n))).toBe('audit.not-in-tree');
  });

  it.each([-1n, 11n])('has no beginning of %s leaves when it has 10', async (oldSize) => {
    expect(await codeOfAsync(() => consistencyProof(reader, oldSize, 10n))).toBe('audit.not-in-tree');
  });

  it.each([0, 31, 33, 8192 + 32])('refuses a tile of %s bytes in place of the one asked for', async (length) => {
    const wrong: TileReader = { tile: () => Promise.resolve(new Uint8Array(length)) };
    expect(await codeOfAsync(() => rootFromTiles(wrong, 300n))).toBe('audit.wrong-tile');
    expect(await codeOfAsync(() => inclusionProof(wrong, 7n, 300n))).toBe('audit.wrong-tile');
    expect(await codeOfAsync(() => consistencyProof(wrong, 7n, 300n))).toBe('audit.wrong-tile');
  });

  it('has no size below none', async () => {
    expect(await codeOfAsync(() => rootFromTiles(reader, -1n))).toBe('audit.wrong-tile');
  });

  it('passes on what the reader throws', async () => {
    const broken: TileReader = { tile: () => Promise.reject(new Error('the disk is gone')) };
    await expect(inclusionProof(broken, 7n, 300n)).rejects.toThrow('the disk is gone');
  });
});
