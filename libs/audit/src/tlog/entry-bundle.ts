import { CrexError } from '#libs/protocol';
import { MAX_LEAF_BYTES } from '../leaf.js';
import { concatBytes } from './bytes.js';
import { TILE_WIDTH } from './tile.js';

const LENGTH_BYTES = 2;

/**
 * The bytes of an entry bundle: of each entry its length (uint16, big-endian) and its bytes.
 *
 * @throws audit.malformed-bundle
 * @see C2SP tlog-tiles, log entries
 */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  checkCount(entries.length);
  return concatBytes(entries.flatMap((entry) => [lengthOf(entry), entry]));
}

/**
 * The entries of a bundle, 1 to 256.
 *
 * @throws audit.malformed-bundle
 */
export function readBundle(bytes: Uint8Array): Uint8Array[] {
  checkNotEmpty(bytes);
  const entries: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length;) {
    checkWithin(at + LENGTH_BYTES, bytes);
    const start = at + LENGTH_BYTES;
    at = start + view.getUint16(at);
    checkWithin(at, bytes);
    entries.push(bytes.subarray(start, at));
    checkCount(entries.length);
  }
  return entries;
}

function lengthOf(entry: Uint8Array): Uint8Array {
  checkLength(entry);
  return Uint8Array.of(entry.length >> 8, entry.length & 0xff);
}

function checkLength(entry: Uint8Array): void {
  if (entry.length > MAX_LEAF_BYTES) throw malformed(`an entry has at most ${MAX_LEAF_BYTES} bytes`);
}

function checkNotEmpty(bytes: Uint8Array): void {
  if (bytes.length === 0) throw malformed('a bundle has an entry');
}

function checkCount(count: number): void {
  if (count < 1 || count > TILE_WIDTH) throw malformed(`a bundle has 1 to ${TILE_WIDTH} entries`);
}

function checkWithin(end: number, bytes: Uint8Array): void {
  if (end > bytes.length) throw malformed('the last entry is whole');
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-bundle', detail);
}
