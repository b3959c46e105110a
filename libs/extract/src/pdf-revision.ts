import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString } from '@libpdf/core';
import { extractError } from './error.js';

/** Room for a signature or token (bytes): what real ones with three certificates need, and as much again. */
const ROOM = 12_288;
const PLACE = 9_999_999_999;

/** A signature to be added to a document. */
export interface NewSignature {
  /** Of the field; unique in the document. */
  readonly field: string;
  readonly type: 'Sig' | 'DocTimeStamp';
  readonly subFilter: 'ETSI.CAdES.detached' | 'ETSI.RFC3161';
  /** Claimed time, seconds since 1970. */
  readonly claimedAt?: number;
  /** Makes the signature (DER) over all bytes of the file but its own. */
  readonly sign: (covered: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Adds a revision with a signature over the whole file: an invisible field on the first page.
 *
 * @throws extract.not-sealable
 * @see ISO 32000-1 section 12.8; ETSI EN 319 142-1 sections 5.3 and 5.4.3
 */
export async function appendSignature(pdf: Uint8Array, signature: NewSignature): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const page = document.getPage(0);
  if (page === null) throw extractError('extract.not-sealable', 'the document has no page');
  const value = document.register(signatureDictionary(signature));
  const field = document.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(signature.field),
      V: value,
      P: page.ref,
      Rect: PdfArray.of(...[0, 0, 0, 0].map((side) => PdfNumber.of(side))),
      // Print and Locked: PDF/A asks for Print, and forbids what hides an annotation
      F: PdfNumber.of(132),
    }),
  );
  const resolve = document.getObject.bind(document);
  const annotations = page.dict.getArray('Annots', resolve);
  if (annotations === undefined) page.dict.set('Annots', PdfArray.of(field));
  else annotations.push(field);
  const form = document.getCatalog().getDict('AcroForm', resolve);
  const fields = form?.getArray('Fields', resolve);
  if (form === undefined || fields === undefined) {
    const empty = PdfDict.of({ Fields: PdfArray.of(field), SigFlags: PdfNumber.of(3) });
    document.getCatalog().set('AcroForm', document.register(empty));
  } else fields.push(field);
  return await fill(await document.save({ incremental: true }), pdf.length, signature.sign);
}

/**
 * Adds a revision with certificates and revocation lists for whoever judges the signatures later.
 *
 * @see ETSI EN 319 142-1 section 5.4.2
 */
export async function appendValidationData(
  pdf: Uint8Array,
  { certificates, crls }: { readonly certificates: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] },
): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const streams = (all: readonly Uint8Array[]) =>
    PdfArray.of(...all.map((der) => document.register(PdfStream.fromDict({}, der))));
  const store = PdfDict.of({ Type: PdfName.of('DSS'), Certs: streams(certificates), CRLs: streams(crls) });
  document.getCatalog().set('DSS', document.register(store));
  return await document.save({ incremental: true, compressStreams: false });
}

function signatureDictionary({ type, subFilter, claimedAt }: NewSignature): PdfDict {
  return PdfDict.of({
    Type: PdfName.of(type),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of(subFilter),
    ByteRange: PdfArray.of(...[0, PLACE, PLACE, PLACE].map((place) => PdfNumber.of(place))),
    Contents: PdfString.fromHex('00'.repeat(ROOM)),
    ...(claimedAt !== undefined && { M: PdfString.fromString(pdfDate(claimedAt)) }),
  });
}

/** Writes the byte range over its placeholder, signs everything around the room, and fills the room. */
async function fill(saved: Uint8Array, from: number, sign: NewSignature['sign']): Promise<Uint8Array> {
  const bytes = Buffer.from(saved);
  const placeholder = `[0 ${PLACE} ${PLACE} ${PLACE}]`;
  const range = bytes.indexOf(placeholder, from, 'latin1');
  const room = bytes.indexOf(`<${'00'.repeat(ROOM)}>`, from, 'latin1');
  if (range < 0 || room < 0) throw extractError('extract.not-sealable', 'the place of the signature is not found');
  const after = room + 2 * ROOM + 2;
  bytes.write(`[0 ${room} ${after} ${bytes.length - after}]`.padEnd(placeholder.length), range, 'latin1');
  const signature = await sign(Buffer.concat([bytes.subarray(0, room), bytes.subarray(after)]));
  if (signature.length > ROOM) {
    throw extractError(
      'extract.not-sealable',
      `a signature has at most ${ROOM} bytes, this one has ${signature.length}`,
    );
  }
  bytes.write(Buffer.from(signature).toString('hex'), room + 1, 'latin1');
  return new Uint8Array(bytes);
}

function pdfDate(seconds: number): string {
  return `D:${new Date(seconds * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-:T]/g, '')}Z`;
}
