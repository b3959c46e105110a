import fc from 'fast-check';
import { codeOf } from './reference-tree.jest.js';
import { entriesPath, parseTilePath, tilePath, tilesOf, tileWidth } from './tile.js';

const MALFORMED = 'audit.malformed-tile-path';
const MAX_INDEX = (2n ** 63n - 1n) / 256n;

describe('a tile path', () => {
  it('is read as it was written', () => {
    const parts = [
      fc.integer({ min: 0, max: 63 }),
      fc.bigInt(0n, MAX_INDEX),
      fc.integer({ min: 1, max: 256 }),
    ] as const;
    fc.assert(
      fc.property(...parts, (level, index, width) => {
        expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
        expect(parseTilePath(entriesPath(index, width))).toEqual({ level: 'entries', index, width });
      }),
    );
  });

  it('has one spelling: whatever is read is written the same', () => {
    const piece = fc.constantFrom(
      'tile/',
      '0',
      '1',
      '9',
      '000',
      'x',
      'x001/',
      '/',
      '.p/',
      'entries',
      '256',
      '255',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = pieces.join('');
        const code = codeOf(() => {
          const { level, index, width } = parseTilePath(path);
          expect(level === 'entries' ? entriesPath(index, width) : tilePath(level, index, width)).toBe(path);
        });
        expect(['nothing was refused', MALFORMED]).toContain(code);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused with a code whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => codeOf(() => parseTilePath(path)) === MALFORMED));
    expect(codeOf(() => parseTilePath(`tile/0/${'x000/'.repeat(1_000_000)}000`))).toBe(MALFORMED);
  });

  it.each([
    ['a level below 0', -1, 0n, 1],
    ['a level above 63', 64, 0n, 1],
    ['half a level', 0.5, 0n, 1],
    ['an index below 0', 0, -1n, 1],
    ['an index that no tree has', 0, MAX_INDEX + 1n, 1],
    ['a width of 0', 0, 0n, 0],
    ['a width of 257', 0, 0n, 257],
    ['half a width', 0, 0n, 1.5],
  ])('is not written for %s', (_, level, index, width) => {
    expect(codeOf(() => tilePath(level, index, width))).toBe(MALFORMED);
  });
});

describe('the tiles of a tree', () => {
  it('are, of 70,000 leaves, those that C2SP tlog-tiles counts', () => {
    const tiles = [...tilesOf(70_000n)];
    const widthsAt = (level: number) => tiles.filter((tile) => tile.level === level).map(({ width }) => width);
    expect(widthsAt(0)).toEqual([...Array<number>(273).fill(256), 112]);
    expect(widthsAt(1)).toEqual([256, 17]);
    expect(widthsAt(2)).toEqual([1]);
    expect(tiles).toHaveLength(277);
  });

  it('hold each whole subtree of 256^level leaves once', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 200_000n), (size) => {
        const hashes = [0n, 0n, 0n];
        for (const { level, index, width } of tilesOf(size)) {
          expect(width).toBe(tileWidth(size, level, index));
          expect(index * 256n).toBe(hashes[level]);
          hashes[level] = hashes[level]! + BigInt(width);
        }
        expect(hashes).toEqual([size, size / 256n, size / 65_536n]);
      }),
      { numRuns: 30 },
    );
  });

  it('that a larger tree adds are those it has and the smaller one had not in that width', () => {
    const names = (tiles: Iterable<{ level: number; index: bigint; width: number }>) =>
      [...tiles].map(({ level, index, width }) => tilePath(level, index, width));
    fc.assert(
      fc.property(fc.bigInt(0n, 70_000n), fc.bigInt(0n, 2_000n), (since, more) => {
        const before = new Set(names(tilesOf(since)));
        const added = names(tilesOf(since + more)).filter((name) => !before.has(name));
        expect(names(tilesOf(since + more, since))).toEqual(added);
      }),
      { numRuns: 30 },
    );
  });

  it('are none between a tree and a smaller or equal one', () => {
    expect([...tilesOf(300n, 300n)]).toEqual([]);
    expect([...tilesOf(300n, 301n)]).toEqual([]);
  });

  it('of a tile beyond the edge have no width', () => {
    expect([tileWidth(256n, 0, 0n), tileWidth(256n, 0, 1n), tileWidth(256n, 0, 2n), tileWidth(256n, 1, 0n)]).toEqual([
      256, 0, 0, 1,
    ]);
  });
});
