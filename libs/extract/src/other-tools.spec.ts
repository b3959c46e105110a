import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { PDF, PdfArray, PdfDict, PdfName, PdfRef, PdfStream, type PdfObject } from '@libpdf/core';
import { SAMPLE_ISSUED_AT, sampleVariants } from '../../../test/extract/sample-extract.js';
import { TestMinistry } from '../../../test/extract/sealed-extract.js';
import { readCms } from './cms.js';
import { findSignatures } from './pdf-signatures.js';

const run = promisify(execFile);
const isHere = (tool: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));

describe.each(['records', 'partial', 'none'] as const)('a sealed extract (%s)', (variant) => {
  let ministry: TestMinistry;
  let sealed: Uint8Array;
  let folder: string;
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-tools-'));
    ministry = await TestMinistry.open();
    sealed = await ministry.issue(sampleVariants[variant]);
    const pem = (der: Uint8Array) => new X509Certificate(der).toString();
    await writeFile(file('extract.pdf'), sealed);
    await writeFile(file('ca.pem'), pem(ministry.keysOf('BR').ca.certificate));
    await writeFile(file('tsa.pem'), pem(ministry.authority.authority));
    const [seal, archive] = findSignatures(sealed);
    await writeFile(file('covered0'), seal!.covered);
    await writeFile(file('cms0.der'), seal!.der);
    await writeFile(file('covered1'), archive!.covered);
    await writeFile(file('cms1.der'), archive!.der);
    const cms = readCms(seal!.der, 'extract.changed');
    await writeFile(file('token.der'), cms.timeStamp!);
    await writeFile(file('signature'), cms.signer.signature.valueBlock.valueHexView);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What other tools say, where they are installed; a machine with node alone asks none of them. */
  const asked: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['qpdf', () => ['--check', file('extract.pdf')], /No syntax or stream encoding errors found/],
    ['pdfsig', () => [file('extract.pdf')], /Signature is Valid/],
    ['pdfinfo', () => [file('extract.pdf')], /Tagged: +yes/],
    ['pdfinfo', () => ['-meta', file('extract.pdf')], /<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A</],
    [
      'openssl',
      () => [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('cms0.der'), '-content', file('covered0')],
        ...['-CAfile', file('ca.pem'), '-purpose', 'any', '-attime', String(SAMPLE_ISSUED_AT), '-out', '/dev/null'],
      ],
      /CMS Verification successful/,
    ],
    [
      'openssl',
      () => [
        'ts',
        '-verify',
        '-token_in',
        '-in',
        file('token.der'),
        '-data',
        file('signature'),
        '-CAfile',
        file('tsa.pem'),
      ],
      /Verification: OK/,
    ],
    [
      'openssl',
      () => [
        'ts',
        '-verify',
        '-token_in',
        '-in',
        file('cms1.der'),
        '-data',
        file('covered1'),
        '-CAfile',
        file('tsa.pem'),
      ],
      /Verification: OK/,
    ],
  ];
  const here = asked.filter(([tool]) => isHere(tool));

  it(`is in order for ${[...new Set(here.map(([tool]) => tool))].join(', ') || 'no tool, since none is here'}`, async () => {
    for (const [tool, words, good] of here) {
      const { stdout, stderr } = await run(tool, words());
      expect(`${tool} ${words()[0]}: ${stdout}${stderr}`).toMatch(good);
    }
  });

  it('keeps the rules of PDF/A-3 that the seal could break', async () => {
    const document = await PDF.load(sealed);
    const resolve = document.getObject.bind(document);
    const catalog = document.getCatalog();
    const text = Buffer.from(sealed).toString('latin1');
    // 6.1.3: an ID in each trailer, the first part the same; 6.1.2: nothing after the end
    const ids = [...text.matchAll(/\/ID\s*\[\s*(<[0-9A-Fa-f]+>|\([^]*?[^\\]\))/g)].map(([, id]) => hexOf(id!));
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(1);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    // 6.2.3, 6.7, 6.8
    expect(keysOf(catalog)).toEqual(
      expect.arrayContaining(['AF', 'Lang', 'MarkInfo', 'Metadata', 'OutputIntents', 'StructTreeRoot']),
    );
    // 6.1.3, 6.5, 6.6: no encryption, no scripts, no actions, nothing outside; 6.2.11: every font inside, with Unicode
    const all = everything(document, catalog);
    const keys = new Set(all.flatMap((one) => (one instanceof PdfDict ? keysOf(one) : [])));
    for (const key of ['Encrypt', 'OpenAction', 'AA', 'JS', 'JavaScript', 'XFA', 'NeedAppearances', 'NeedsRendering']) {
      expect({ key, has: keys.has(key) }).toEqual({ key, has: false });
    }
    expect(text).not.toMatch(/\/Encrypt\b/);
    const dicts = all.filter((one): one is PdfDict => one instanceof PdfDict);
    const intents = dicts.filter((one) => keysOf(one).includes('DestOutputProfile'));
    expect(intents.map((one) => one.getName('S', resolve)?.value)).toEqual(['GTS_PDFA1']);
    const ofType = (type: string) => dicts.filter((one) => one.getName('Type', resolve)?.value === type);
    expect(ofType('FontDescriptor').length).toBeGreaterThan(0);
    for (const font of ofType('FontDescriptor'))
      expect(keysOf(font).some((key) => /^FontFile[23]?$/.test(key))).toBe(true);
    const composite = ofType('Font').filter((font) => font.getName('Subtype', resolve)?.value === 'Type0');
    for (const font of composite) expect(keysOf(font)).toContain('ToUnicode');
    // 6.3.2: shown in print, not hidden
    const fields = dicts.filter((one) => one.getName('FT', resolve)?.value === 'Sig');
    expect(fields).toHaveLength(2);
    for (const field of fields) expect(field.getNumber('F', resolve)?.value).toBe(132);
    const form = catalog.getDict('AcroForm', resolve)!;
    expect(keysOf(form).sort()).toEqual(['Fields', 'SigFlags']);
  });
});

/** A string of a PDF, written either way. */
function hexOf(text: string): string {
  return text.startsWith('<')
    ? text.slice(1, -1).toLowerCase()
    : Buffer.from(text.slice(1, -1), 'latin1').toString('hex');
}

function keysOf(dict: PdfDict): string[] {
  return [...dict.keys()].map(({ value }) => value);
}

/** Every object that a reader comes to from the catalog. */
function everything(document: PDF, root: PdfObject): PdfObject[] {
  const seen = new Set<string>();
  const found: PdfObject[] = [];
  const left: (PdfObject | null | undefined)[] = [root];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (one instanceof PdfRef) {
      if (!seen.has(one.toString())) left.push(document.getObject(one) ?? PdfName.of('Nothing'));
      seen.add(one.toString());
      continue;
    }
    if (one === null) continue;
    found.push(one);
    if (one instanceof PdfArray) left.push(...one.toArray());
    else if (one instanceof PdfDict || one instanceof PdfStream)
      left.push(...[...one.keys()].map((key) => one.get(key) ?? PdfName.of('Nothing')));
  }
  return found;
}
