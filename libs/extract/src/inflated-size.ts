import { extractError } from './error.js';

/** What all streams of a document together may grow to when they are inflated; 500 convictions stay below a third. */
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;
/** An extract has some hundreds. */
const MAX_STREAMS = 20_000;
/** Streams inside streams: the PDF library would inflate each layer. */
const MAX_LAYERS = 3;
/** Other filters can grow as well, and no extract uses them. `#57` in a name is `W` (ISO 32000-1 section 7.3.5). */
const GROWING_FILTERS = /(?:LZW|RunLength)Decode/;

/**
 * Refuses a document whose streams would fill the memory. The PDF library inflates without a limit, so every place where
 * a stream can begin is measured before it sees the file, whatever the document says of it.
 *
 * @throws extract.too-large
 */
export async function checkInflates(pdf: Uint8Array): Promise<void> {
  const left = { bytes: MAX_INFLATED_BYTES, streams: MAX_STREAMS };
  checkFilters(pdf);
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream[ \t]*(?:\r\n|\n|\r)?/g)) {
    left.streams -= 1;
    if (left.streams < 0) throw tooLarge('more streams than an extract has');
    await measure(pdf.subarray(index + word.length), left, MAX_LAYERS);
  }
}

async function measure(bytes: Uint8Array, left: { bytes: number }, layers: number): Promise<void> {
  if (!isZlib(bytes)) return;
  if (layers === 0) throw tooLarge('streams inside streams');
  const inflated = await inflate(bytes, left);
  checkFilters(inflated);
  await measure(inflated, left, layers - 1);
}

/** What comes out, up to the limit. What is broken ends early; it breaks where it is used. */
async function inflate(bytes: Uint8Array, left: { bytes: number }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  writer
    .write(Uint8Array.from(bytes))
    .then(
      () => writer.close(),
      () => undefined,
    )
    .catch(() => undefined);
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const value = await reader.read().then(
      (read) => read.value,
      () => undefined,
    );
    if (value === undefined) return Buffer.concat(parts);
    left.bytes -= value.length;
    if (left.bytes < 0) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(`its streams inflate to more than ${MAX_INFLATED_BYTES} bytes`);
    }
    parts.push(value);
  }
}

/** The header of RFC 1950. */
function isZlib([method = 0, flags = 0]: Uint8Array): boolean {
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}

function checkFilters(bytes: Uint8Array): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const names = text.includes('#')
    ? text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
  if (GROWING_FILTERS.test(names)) throw tooLarge('a stream has a filter that no extract uses');
}

function tooLarge(detail: string) {
  return extractError('extract.too-large', detail);
}
