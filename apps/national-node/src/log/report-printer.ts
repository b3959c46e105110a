import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { DOCUMENT_FONTS } from '#libs/extract';
import { CrexError } from '#libs/protocol';
import type { ReportPage } from './report-page.js';

/** All words come as data, never as markup. */
const TEMPLATE = `
#let page-data = json(bytes(sys.inputs.page))
#let ink = rgb("#1b2a41")
#let accent = rgb("#1f4e79")
#let soft = rgb("#5b6675")
#let line-color = rgb("#c9d1db")
#set document(title: page-data.title, author: page-data.country,
  date: datetime(year: page-data.date.year, month: page-data.date.month, day: page-data.date.day))
#set text(font: "Noto Sans", fallback: false, size: 9.6pt, fill: ink, lang: page-data.language, hyphenate: false)
#set par(leading: 0.6em, spacing: 0.8em, justify: false)
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, x: 20mm), footer: context {
  set text(size: 7.5pt, fill: soft)
  line(length: 100%, stroke: 0.5pt + line-color)
  v(-2mm)
  grid(columns: (1fr, auto), [#page-data.country · #page-data.title],
    [#page-data.pageWord #counter(page).display() #page-data.ofWord #str(counter(page).final().at(0))])
})
#show heading.where(level: 1): it => block(above: 0pt, below: 3mm, text(size: 17pt, weight: "bold", fill: accent, it.body))
#show heading.where(level: 2): it => block(above: 7mm, below: 3mm, sticky: true, width: 100%,
  stroke: (bottom: 0.8pt + accent), inset: (bottom: 1.4mm), text(size: 11.5pt, weight: "bold", fill: accent, it.body))

#text(size: 8.5pt, fill: soft)[#upper(page-data.country) · CREX]
#heading(level: 1, page-data.title)
#text(size: 11pt, page-data.statement)
#v(2mm)
#for fact in page-data.facts {
  grid(columns: (34mm, 1fr), column-gutter: 4mm, text(fill: soft, fact.label), fact.value)
}
#for section in page-data.sections {
  heading(level: 2, section.heading)
  for entry in section.lines {
    block(breakable: false, below: 3.2mm,
      grid(columns: (24mm, 1fr), column-gutter: 4mm, text(weight: "semibold", entry.day), entry.text))
  }
}
#v(6mm)
#block(width: 100%, inset: 4mm, fill: rgb("#f2f5f9"), radius: 2mm, {
  for note in page-data.notes { par(note) }
})
`;

/** Makes the PDF of a report: tagged, with its fonts, PDF/A-2a. Nothing of it stays in the compiler's memory. */
export class ReportPrinter {
  /** Made when it is needed for the first time: it holds the fonts. */
  private compiler: NodeCompiler | undefined;

  /** @throws log.not-printable for text that the fonts cannot show */
  print(page: ReportPage, madeAt: number): Uint8Array {
    this.compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [...DOCUMENT_FONTS] }] });
    const { compiler } = this;
    try {
      const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs: { page: JSON.stringify(page) } });
      if (compiled.result === null) throw notPrintable();
      return new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'a-2a', creationTimestamp: madeAt }));
    } catch {
      throw notPrintable(); // the compiler's own words quote the report, which is personal: they go nowhere
    } finally {
      compiler.resetShadow();
      compiler.evictCache(0);
    }
  }
}

function notPrintable(): CrexError {
  return new CrexError('log.not-printable', 'the report cannot be set as PDF/A', {
    nextStep: 'take the report as JSON, and look for characters in names that are in none of the fonts',
  });
}
