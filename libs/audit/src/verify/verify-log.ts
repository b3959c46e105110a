import { isCrexError } from '#libs/protocol';
import { leafHashOf, readLeaf } from '../leaf.js';
import { concatBytes, equalBytes } from '../tlog/bytes.js';
import type { Checkpoint } from '../tlog/checkpoint.js';
import { readBundle } from '../tlog/entry-bundle.js';
import { frontierRoot } from '../tlog/frontier.js';
import { emptyRightEdge, frontierOfEdge, growTiles, hashesOf, tileRoot, type RightEdge } from '../tlog/right-edge.js';
import { entriesPath, hashesAt, TILE_WIDTH, tilePath, tileWidth } from '../tlog/tile.js';
import type { TileReader } from '../tlog/tile-tree.js';
import { HASH_BYTES } from '../tlog/tree.js';
import { isSameLog } from './same-log.js';

/** Where a whole log is read: an exported folder, or an address. Nothing that it returns is trusted. */
export interface LogSource extends TileReader {
  /** The bytes of an entry bundle; without it only hashes are verified. */
  entries?(index: bigint, width: number): Promise<Uint8Array>;
}

/** One thing that is not as the checkpoint says. */
export interface FileFault {
  /** The file at fault, as C2SP tlog-tiles names it: `checkpoint`, `tile/0/000`, `tile/entries/000.p/3`. */
  readonly path: string;
  readonly fault: string;
}

export interface LogVerdict {
  /** Entries whose bytes were read and hashed; 0 for a source without entries. */
  readonly entries: bigint;
  /** Entries of a type that this verifier does not know: in the log, and not understood (log-entries.md, rule 4). */
  readonly unreadable: bigint;
  /** Empty: every leaf, tile and the root are those of the checkpoint. */
  readonly faults: readonly FileFault[];
}

/** More than this is not one changed byte but another log. */
const MAX_FAULTS = 100;

/**
 * Verifies a whole log against a checkpoint whose signatures hold: every entry against its hash, every tile against the
 * one below, and the root. Where two of them differ, the tile above says which is wrong, so that the fault gets the name
 * of the file that was changed. Reads each file once, in order, and holds a few tiles.
 *
 * @param onProgress told how many leaves have been looked at
 * @throws only what `source` throws for other reasons than a file that is missing (audit.file-missing)
 * @see docs/protocol/log-tree.md
 */
export async function verifyLog(
  source: LogSource,
  checkpoint: Pick<Checkpoint, 'size' | 'root' | 'origin'>,
  onProgress: (leaves: bigint) => void = () => undefined,
): Promise<LogVerdict> {
  const reading = new LogReading(source, checkpoint);
  for (let index = 0n; index * BigInt(TILE_WIDTH) < checkpoint.size; index += 1n) {
    const goesOn = await reading.takeLeaves(index);
    onProgress(reading.size);
    if (!goesOn) return reading;
  }
  await reading.finish();
  return reading;
}

class LogReading implements LogVerdict {
  entries = 0n;
  unreadable = 0n;
  readonly faults: FileFault[] = [];
  /** The tree as it should be, by the leaves that were found right. */
  private edge: RightEdge = emptyRightEdge;
  private parent: { readonly index: bigint; readonly hashes: Uint8Array | undefined } | undefined;

  constructor(
    private readonly source: LogSource,
    private readonly checkpoint: Pick<Checkpoint, 'size' | 'root' | 'origin'>,
  ) {}

  get size(): bigint {
    return this.edge.size;
  }

  /**
   * The leaves of one tile, from its hashes and its bundle; where they differ, by what stands above them.
   *
   * @returns false when nothing after them can be placed, or too much is wrong
   */
  async takeLeaves(index: bigint): Promise<boolean> {
    const width = tileWidth(this.checkpoint.size, 0, index);
    const stored = await this.readTile(0, index, width);
    const computed = await this.readEntries(index, width);
    const right = await this.choose(index, width, stored, computed);
    if (right === undefined) return false; // both are missing, and reported
    const { edge, tiles } = growTiles(this.edge, hashesOf(right));
    this.edge = edge;
    for (const tile of tiles) {
      if (tile.level > 0 && tile.hashes.length === TILE_WIDTH * HASH_BYTES) await this.compare(tile);
    }
    return this.faults.length < MAX_FAULTS;
  }

