import { MAX_LINE_BYTES } from './read-person.js';

const CHUNK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * Cuts a stream into pieces of about a mebibyte that end with a line. Memory is bounded whatever stands in it: of a line
 * longer than any person may be only the beginning is handed on, enough to be refused as too long.
 */
export async function* lineChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let whole: Uint8Array[] = [];
  let begun: Uint8Array[] = [];
  const size = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0);
  for await (const piece of source) {
    const last = piece.lastIndexOf(LINE_FEED);
    if (last >= 0) {
      const isOverlong = size(begun) > MAX_LINE_BYTES;
      whole.push(...begun, piece.subarray(isOverlong ? piece.indexOf(LINE_FEED) : 0, last + 1));
      begun = [];
    }
    const rest = piece.subarray(last + 1, last + 1 + Math.max(0, MAX_LINE_BYTES + 1 - size(begun)));
    if (rest.length > 0) begun.push(rest);
    while (size(whole) >= CHUNK_BYTES) {
      // cut by the text alone, not by how it was read: an import that goes on meets the same pieces
      const text = Buffer.concat(whole);
      const end = text.indexOf(LINE_FEED, CHUNK_BYTES - 1) + 1;
      if (end === 0) break;
      yield text.subarray(0, end);
      whole = [text.subarray(end)];
    }
  }
  const left = Buffer.concat([...whole, ...begun]);
  if (left.length > 0) yield left;
}
