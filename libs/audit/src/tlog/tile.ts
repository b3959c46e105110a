import { CrexError } from '#libs/protocol';
import { MAX_TREE_SIZE } from './tree.js';

/** Hashes of a full tile, and entries of a full bundle: eight levels of the tree. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one level of tiles covers. */
export const TILE_HEIGHT = 8;
/** The largest level that a path can name; trees of up to 2^63 leaves use levels 0 to 7. */
const MAX_LEVEL = 63;

/** Hashes `index * 256` to `index * 256 + width` of a level; hash `i` of level L covers the leaves from `i * 256^L`. */
export interface TileCoordinates {
  readonly level: number;
  readonly index: bigint;
  /** 1 to 256; less than 256 is a partial tile, the right edge of a tree. */
  readonly width: number;
}

/** What a path of a log names: a tile of hashes, or (`entries`) a bundle of entries. */
export interface TilePath extends Omit<TileCoordinates, 'level'> {
  readonly level: number | 'entries';
}

/**
 * The path of a tile below the log's prefix: `tile/<L>/<N>[.p/<W>]`.
 *
 * @throws audit.malformed-tile-path
 * @see C2SP tlog-tiles
 */
export function tilePath(level: number, index: bigint, width: number): string {
  checkLevel(level);
  return `tile/${level}/${spell(index, width)}`;
}

/**
 * The path of an entry bundle below the log's prefix: `tile/entries/<N>[.p/<W>]`.
 *
 * @throws audit.malformed-tile-path
 */
export function entriesPath(index: bigint, width: number): string {
  return `tile/entries/${spell(index, width)}`;
}

/**
 * Reads a path; only the one spelling that {@link tilePath} and {@link entriesPath} give is accepted.
 *
 * @throws audit.malformed-tile-path
 */
export function parseTilePath(path: string): TilePath {
  checkForm(path);
  const level = path.replace(PATH, '$1');
  const width = path.replace(PATH, '$3');
  const parsed: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(path.replace(PATH, '$2').replaceAll(/[x/]/g, '')),
    width: width === '' ? TILE_WIDTH : Number(width),
  };
  checkOneSpelling(parsed, path);
  return parsed;
}

/** A tree has at most 2^63 - 1 leaves, so an index at most 17 digits: six groups. */
const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/**
 * How many hashes a tile has in the tree of this size: 0 (not there) to 256 (full).
 *
 * @see C2SP tlog-tiles: floor(size / 256^level) mod 256
 */
export function tileWidth(size: bigint, level: number, index: bigint): number {
  const width = hashesAt(size, level) - index * 256n;
  return Number(width < 0n ? 0n : width > 256n ? 256n : width);
}

/** Every tile of the tree of `size` leaves that the tree of `since` leaves did not have, or not in this width. */
export function* tilesOf(size: bigint, since = 0n): Generator<TileCoordinates> {
  for (let level = 0; hashesAt(size, level) > hashesAt(since, level); level++) {
    const end = hashesAt(size, level);
    for (let index = hashesAt(since, level) / 256n; index * 256n < end; index++) {
      yield { level, index, width: tileWidth(size, level, index) };
    }
  }
}

/** How many hashes a level of tiles has in the tree of this size, all its tiles together. */
export function hashesAt(size: bigint, level: number): bigint {
  return size >> BigInt(TILE_HEIGHT * level);
}

function spell(index: bigint, width: number): string {
  checkTileIndex(index);
  checkWidth(width);
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').replaceAll(/\d{3}(?=\d)/g, 'x$&/');
  return width === TILE_WIDTH ? groups : `${groups}.p/${width}`;
}

function checkForm(path: string): void {
  if (!PATH.test(path)) throw malformed();
}

function checkOneSpelling({ level, index, width }: TilePath, path: string): void {
  if ((level === 'entries' ? entriesPath(index, width) : tilePath(level, index, width)) !== path) throw malformed();
}

function checkLevel(level: number): void {
  if (!Number.isInteger(level) || level < 0 || level > MAX_LEVEL) throw malformed();
}

function checkTileIndex(index: bigint): void {
  if (index < 0n || index > MAX_TREE_SIZE / 256n) throw malformed();
}

function checkWidth(width: number): void {
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) throw malformed();
}

function malformed(): CrexError {
  return new CrexError('audit.malformed-tile-path', 'a tile is named tile/<level or entries>/<index>[.p/<width>]', {
    nextStep: 'See docs/protocol/log-tree.md, tiles.',
  });
}
