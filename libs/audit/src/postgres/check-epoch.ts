import { equalBytes } from '../tlog/bytes.js';
import { emptyFrontier, extendFrontier, frontierRoot, type Frontier } from '../tlog/frontier.js';
import { emptyRightEdge, growTiles, hashesOf, tileLevels, type GrownTile, type RightEdge } from '../tlog/right-edge.js';
import { hashesAt, TILE_WIDTH } from '../tlog/tile.js';
import { HASH_BYTES } from '../tlog/tree.js';
import type { FoundFaults } from './log-faults.js';
import type { Sql } from './sql.js';

/** A tree that is grown anew, and where what is stored differs from it. */
interface Growth {
  readonly edge: RightEdge;
  readonly frontier: Frontier;
  /** Tiles above level 0, as `level/index`. */
  readonly wrongTiles: readonly string[];
  /** Sizes of checkpoints. */
  readonly wrongRoots: readonly bigint[];
}

const NOTHING: Growth = { edge: emptyRightEdge, frontier: emptyFrontier, wrongTiles: [], wrongRoots: [] };

/**
 * Grows one tree anew and compares it with what is stored, batch after batch. As long as leaves and tiles agree it is one
 * tree; from the first difference on there are two, one of the leaves and one of the hashes in the tiles, and the stored
 * root tells in the end which of the two was altered.
 */
export class EpochCheck {
  private ofLeaves = NOTHING;
  private ofTiles = NOTHING;
  /** Indices at which leaf and tile differ. */
  private readonly differing: bigint[] = [];

  constructor(
    private readonly sql: Sql,
    private readonly epoch: number,
    private readonly faults: FoundFaults,
  ) {}

  get size(): bigint {
    return this.ofLeaves.edge.size;
  }

  /** The next leaves; one that is not there, or not readable, counts as what the tiles hold for it. */
  async add(leafHashes: readonly (Uint8Array | undefined)[]): Promise<void> {
    const before = this.size;
    const stored = await this.storedHashes(before, leafHashes.length);
    const fromLeaves = leafHashes.map((hash, at) => hash ?? stored[at] ?? new Uint8Array(HASH_BYTES));
    const fromTiles = fromLeaves.map((hash, at) => stored[at] ?? hash);
    fromLeaves.forEach((hash, at) => {
      if (!equalBytes(hash, fromTiles[at] ?? hash)) this.differing.push(before + BigInt(at));
    });
    const isOneTree = this.differing.length === 0;
    const grown = await this.grow(this.ofLeaves, fromLeaves);
    this.ofTiles = isOneTree ? grown : await this.grow(this.ofTiles, fromTiles);
    this.ofLeaves = grown;
  }

  /** After the last leaf: the edge, and the root. */
  async end(size: bigint, root: Uint8Array): Promise<void> {
    const where = `epoch ${this.epoch}`;
    if (size !== this.size)
      this.faults.add('audit.size-mismatch', `${where}: ${this.size} leaves, ${size} by the tree`);
    const isRoot = ({ frontier }: Growth): boolean => equalBytes(frontierRoot(frontier), root);
    const areLeavesRight = isRoot(this.ofLeaves);
    const right = areLeavesRight || !isRoot(this.ofTiles) ? this.ofLeaves : this.ofTiles;
    if (!isRoot(right)) this.faults.add('audit.root-mismatch', `${where}, size ${this.size}`);
    for (const index of this.differing) {
      if (areLeavesRight)
        this.faults.add('audit.tile-altered', `${where}, tile 0/${index / BigInt(TILE_WIDTH)}, hash of ${index}`);
      else this.faults.add('audit.leaf-altered', `${where}, index ${index}`);
    }
    for (const tile of right.wrongTiles) this.faults.add('audit.tile-altered', `${where}, tile ${tile}`);
    for (const signed of right.wrongRoots)
      this.faults.add('audit.checkpoint-altered', `${where}, size ${signed}: root`);
    for (const tile of await this.compare(lastTiles(right.edge)))
      this.faults.add('audit.tile-altered', `${where}, tile ${tile}`);
    await this.checkNoMoreTiles();
  }