  /** The tiles of the right edge above level 0, and the root. */
  async finish(): Promise<void> {
    for (const [level, hashes] of this.edge.tiles.entries()) {
      const index = hashesAt(this.edge.size, level) / BigInt(TILE_WIDTH);
      if (level > 0 && hashes.length > 0) await this.compare({ level, index, hashes });
    }
    const root = frontierRoot(frontierOfEdge(this.edge));
    if (this.edge.size !== this.checkpoint.size || !equalBytes(root, this.checkpoint.root)) {
      this.report('checkpoint', 'its root is not the root of these leaves');
    }
  }

  private async choose(
    index: bigint,
    width: number,
    stored: Uint8Array | undefined,
    computed: Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    if (stored === undefined || computed === undefined || equalBytes(stored, computed)) return computed ?? stored;
    const storedIsRight = await this.fitsAbove(index, width, stored);
    if (storedIsRight) {
      const at = hashesOf(stored).findIndex(
        (hash, place) => !equalBytes(hash, hashesOf(computed)[place] as Uint8Array),
      );
      const entry = index * BigInt(TILE_WIDTH) + BigInt(at);
      this.report(entriesPath(index, width), `entry ${entry} is not the one that the log committed to`);
      return stored;
    }
    this.report(tilePath(0, index, width), 'its hashes are not those of the entries');
    return computed;
  }

  /** Whether the tile above, or at the right edge the root, is made of these leaf hashes. */
  private async fitsAbove(index: bigint, width: number, hashes: Uint8Array): Promise<boolean> {
    if (width < TILE_WIDTH) {
      const { edge } = growTiles(this.edge, hashesOf(hashes));
      return equalBytes(frontierRoot(frontierOfEdge(edge)), this.checkpoint.root);
    }
    const above = await this.parentOf(index);
    const at = Number(index % BigInt(TILE_WIDTH)) * HASH_BYTES;
    return above !== undefined && equalBytes(above.subarray(at, at + HASH_BYTES), tileRoot(hashes));
  }

  private async parentOf(child: bigint): Promise<Uint8Array | undefined> {
    const index = child / BigInt(TILE_WIDTH);
    if (this.parent?.index !== index) {
      const width = tileWidth(this.checkpoint.size, 1, index);
      this.parent = { index, hashes: await this.source.tile(1, index, width).catch(() => undefined) };
    }
    return this.parent.hashes;
  }

  private async compare(expected: { readonly level: number; readonly index: bigint; readonly hashes: Uint8Array }) {
    const width = expected.hashes.length / HASH_BYTES;
    const found = await this.readTile(expected.level, expected.index, width);
    if (found !== undefined && !equalBytes(found, expected.hashes)) {
      this.report(tilePath(expected.level, expected.index, width), 'its hashes are not those of the tiles below it');
    }
  }

  private async readTile(level: number, index: bigint, width: number): Promise<Uint8Array | undefined> {
    const path = tilePath(level, index, width);
    const hashes = await this.readFile(path, () => this.source.tile(level, index, width));
    if (hashes === undefined || hashes.length === width * HASH_BYTES) return hashes;
    this.report(path, `it has ${hashes.length} bytes instead of ${width * HASH_BYTES}`);
    return undefined;
  }

  private async readEntries(index: bigint, width: number): Promise<Uint8Array | undefined> {
    const { source } = this;
    if (source.entries === undefined) return undefined;
    const path = entriesPath(index, width);
    const bytes = await this.readFile(path, () => source.entries?.(index, width) ?? Promise.resolve(new Uint8Array()));
    const leaves = bytes === undefined ? undefined : this.split(path, bytes, width);
    return leaves === undefined ? undefined : concatBytes(leaves.map((leaf) => this.readEntry(path, leaf)));
  }

  private split(path: string, bytes: Uint8Array, width: number): Uint8Array[] | undefined {
    try {
      const leaves = readBundle(bytes);
      if (leaves.length === width) return leaves;
      this.report(path, `it holds ${leaves.length} entries instead of ${width}`);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.report(path, error.message);
    }
    return undefined;
  }

  private readEntry(path: string, bytes: Uint8Array): Uint8Array {
    this.entries += 1n;
    try {
      const { origin } = readLeaf(bytes);
      if (!isSameLog(origin, this.checkpoint.origin)) this.report(path, `an entry names another log: ${origin}`);
    } catch (error) {
      if (!isCrexError(error)) throw error;
      this.unreadable += 1n;
    }
    return leafHashOf(bytes);
  }

  private async readFile(path: string, read: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!isCrexError(error) || error.code !== 'audit.file-missing') throw error;
      this.report(path, 'the file is missing');
      return undefined;
    }
  }

  private report(path: string, fault: string): void {
    this.faults.push({ path, fault });
  }
}
