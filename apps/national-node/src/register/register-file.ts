import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CrexError, type Digest } from '#libs/protocol';
import { lineChunks } from './line-chunks.js';

const READ_BYTES = 1024 * 1024;
/** RFC 1952 §2.3.1 */
const GZIP = Buffer.from([0x1f, 0x8b]);

/** A file with a register in it: NDJSON, as it is or compressed by gzip. */
export interface RegisterFile {
  readonly path: string;
  /** Of its bytes as they lie on the disk. */
  readonly digest: Digest;
  readonly bytes: number;
  readonly isCompressed: boolean;
}

/** @throws register.unreadable-file */
export async function inspectFile(path: string): Promise<RegisterFile> {
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let isCompressed = false;
    for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
      if (bytes === 0) isCompressed = piece.subarray(0, GZIP.length).equals(GZIP);
      hash.update(piece);
      bytes += piece.length;
    }
    return { path, digest: hash.digest('base64url'), bytes, isCompressed };
  } catch (cause) {
    throw unreadable(cause);
  }
}

/**
 * The file in pieces that end with a line, each with the bytes of the file that were read by then.
 *
 * @throws register.unreadable-file: it is gone, or compressed and cut off or damaged
 */
export async function* filePieces(file: RegisterFile): AsyncGenerator<{ lines: Uint8Array; bytes: number }> {
  const source = createReadStream(file.path, { highWaterMark: READ_BYTES });
  const plain = file.isCompressed ? pipeline(source, createGunzip(), () => undefined) : source;
  try {
    for await (const lines of lineChunks(plain as AsyncIterable<Uint8Array>)) yield { lines, bytes: source.bytesRead };
  } catch (cause) {
    throw unreadable(cause);
  } finally {
    source.destroy();
  }
}

function unreadable(cause: unknown): CrexError {
  return new CrexError('register.unreadable-file', 'the file of the register cannot be read to its end', {
    cause,
    nextStep: 'what was read is imported; give the whole file to the same command',
  });
}
