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
}