  private async grow(from: Growth, hashes: readonly Uint8Array[]): Promise<Growth> {
    const { edge, tiles } = growTiles(from.edge, hashes);
    const wrongTiles = await this.compare(tiles.filter(({ level, hashes: all }) => level > 0 && isFull(all)));
    const wrongRoots: bigint[] = [];
    let { frontier } = from;
    let done = 0;
    for (const { size, root } of await this.signedBetween(from.edge.size, edge.size)) {
      const upTo = Number(size - from.edge.size);
      frontier = extendFrontier(frontier, hashes.slice(done, upTo));
      done = upTo;
      if (!equalBytes(frontierRoot(frontier), root)) wrongRoots.push(size);
    }
    return {
      ...{ edge, frontier: extendFrontier(frontier, hashes.slice(done)) },
      ...{ wrongTiles: [...from.wrongTiles, ...wrongTiles], wrongRoots: [...from.wrongRoots, ...wrongRoots] },
    };
  }

  /** Sizes and roots of the checkpoints, smallest first. */
  private async signedBetween(above: bigint, upTo: bigint): Promise<{ size: bigint; root: Uint8Array }[]> {
    const rows = await this.sql.query<{ size: number; root: Uint8Array }>(
      'SELECT size, root FROM tlog_checkpoint WHERE epoch = $1 AND size > $2 AND size <= $3 ORDER BY size',
      [this.epoch, above, upTo],
    );
    return rows.map(({ size, root }) => ({ size: BigInt(size), root }));
  }

  /** The hashes that the tiles of level 0 hold from this index on. */
  private async storedHashes(start: bigint, count: number): Promise<(Uint8Array | undefined)[]> {
    const width = BigInt(TILE_WIDTH);
    const first = start / width;
    const last = (start + BigInt(count) - 1n) / width;
    const rows = await this.sql.query<{ idx: number; data: Uint8Array }>(
      'SELECT idx, data FROM tlog_tile WHERE epoch = $1 AND level = 0 AND idx BETWEEN $2 AND $3',
      [this.epoch, first, last],
    );
    const tiles = new Map(rows.map(({ idx, data }) => [BigInt(idx), hashesOf(data)]));
    for (let index = first; index <= last; index += 1n) {
      if (!tiles.has(index)) this.faults.add('audit.tile-missing', `epoch ${this.epoch}, tile 0/${index}`);
    }
    return Array.from({ length: count }, (_, at) => {
      const index = start + BigInt(at);
      return tiles.get(index / width)?.[Number(index % width)];
    });
  }

  /** Those tiles that are stored otherwise, as `level/index`. */
  private async compare(tiles: readonly GrownTile[]): Promise<string[]> {
    if (tiles.length === 0) return [];
    const rows = await this.sql.query<{ level: number; idx: number; data: Uint8Array }>(
      `SELECT t.level, t.idx, t.data FROM unnest($2::smallint[], $3::bigint[]) AS w (level, idx)
       JOIN tlog_tile t ON t.epoch = $1 AND t.level = w.level AND t.idx = w.idx`,
      [this.epoch, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
    );
    const stored = new Map(rows.map(({ level, idx, data }) => [`${level}/${idx}`, data]));
    return tiles
      .map((tile) => ({ ...tile, name: `${tile.level}/${tile.index}` }))
      .filter(({ name, hashes }) => !equalBytes(stored.get(name) ?? new Uint8Array(), hashes))
      .map(({ name }) => name);
  }

  private async checkNoMoreTiles(): Promise<void> {
    const rows = await this.sql.query<{ level: number; tiles: number }>(
      'SELECT level, count(*) AS tiles FROM tlog_tile WHERE epoch = $1 GROUP BY level',
      [this.epoch],
    );
    for (const { level, tiles } of rows) {
      const due = (hashesAt(this.size, level) + BigInt(TILE_WIDTH - 1)) / BigInt(TILE_WIDTH);
      if (BigInt(tiles) > due) this.faults.add('audit.tile-surplus', `epoch ${this.epoch}, level ${level}`);
    }
  }
}

/** The tiles that are not full; their rows must hold nothing more either. */
function lastTiles({ size, tiles }: RightEdge): GrownTile[] {
  return Array.from({ length: tileLevels(size) }, (_, level) => ({
    ...{ level, index: hashesAt(size, level) / BigInt(TILE_WIDTH), hashes: tiles[level] ?? new Uint8Array() },
  })).filter(({ hashes }) => hashes.length > 0);
}

function isFull(hashes: Uint8Array): boolean {
  return hashes.length === TILE_WIDTH * HASH_BYTES;
}
