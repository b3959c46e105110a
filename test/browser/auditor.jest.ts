import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPolicy, quorumPolicy } from '#libs/audit';
import { until } from '../e2e/scenarios/official.js';
import type { ConsoleSite, Visitor } from './console.jest.js';
import { crex } from './crex.jest.js';

const WORDS = {
  es: {
    begin: 'Comenzar',
    search: 'Buscar',
    again: 'Mirar de nuevo',
    proven: 'Esta anotación está en el registro y otros países lo avalan',
    timeline: 'Cronología',
  },
  en: {
    begin: 'Begin',
    search: 'Search',
    again: 'Look again',
    proven: 'This entry is in the log, and other countries vouch for it',
    timeline: 'Timeline',
  },
  nl: {
    begin: 'Beginnen',
    search: 'Zoeken',
    again: 'Opnieuw kijken',
    proven: 'Deze regel staat in het logboek, en andere landen staan daarvoor in',
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

  /** Looks until the entry is in the tree, and two other countries have cosigned it, one of which has no part in it. */
  async function untilProven({ page }: Visitor, language: keyof typeof WORDS) {
    const proven = page.getByText(WORDS[language].proven);
    const open = page.getByRole('button', { name: WORDS[language].again });
    for (;;) {
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
      await untilProven(visitor, language);
      expect(await visitor.faults(`auditor-entry-${language}`)).toEqual([]);
      const saving = page.waitForEvent('download');
      await page.locator('section[aria-labelledby="proof"] button').last().click();
      expect(await readFile(await (await saving).path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);
      expect(await visitor.kept()).not.toContain(MANDATE);
    },
  );

  it('judges an exceptional use, sees it judged, and takes the evidence of it, which anybody can verify', async () => {
    await using asker = await site.signedIn('investigator', 'es', 'light', { isByCard: true });
    await asker.go('/ask');
    await asker.fillIn(site.subject('records'));
    await asker.page.getByText('Amenaza inmediata y grave').click();
    await asker.page.locator('#reason').fill('Amenaza contra un acto público de hoy');
    await asker.lookOver();
    await asker.send();
    await asker.page.getByText('Con antecedentes').first().waitFor();

    await using visitor = await site.signedIn('auditor', 'nl', 'dark');
    const { page } = visitor;
    const reason = 'De dreiging was die dag bekend bij de politie';
    await visitor.go('/reviews');
    await nameMandate(visitor, 'nl');
    await page.getByLabel('Waarom').fill(reason);
    expect(await visitor.faults('auditor-review')).toEqual([]);
    const justified = page.getByRole('button', { name: 'Gerechtvaardigd', exact: true });
    await justified.click();
    await visitor.confirmAside();
    await justified.click();
    await page.getByText('Het staat in het logboek met uw reden.').waitFor();
    await page.getByText('Er wacht niets op beoordeling').waitFor();
    expect(await visitor.faults('auditor-judged')).toEqual([]);

    await page.locator('article a').click();
    await page.locator('#proof').waitFor();
    await page.locator('ol').getByText('Gerechtvaardigd').waitFor();
    await untilProven(visitor, 'nl');
    expect(await visitor.faults('auditor-entry-judged')).toEqual([]);
    await page.getByRole('button', { name: 'Bewijsbestand' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Rechtsgrond').fill('COURT-ORDER');
    const file = await taken(visitor, '/api/v1/evidence', 'Pagina opslaan');
    await dialog.waitFor({ state: 'detached' });
    const root = join(site.exchange.folder, 'alliance', 'jm', 'anchor', 'root.json');
    const { code, text } = await crex('verify', 'evidence', file, '--root', root);
    expect(text).toContain('VERIFIED     AR asked and BR answered what the page says');
    expect(code).toBe(0);
  });

  it('takes entries out of the node as a file, which the command line verifies by the keys of the directory', async () => {
    await using visitor = await site.signedIn('auditor', 'es', 'light', { isByCard: true });
    const { page } = visitor;
    await visitor.go('/log');
    await nameMandate(visitor, 'es');
    await page.locator('#types').click();
    await page.getByRole('option', { name: 'Pregunta enviada' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: WORDS.es.search, exact: true }).click();
    await page.locator('table').waitFor();
    await page.getByRole('button', { name: 'Extraer como archivo' }).click();
    await page.getByRole('dialog').getByLabel('Quién lo hizo').check();
    expect(await visitor.faults('auditor-export')).toEqual([]);
    const policy = join(site.exchange.folder, 'policy');
    await writeFile(policy, keysOfLog());
    // the last of them may be in no tree yet, or seen by no witness: then the command says that the file is to be made again
    const verified = await until(
      async () => {
        if (!(await page.getByRole('dialog').isVisible())) {
          await page.getByRole('button', { name: 'Extraer como archivo' }).click();
        }
        return crex(
          'verify',
          'export',
          await taken(visitor, '/api/v1/log/exports', 'Guardar el archivo'),
          '--policy',
          policy,
        );
      },
      ({ text }) => !text.includes('cli.export-incomplete'),
    );
    expect(verified.text).toMatch(/parts +[1-9]\d* open/);
    expect(verified.text).toContain('every entry of this file is in the log');
    expect(verified.code).toBe(0);
  });

  /** What an auditor would have from the directory. */
  function keysOfLog(): string {
    const { alliance } = site.exchange.local;
    const { log } = alliance.entry('AR');
    const witnesses = log.witnesses.map((member) => ({ member, vkey: alliance.entry(member).witness.vkey }));
    return formatPolicy(quorumPolicy({ owner: 'AR', parties: ['AR', 'BR'] }, log.vkey, witnesses));
  }

  /** Presses until the node gives the file: it refuses while a witness has not spoken. @returns where it lies */
  async function taken({ page }: Visitor, from: string, name: string): Promise<string> {
    const saving = page.waitForEvent('download');
    const press = async () => {
      const answering = page.waitForResponse((response) => response.url().endsWith(from));
      await page.getByRole('dialog').getByRole('button', { name }).click();
      return (await answering).status();
    };
    await until(press, (status) => status < 300);
    return (await saving).path();
  }

  it('sees whether the log is in order, what is unusual, and what waits for a review', async () => {
    await using visitor = await site.signedIn('auditor', 'pt', 'light', { isByCard: true });
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
    await using visitor = await site.signedIn('auditor', 'nl', 'light', { isByCard: true });
    const { page } = visitor;
    await visitor.go('/persons');
    await nameMandate(visitor, 'nl');
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
