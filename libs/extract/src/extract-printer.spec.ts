import { PDF, PdfStream } from '@libpdf/core';
import { checkUrl, ExtractPrinter, pageOf, type ExtractLanguage } from '#libs/extract';
import { codeOf } from '../../../test/code-of.js';
import { sampleConviction, sampleExtract, sampleVariants } from '../../../test/extract/sample-extract.js';
import { mentions, showsPage, shownOn } from './page-text.js';

const LANGUAGES: readonly ExtractLanguage[] = ['es', 'en', 'pt', 'nl'];

describe('the page of an extract', () => {
  const printer = new ExtractPrinter();
  const shown = async (pdf: Uint8Array) => shownOn(await PDF.load(pdf, { lenient: false }));

  it.each(Object.entries(sampleVariants))('shows exactly what the data says: %s', async (_, content) => {
    const pages = await shown(printer.print(content, 'a.b.c'));
    expect(showsPage(pages, pageOf(content))).toBe(true);
    expect(mentions(pages, content.number)).toBe(true);
  });

  it.each(LANGUAGES.flatMap((first) => LANGUAGES.map((second) => [first, second] as const)))(
    'can be read in %s with %s beside it',
    async (first, second) => {
      const content = sampleExtract({ languages: first === second ? [first] : [first, second] });
      expect(showsPage(await shown(printer.print(content, 'a.b.c')), pageOf(content))).toBe(true);
    },
  );

  it('writes every name as the register does', async () => {
    const pages = await shown(printer.print(sampleExtract(), 'a.b.c'));
    expect(mentions(pages, 'João Íñigo Muñoz-Conceição IJsbrand Ĳssel Ő')).toBe(true);
    expect(mentions(pages, 'Traducción')).toBe(false);
  });

  it('tells a page that says anything else', async () => {
    const pages = await shown(printer.print(sampleExtract(), 'a.b.c'));
    const [first, second, ...others] = sampleExtract().convictions;
    const later = { ...first!, decisionDate: '2001-09-03' };
    expect(showsPage(pages, pageOf(sampleExtract({ convictions: [later, second!, ...others] })))).toBe(false);
    expect(showsPage(pages, pageOf(sampleExtract({ convictions: [second!, first!, ...others] })))).toBe(false);
    expect(showsPage(pages, pageOf(sampleExtract({ number: 'BR-2026-000418' })))).toBe(false);
    expect(showsPage(pages.slice(0, -1), pageOf(sampleExtract()))).toBe(false);
    expect(showsPage([...pages, pages[0]!], pageOf(sampleExtract()))).toBe(false);
  });

  it('takes 60 convictions over many pages, heads of tables again on each', async () => {
    const content = sampleExtract({ convictions: Array.from({ length: 60 }, (_, n) => sampleConviction(n)) });
    const pages = await shown(printer.print(content, 'a.b.c'));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.at(-1)).toMatch(new RegExp(`Página${pages.length}de${pages.length}$`));
    expect(pages.filter((text) => text.includes('№SentenciaTribunal')).length).toBeGreaterThan(1);
  });

  it('is data, never instructions', async () => {
    const person = {
      ...sampleExtract().person,
      names: [{ full: '#panic() $x$ *a* @b <c> \\n', kind: 'legal' as const }],
    };
    const content = sampleExtract({ person });
    expect(showsPage(await shown(printer.print(content, 'a.b.c')), pageOf(content))).toBe(true);
  });

  it('is refused for a sign that no font has, without telling what it says', () => {
    const person = { ...sampleExtract().person, names: [{ full: 'Planted 漢', kind: 'legal' as const }] };
    const content = sampleExtract({ person });
    expect(codeOf(() => printer.print(content, 'a.b.c'))).toBe('extract.not-printable');
    expect(() => printer.print(content, 'a.b.c')).toThrow(/^((?!Planted).)*$/);
  });

  it('is the same file each time', () => {
    const first = printer.print(sampleExtract(), 'a.b.c');
    printer.print(sampleVariants.none, 'd.e.f');
    expect(Buffer.from(printer.print(sampleExtract(), 'a.b.c')).equals(first)).toBe(true);
  });

  it('is PDF/A-3a with the signed data attached and every font inside', async () => {
    const document = await PDF.load(printer.print(sampleExtract(), 'a.b.c'), { lenient: false });
    const resolve = document.getObject.bind(document);
    const catalog = document.getCatalog();
    const metadata = catalog.get('Metadata', resolve) as PdfStream;
    const xmp = Buffer.from(metadata.getDecodedData()).toString('utf8');
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    expect(catalog.getDict('MarkInfo', resolve)?.getBool('Marked')?.value).toBe(true);
    expect(catalog.getArray('OutputIntents', resolve)?.length).toBe(1);
    expect(catalog.getString('Lang')?.asString()).toBe('es');
    const file = resolve(catalog.getArray('AF', resolve)!.at(0) as never) as unknown as PdfStream;
    expect(file.getName('AFRelationship')?.value).toBe('Data');
    expect(Buffer.from(document.getAttachment('extract.jws')!).toString()).toBe('a.b.c');
  });

  it('has an address that tells a server nothing but itself', () => {
    expect(new URL(checkUrl(sampleExtract())).pathname).toBe('/extract');
    expect(new URL(checkUrl(sampleExtract())).hash).toMatch(/^#BR-2026-000417\./);
  });
});
