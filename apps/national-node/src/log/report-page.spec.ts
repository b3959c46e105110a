import { PDF } from '@libpdf/core';
import { Home } from '../context.js';
import type { DisclosureReport } from './report-items.js';
import { reportPage } from './report-page.js';
import { ReportPrinter } from './report-printer.js';

const home = new Home('AR', 'test', { nowMs: () => Date.UTC(2026, 10, 22, 12) }, 'America/Argentina/Buenos_Aires');
const listed = { eventId: 'e', type: 'DISCLOSURE', foundBy: [], erased: [] };
const report: DisclosureReport = {
  ...{ v: 1, country: 'AR', madeAt: '2026-11-22T12:00:00Z', from: '2026-11-01T03:00:00Z', to: '2026-12-01T03:00:00Z' },
  references: [
    { by: 'document', country: 'AR', type: 'AR_DNI', number: '30123456' },
    { by: 'name', name: 'JUAN EJEMPLO', birthDate: '1984-02-29' },
  ],
  partners: [
    {
      country: 'BR',
      told: [
        {
          ...{ ...listed, at: '2026-11-20T15:00:00Z', purpose: 'C2', legalBasis: 'NASSAU-1992', outcome: 'RECORDS' },
          ...{ by: { authority: 'Polícia Federal', official: 'BR-0815' }, caseReference: 'IPP 1/2026' },
        },
      ],
      asked: [],
    },
  ],
  others: [{ ...listed, type: 'SEARCH', at: '2026-11-21T15:00:00Z', erased: ['actor: erased'] }],
  summary: '',
};

describe('the printed report', () => {
  it.each(['es', 'en', 'pt', 'nl'] as const)(
    'says in %s by whom and why, names no official, and is PDF/A',
    async (language) => {
      const page = reportPage(report, language, 'AUD-2026-017', home);
      expect(page.sections.map(({ lines }) => lines.map(({ day }) => day))).toEqual([['2026-11-20'], ['2026-11-21']]);
      const pdf = new ReportPrinter().print(page, home.nowSeconds());
      const document = await PDF.load(pdf);
      const text = document
        .extractText()
        .map((each) => each.text)
        .join(' ')
        .replace(/\s+/g, ' ');
      for (const word of [page.title, 'Polícia Federal', 'IPP 1/2026', '30123456', 'JUAN EJEMPLO', 'AUD-2026-017']) {
        expect(text).toContain(word);
      }
      expect(text).not.toContain('BR-0815');
      expect(Buffer.from(pdf).toString('latin1')).toContain('pdfaid:part');
    },
  );

  it('keeps words that look like markup as words', () => {
    const [partner] = report.partners;
    const told = [{ ...partner!.told[0]!, by: { authority: '#panic("x") *b* $x$ \\"' } }];
    const page = reportPage({ ...report, partners: [{ ...partner!, told }] }, 'en', '#m', home);
    expect(new ReportPrinter().print(page, 1).length).toBeGreaterThan(1000);
  });

  it('is refused, without a word of it, where no font has the character', () => {
    const page = { ...reportPage(report, 'en', 'A', home), title: '\u{1F600}' };
    expect(() => new ReportPrinter().print(page, 1)).toThrow('the report cannot be set as PDF/A');
  });
});
