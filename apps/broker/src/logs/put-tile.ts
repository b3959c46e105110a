import { HASH_BYTES, hashesOf, TILE_WIDTH, tilePath, tileRoot, type TileCoordinates } from '#libs/audit';
import type { MemberView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Trust } from '../directory/trust.js';
import { checkOwner, ownerOf } from './log-owner.js';
import type { Alarmed } from './shelf.js';
import type { ShelfStore } from './shelf.store.js';

/** How far tiles may run ahead of the newest checkpoint (tiles of level 0, 512 MiB): only what was signed stays for ever. */
const MAX_TILES_AHEAD = 65_536n;

/** How much of the shelf one log may take. */
export interface ShelfLimits {
  /** Tiles of level 0: 256 entries and 8 KiB each. */
  readonly maxTilesPerLog: number;
}

/**
 * Takes a tile of a log from its owner. The first writing wins: a tile grows and never changes, and each hash above level
 * 0 is that of the tile below it, so whatever stands here under a checkpoint is the tree of that checkpoint.
 */
export class PutTile {
  constructor(
    private readonly database: Database,
    private readonly shelf: ShelfStore,
    private readonly trust: Trust,
    private readonly limits: ShelfLimits,
    private readonly alarmed: Alarmed,
  ) {}

  /** @throws logs.unknown-log, logs.not-owner, logs.malformed-tile, logs.tile-differs, logs.gap, logs.too-far-ahead, logs.full, logs.wrong-hash */
  async run(peer: MemberView, origin: string, tile: TileCoordinates, hashes: Uint8Array): Promise<void> {
    checkOwner(ownerOf(this.trust.view(), origin), peer);
    checkLength(tile, hashes);
    await inTransaction(this.database, async (tx) => {
      await this.shelf.lock(tx, origin);
      const sql = sqlOf(tx);
      const held = await this.shelf.wholeTile(sql, origin, tile);
      this.checkSame(origin, tile, held, hashes);
      if (hashes.length <= held.length) return;
      await this.checkFollows(sql, origin, tile);
      await this.checkNotTooFarAhead(sql, origin, tile);
      checkRoom(tile, this.limits);
      await this.checkTilesBelow(sql, origin, tile, hashes, held.length / HASH_BYTES);
      await this.shelf.keepTile(tx, origin, tile, hashes);
    });
  }

  private checkSame(origin: string, tile: TileCoordinates, held: Buffer, hashes: Uint8Array): void {
    const both = Math.min(held.length, hashes.length);
    if (held.subarray(0, both).equals(hashes.subarray(0, both))) return;
    this.alarmed('tile-differs', { origin, place: tilePath(tile.level, tile.index, tile.width) });
    throw new CrexError('logs.tile-differs', 'other hashes stand under this path already, and stay', {
      nextStep: 'this log was restored or forked; open a new epoch',
    });
  }

  /** Tiles come from left to right, so what is there needs no list. */
  private async checkFollows(sql: Sql, origin: string, { level, index }: TileCoordinates): Promise<void> {
    if (index === 0n) return;
    const before = await this.shelf.wholeTile(sql, origin, { level, index: index - 1n });
    if (before.length < TILE_WIDTH * HASH_BYTES) {
      throw new CrexError('logs.gap', 'the tile before this one is not there in full');
    }
  }

  private async checkNotTooFarAhead(sql: Sql, origin: string, { level, index }: TileCoordinates): Promise<void> {
    const signed = (await this.shelf.newest(sql, origin))?.size ?? 0n;
    if (level === 0 && index > signed / BigInt(TILE_WIDTH) + MAX_TILES_AHEAD) {
      throw new CrexError('logs.too-far-ahead', 'so many tiles without a checkpoint are not held', {
        nextStep: 'upload a checkpoint of the tiles that are there',
      });
    }
  }

  private async checkTilesBelow(
    sql: Sql,
    origin: string,
    { level, index }: TileCoordinates,
    hashes: Uint8Array,
    known: number,
  ): Promise<void> {
    if (level === 0) return;
    for (const [position, hash] of hashesOf(hashes).entries()) {
      if (position < known) continue;
      const below = { level: level - 1, index: index * BigInt(TILE_WIDTH) + BigInt(position) };
      const tile = await this.shelf.wholeTile(sql, origin, below);
      checkHashOf(tile, hash);
    }
  }
}

function checkLength({ width }: TileCoordinates, hashes: Uint8Array): void {
  if (hashes.length !== width * HASH_BYTES) {
    throw new CrexError('logs.malformed-tile', `a tile of this width has ${width * HASH_BYTES} bytes`);
  }
}

function checkRoom({ level, index }: TileCoordinates, { maxTilesPerLog }: ShelfLimits): void {
  if (level === 0 && index >= BigInt(maxTilesPerLog)) {
    throw new CrexError('logs.full', 'this log has all the room that one log gets', {
      nextStep: 'ask the broker’s operator for more, or open a new epoch',
    });
  }
}

function checkHashOf(tile: Buffer, hash: Uint8Array): void {
  const isFull = tile.length === TILE_WIDTH * HASH_BYTES;
  if (!isFull || !Buffer.from(tileRoot(tile)).equals(hash)) {
    throw new CrexError('logs.wrong-hash', 'a hash is not that of the full tile below it', {
      nextStep: 'upload the tiles of the lower levels first',
    });
  }
}
