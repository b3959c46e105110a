import { readFile } from 'node:fs/promises';
import type { ConsoleSite, Visitor } from './console.jest.js';

const WORDS = {
  es: {
    begin: 'Comenzar',
    search: 'Buscar',
    again: 'Mirar de nuevo',
    place: /número \d+ de \d+/,
    timeline: 'Cronología',
  },
  en: {
    begin: 'Begin',
    search: 'Search',
    again: 'Look again',
    place: /number \d+ of \d+/,
    timeline: 'Timeline',
  },
} as const;
const MANDATE = 'AUD-2026-017';

/** What an auditor does before the console. */
export function auditorsStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  /** Says by whose order, where a page asks for it. */
  async function nameMandate({ page }: Visitor, language: keyof typeof WORDS) {
    await page.locator('#mandate').fill(MANDATE);
    await page.getByRole('button', { name: WORDS[language].begin, exact: true }).click();
    await page.getByText(MANDATE, { exact: true }).waitFor();
  }

  /** Looks until the signer has taken the entry into the tree. No witness is there: a quorum is none of two countries. */
  async function untilInTree({ page }: Visitor, language: keyof typeof WORDS) {
    const { place, again } = WORDS[language];
    for (;;) {
      const proven = page.getByText(place);
      const open = page.getByRole('button', { name: again });
      await proven.or(open).first().waitFor();
      if (await proven.isVisible()) return;
      const looked = page.waitForResponse((response) => response.url().includes('/api/v1/log/entries/'));
      await open.click();
      await looked;
    }
  }

  it.each(['es', 'en'] as const)(
    'searches the log in %s and checks the proof of an entry in the browser',
    async (language) => {
      await using visitor = await site.signedIn('auditor', language, language === 'en' ? 'dark' : 'light');
      const { page } = visitor;
      const words = WORDS[language];
      await visitor.go('/log');
      if (language === 'es') expect(await visitor.faults('auditor-door')).toEqual([]);
      await nameMandate(visitor, language);
      await page.getByRole('button', { name: words.search, exact: true }).click();
      await page.locator('table').waitFor();
      if (language === 'es') expect(await visitor.faults('auditor-log')).toEqual([]);
      await page.getByText(words.timeline, { exact: true }).click();
      await page.locator('#content ol').first().waitFor();
      if (language === 'en') expect(await visitor.faults('auditor-timeline')).toEqual([]);
      await page.locator('#content ol a').last().click();
      await page.locator('#proof').waitFor();
      await untilInTree(visitor, language);
      expect(await visitor.faults(`auditor-entry-${language}`)).toEqual([]);
      const saving = page.waitForEvent('download');
      await page.locator('section[aria-labelledby="proof"] button').last().click();
      expect(await readFile(await (await saving).path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);
      expect(await visitor.kept()).not.toContain(MANDATE);
    },
  );

  it('sees whether the log is in order, what is unusual, and what waits for a review', async () => {
    await using visitor = await site.signedIn('auditor', 'pt');
    const { page } = visitor;
    const under = (path: string) => page.locator(`nav a[href="${path}"]`).click();
    await visitor.go('/oversight');
    await page.locator('#mandate').fill(MANDATE);
    await page.getByRole('button', { name: 'Começar' }).click();
    await page.getByText('O que outros viram do nosso registro').waitFor();
    await page.locator('#reconciled').waitFor();
    await visitor.settled();
    expect(await visitor.faults('auditor-oversight')).toEqual([]);
    await under('/unusual');
    await page.getByRole('button', { name: 'Olhar', exact: true }).click();
    await page
      .getByText(/Fo(i|ram) examinados? /)
      .first()
      .waitFor();
    expect(await visitor.faults('auditor-unusual')).toEqual([]);
    await under('/reviews');
    await page.getByText('Nada aguarda revisão').waitFor();
    expect(await visitor.faults('auditor-reviews')).toEqual([]);
  });

  it('makes the report of a person, on the page and as PDF, and no name gets into the address', async () => {
    const person = site.subject('records');
    const [name] = person.names;
    const full = name?.full ?? '?';
    await using asker = await site.signedIn('investigator', 'es');
    await asker.go('/ask');
    await asker.fillIn(person);
    await asker.lookOver();
    await asker.send();
    await asker.page.getByText('Con antecedentes').first().waitFor();
    await using visitor = await site.signedIn('auditor', 'nl');
    const { page } = visitor;
    await visitor.go('/persons');
    await page.locator('#mandate').fill(MANDATE);
    await page.getByRole('button', { name: 'Beginnen' }).click();
    await page.locator('#person-name').fill(full);
    await page.locator('#person-birth').fill(person.birthDate ?? '');
    await page.getByRole('button', { name: 'Rapport tonen' }).click();
    await page.getByRole('article', { name: 'Het rapport' }).waitFor();
    expect(await visitor.faults('auditor-report')).toEqual([]);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Opslaan als PDF' }).click();
    expect((await readFile(await (await saving).path())).subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('button', { name: 'Regels tonen' }).click();
    await page.getByText('Vraag gesteld', { exact: true }).first().waitFor();
    expect(await visitor.faults('auditor-person-log')).toEqual([]);
    const kept = await visitor.kept();
    for (const word of [full, person.birthDate ?? '?']) expect(kept).not.toContain(word);
  });
}
