import {
  PDF,
  PdfArray,
  PdfBool,
  PdfDict,
  PdfName,
  PdfNull,
  PdfNumber,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfObject,
} from '@libpdf/core';
import { extractError } from './error.js';

type Value = PdfObject | null | undefined;

/**
 * Refuses a document in which a later revision changed anything of the sealed one. What may be added: the validation data
 * (DSS), and time-stamps in fields that show nothing.
 *
 * @throws extract.appended
 * @see ETSI EN 319 142-1 section 5.4; ISO 32000-2 section 12.8.2.2 (what later changes a signature allows)
 */
export function checkOnlyArchived(sealed: PDF, now: PDF): void {
  const comparison = new Comparison(sealed, now);
  if (!comparison.isSame(sealed.getCatalog(), now.getCatalog(), true)) {
    throw extractError('extract.appended', 'something was added to the document after it was sealed');
  }
}

/** What a document holds for its later judges, DER. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** The validation data of a document: what its DSS holds. @throws extract.validation-data-changed */
export function validationDataOf(document: PDF): ValidationData {
  const resolve = document.getObject.bind(document);
  const store = document.getCatalog().getDict('DSS', resolve);
  const streams = (key: string) =>
    (store?.getArray(key, resolve)?.toArray() ?? []).map((entry) => {
      const stream = entry instanceof PdfRef ? document.getObject(entry) : entry;
      if (!(stream instanceof PdfStream)) {
        throw extractError('extract.validation-data-changed', 'the validation data is not in streams');
      }
      return stream.getDecodedData();
    });
  return { certificates: streams('Certs'), crls: streams('CRLs') };
}

class Comparison {
  private readonly seen = new Set<string>();

  constructor(
    private readonly first: PDF,
    private readonly last: PDF,
  ) {}

  isSame(a: Value, b: Value, isCatalog = false): boolean {
    if (a instanceof PdfRef && b instanceof PdfRef) {
      const pair = `${a.toString()} ${b.toString()}`;
      if (this.seen.has(pair)) return true; // objects point back at each other
      this.seen.add(pair);
      return this.isSame(this.first.getObject(a), this.last.getObject(b));
    }
    if (a instanceof PdfRef) return this.isSame(this.first.getObject(a), b);
    if (b instanceof PdfRef) return this.isSame(a, this.last.getObject(b));
    if (a instanceof PdfStream) {
      return (
        b instanceof PdfStream && sameBytes(a.getEncodedData(), b.getEncodedData()) && this.sameEntries(a, b, false)
      );
    }
    if (a instanceof PdfDict)
      return b instanceof PdfDict && !(b instanceof PdfStream) && this.sameEntries(a, b, isCatalog);
    if (a instanceof PdfArray) return b instanceof PdfArray && a.length === b.length && this.sameItems(a, b);
    return isSameScalar(a, b);
  }

  private sameEntries(a: PdfDict, b: PdfDict, isCatalog: boolean): boolean {
    const keys = new Set([...a.keys(), ...b.keys()].map(({ value }) => value));
    return [...keys].every((key) => {
      const [x, y] = [a.get(key), b.get(key)];
      // later validation data takes the place of earlier data; it is judged for itself
      if (isCatalog && key === 'DSS') return true;
      if (key === 'Fields' || key === 'Annots') return this.isGrown(x, y);
      return this.isSame(x, y);
    });
  }

  /** The same list, and after it nothing but time-stamps. */
  private isGrown(a: Value, b: Value): boolean {
    const before = a instanceof PdfRef ? this.first.getObject(a) : a;
    const after = b instanceof PdfRef ? this.last.getObject(b) : b;
    if (!(before instanceof PdfArray) || !(after instanceof PdfArray)) return this.isSame(before, after);
    const added = after.toArray().slice(before.length);
    return (
      before.length <= after.length && this.sameItems(before, after) && added.every((one) => this.isTimeStamp(one))
    );
  }

  private sameItems(a: PdfArray, b: PdfArray): boolean {
    return a.toArray().every((item, at) => this.isSame(item, b.toArray()[at]));
  }

  /** A field for a time-stamp that draws nothing and does nothing. */
  private isTimeStamp(object: PdfObject): boolean {
    const resolve = this.last.getObject.bind(this.last);
    const field = object instanceof PdfRef ? this.last.getObject(object) : object;
    if (!(field instanceof PdfDict)) return false;
    const allowed = new Set(['Type', 'Subtype', 'FT', 'T', 'V', 'P', 'Rect', 'F']);
    const sides = field.getArray('Rect', resolve)?.toArray() ?? [];
    return (
      [...field.keys()].every(({ value }) => allowed.has(value)) &&
      field.getName('FT', resolve)?.value === 'Sig' &&
      field.getDict('V', resolve)?.getName('Type', resolve)?.value === 'DocTimeStamp' &&
      sides.length === 4 &&
      sides.every((side) => side instanceof PdfNumber && side.value === 0)
    );
  }
}

function isSameScalar(a: Value, b: Value): boolean {
  if (a instanceof PdfName) return b instanceof PdfName && a.value === b.value;
  if (a instanceof PdfNumber) return b instanceof PdfNumber && a.value === b.value;
  if (a instanceof PdfBool) return b instanceof PdfBool && a.value === b.value;
  if (a instanceof PdfString) return b instanceof PdfString && sameBytes(a.bytes, b.bytes);
  return isNothing(a) && isNothing(b);
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null || value instanceof PdfNull;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}
