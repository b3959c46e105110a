import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { create as qrCodeOf } from 'qrcode';
import { ATTACHMENT_NAME } from './attachment.js';
import type { ExtractContent } from './content.js';
import { DOCUMENT_FONTS } from './document-fonts.js';
import { extractError } from './error.js';
import { pageOf } from './page.js';

const TEMPLATES = join(dirname(findPackageJSON(import.meta.url) ?? '.'), 'libs', 'extract', 'templates');
const MAIN = join(TEMPLATES, 'extract.typ');

/**
 * Makes the PDF/A-3a of an extract: tagged, with whole fonts at hand, the signed data attached. The same content and
 * signed data give the same bytes. One printer serves a whole process; each document is set in one go, and nothing of it
 * stays in the compiler's memory.
 *
 * @see ISO 19005-3
 */
export class ExtractPrinter {
  private readonly compiler = NodeCompiler.create({
    workspace: TEMPLATES,
    fontArgs: [{ fontPaths: [...DOCUMENT_FONTS] }],
  });

  /** @throws extract.not-printable for text that the fonts cannot show, and whatever else PDF/A-3a forbids */
  print(content: ExtractContent, jws: string): Uint8Array {
    const { compiler } = this;
    const issued = new Date(content.issuedAt * 1000);
    const date = { year: issued.getUTCFullYear(), month: issued.getUTCMonth() + 1, day: issued.getUTCDate() };
    const page = pageOf(content);
    try {
      const banner = page.banner ?? null;
      this.give('page.json', JSON.stringify({ ...page, banner, date, attachment: page.title[0] }));
      this.give('qr.svg', qrSvg(page.qr));
      this.give(ATTACHMENT_NAME, jws);
      const compiled = compiler.compile({ mainFilePath: MAIN });
      if (compiled.result === null) throw notPrintable();
      return this.toPdf(compiled.result, content.issuedAt);
    } finally {
      compiler.resetShadow();
      compiler.evictCache(0);
    }
  }

  private toPdf(document: Parameters<NodeCompiler['pdf']>[0], creationTimestamp: number): Uint8Array {
    try {
      return new Uint8Array(this.compiler.pdf(document, { pdfStandard: 'a-3a', creationTimestamp }));
    } catch {
      throw notPrintable();
    }
  }

  private give(name: string, text: string): void {
    this.compiler.mapShadow(join(TEMPLATES, name), Buffer.from(text, 'utf8'));
  }
}

/** The compiler's own words quote the document, which is personal: they go nowhere. */
function notPrintable(): Error {
  return extractError('extract.not-printable', 'the extract cannot be set as PDF/A-3a', {
    nextStep: 'look for characters in names and titles that are in none of the fonts',
  });
}

/** One path of squares, error correction M. @see ISO/IEC 18004 */
function qrSvg(text: string): string {
  const { modules } = qrCodeOf(text, { errorCorrectionLevel: 'M' });
  const quiet = 2;
  const side = modules.size + 2 * quiet;
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + quiet} ${row + quiet}h1v1h-1z`;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="#000" d="${path}"/></svg>`;
}
