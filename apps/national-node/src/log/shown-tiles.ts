import { HASH_BYTES, TILE_WIDTH, tileWidth, type TileReader } from '#libs/audit';
import { isCrexError } from '#libs/protocol';

/** A tile that the broker does not show is as good as one without hashes: nothing can be proven by it. */
export function emptyWhereNotShown(reader: TileReader): TileReader {
  return {
    tile: (level, index, width) =>
      reader.tile(level, index, width).catch((error: unknown) => {
        if (isCrexError(error, 'log.tile-not-shown')) return new Uint8Array();
        throw error;
      }),
  };
}

/** Reads each tile once. */
export function readOnce(reader: TileReader): TileReader {
  const read = new Map<string, Promise<Uint8Array>>();
  return {
    tile: (level, index, width) => {
      const name = `${level}/${index}/${width}`;
      const reading = read.get(name) ?? reader.tile(level, index, width);
      read.set(name, reading);
      return reading;
    },
  };
}

/** The leaf hashes from `from` to before `size`, tile by tile, in the order of the tree; nobody vouches for them. */
export async function* leafHashes(reader: TileReader, from: bigint, size: bigint): AsyncGenerator<Uint8Array> {
  const width = BigInt(TILE_WIDTH);
  for (let index = from / width; index * width < size; index++) {
    const tile = await reader.tile(0, index, tileWidth(size, 0, index));
    const skipped = index * width < from ? Number(from - index * width) : 0;
    yield tile.subarray(skipped * HASH_BYTES);
  }
}
