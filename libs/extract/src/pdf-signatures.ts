import { extractError } from './error.js';

/** The largest document that is looked at: 500 convictions in two languages stay far below. */
const MAX_PDF_BYTES = 64 * 1024 * 1024;
/** The seal, the first archive time-stamp and its renewals over a long life. */
const MAX_SIGNATURES = 64;

/** A signature as it stands in the file. */
export interface PdfSignature {
  /** DER of the CMS. */
  readonly der: Uint8Array;
  /** All bytes that it signs. */
  readonly covered: Uint8Array;
  /** Where the revision that it signs ends. */
  readonly end: number;
  readonly byteRange: readonly number[];
}

/**
 * Finds the signatures of a document by their byte ranges, in the order of the file. Each one must begin at the first
 * byte and leave out nothing but its own value: what a reader shows as signed is then what was signed.
 *
 * @throws extract.not-a-pdf extract.no-seal extract.changed
 * @see ISO 32000-1 section 12.8.1
 */
export function findSignatures(pdf: Uint8Array): PdfSignature[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  checkPdf(bytes);
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)];
  if (found.length === 0) throw extractError('extract.no-seal', 'the document bears no seal');
  if (found.length > MAX_SIGNATURES) throw extractError('extract.changed', 'too many signatures');
  const signatures = found.map((match) => signatureAt(bytes, match.slice(1).map(Number)));
  return signatures.sort((a, b) => a.end - b.end);
}

function signatureAt(bytes: Buffer, byteRange: readonly number[]): PdfSignature {
  const [start, before, after, length] = byteRange as [number, number, number, number];
  const end = after + length;
  // the gap holds <hex> and nothing else
  const isWhole = start === 0 && before < after && end <= bytes.length && length > 0;
  const gap = isWhole ? bytes.toString('latin1', before, after) : '';
  if (!/^<([0-9A-Fa-f]{2})+>$/.test(gap)) {
    throw extractError(
      'extract.changed',
      'a signature does not cover the file from its first byte around its own value',
    );
  }
  const value = Buffer.from(gap.slice(1, -1), 'hex');
  const covered = Buffer.concat([bytes.subarray(0, before), bytes.subarray(after, end)]);
  return { der: withoutPadding(value), covered: new Uint8Array(covered), end, byteRange };
}

/** The room after a signature is filled with zeros, so that nothing can hide there. */
function withoutPadding(value: Buffer): Uint8Array {
  const first = value[1] ?? 0;
  const octets = first < 0x80 ? 0 : first - 0x80;
  const size = octets === 0 ? first : octets <= 3 ? value.readUIntBE(2, octets) : Number.POSITIVE_INFINITY;
  const end = 2 + octets + size;
  if (value[0] !== 0x30 || end > value.length || value.subarray(end).some((byte) => byte !== 0)) {
    throw extractError('extract.changed', 'the value of a signature is not one CMS object');
  }
  return new Uint8Array(value.subarray(0, end));
}

function checkPdf(bytes: Buffer): void {
  if (bytes.length > MAX_PDF_BYTES) throw extractError('extract.not-a-pdf', `more than ${MAX_PDF_BYTES} bytes`);
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') throw extractError('extract.not-a-pdf', 'the file is not a PDF');
}
