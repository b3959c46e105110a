import { readFile } from 'node:fs/promises';
import type { ConsoleSite, Visitor } from './console.jest.js';

const WORDS = {
  es: { ask: 'Pedir un extracto', none: 'Todavía no hay extractos', valid: 'Válido', load: 'Descargar el PDF' },
  pt: { ask: 'Pedir uma certidão', none: 'Ainda não há certidões', valid: 'Válida', load: 'Baixar o PDF' },
} as const;

/** What a prosecutor does with certified extracts. */
export function prosecutorsStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  it.each(['es', 'pt'] as const)(
    'requests an extract in %s, sees what was verified of it, and keeps the file',
    async (language) => {
      await using visitor = await site.signedIn('prosecutor', language, language === 'pt' ? 'dark' : 'light', {
        // evidence leaves the node
        isByCard: language === 'es',
      });
      const { page } = visitor;
      const words = WORDS[language];
      await visitor.go('/extracts');
      if (language === 'es') {
        await page.getByText(words.none).waitFor();
        expect(await visitor.faults('extracts-none')).toEqual([]);
      }
      await page.getByRole('link', { name: words.ask }).click();
      await page.locator('#court').waitFor();
      await visitor.fillIn(site.subject('records'), { purpose: 2 });
      expect(await visitor.faults(`extract-ask-${language}`)).toEqual([]);
      await visitor.lookOver();
      await visitor.send();
      await page.getByText(words.valid, { exact: true }).waitFor();
      expect(await visitor.faults(`extract-${language}`)).toEqual([]);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: words.load }).click();
      const file = await downloading;
      expect(file.suggestedFilename()).toMatch(/^BR-\d{4}-\d{6}\.pdf$/);
      expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-');
      if (language === 'es') await takesEvidence(visitor);
      await visitor.go('/extracts');
      await page.getByText(words.valid, { exact: true }).first().waitFor();
      expect(await visitor.faults(`extracts-${language}`)).toEqual([]);
    },
  );

  /** The page for a judge, with what there is: the witnesses may not have spoken yet. */
  async function takesEvidence(visitor: Visitor) {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Archivo de prueba' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Fundamento legal').fill('COURT-ORDER');
    expect(await visitor.faults('evidence')).toEqual([]);
    await dialog.getByLabel(/testigo aún no ha confirmado/).check();
    const saving = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Guardar la página' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^evidence-[0-9a-f-]{36}\.html$/);
    const text = await readFile(await file.path(), 'utf8');
    // said so, not with the page itself: it is long, and personal
    expect(text.includes('crex verify evidence')).toBe(true);
    await dialog.waitFor({ state: 'detached' });
  }
}
