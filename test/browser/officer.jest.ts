import type { ConsoleSite } from './console.jest.js';

const WORDS = {
  es: {
    found: 'Con antecedentes',
    none: 'Sin antecedentes',
    hit: 'Hay algo que comunicar',
  },
  en: { found: 'Records found', none: 'No record', hit: 'Hit' },
} as const;

/** What an officer does before the console, and what everybody sees of it. */
export function officersStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  it('finds a door without a fault, in the language of the browser', async () => {
    await using visitor = await site.visitor('pt');
    await visitor.go('/requests');
    expect(await visitor.page.locator('h1').innerText()).toBe('Antecedentes entre países');
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('pt');
    expect(await visitor.faults('door')).toEqual([]);
    await visitor.page.getByRole('button', { name: 'NL' }).click();
    await visitor.page.getByText('Gegevens tussen landen').waitFor();
    expect(await visitor.page.locator('html').getAttribute('lang')).toBe('nl');
  });

  describe.each(['es', 'en'] as const)('in %s', (language) => {
    it('asks, follows and reads an answer with records, and nothing personal is left in the browser', async () => {
      await using visitor = await site.signedIn('investigator', language);
      const { page } = visitor;
      await visitor.go('/ask');
      await page.locator('form button[type="submit"]').click();
      await page.locator('#faults').waitFor();
      expect(await visitor.faults(`ask-faults-${language}`)).toEqual([]);
      const person = site.subject('records');
      await visitor.fillIn(person);
      expect(await visitor.faults(`ask-filled-${language}`)).toEqual([]);
      await visitor.lookOver();
      expect(await page.locator('dl').first().innerText()).toContain('IPP-2026-004711');
      expect(await visitor.faults(`review-${language}`)).toEqual([]);
      await visitor.send();
      await page.getByText(WORDS[language].found).first().waitFor();
      await page.locator('h4').first().waitFor();
      expect(await page.locator('dl').first().innerText()).toContain('IPP-2026-004711');
      await page
        .locator('details', { has: page.locator('table') })
        .locator('summary')
        .click();
      await page.locator('details[open] table').waitFor();
      expect(await visitor.faults(`answer-${language}`)).toEqual([]);
      const kept = await visitor.kept();
      const [name] = person.names;
      for (const word of ['IPP-2026', name?.surname1 ?? '?', person.birthDate ?? '?']) expect(kept).not.toContain(word);
      await visitor.go('/requests');
      await page.locator('#content li').first().waitFor();
      expect(await visitor.faults(`list-${language}`)).toEqual([]);
    });
  });

  it('asks whether there is something, and goes on from the hit to the question for the record', async () => {
    await using visitor = await site.signedIn('investigator', 'en', 'dark');
    const { page } = visitor;
    await visitor.go('/ask');
    await visitor.fillIn(site.subject('records'), { kind: 'QUERY' });
    expect(await visitor.faults('ask-dark')).toEqual([]);
    await visitor.lookOver();
    await visitor.send();
    await page.getByText(WORDS.en.hit, { exact: true }).waitFor();
    expect(await visitor.faults('query-dark')).toEqual([]);
    await page.getByRole('link', { name: /for the record/ }).click();
    await page.waitForURL(/\/ask\/again\//);
    await page.locator('#caseReference').waitFor();
    expect(await page.locator('#caseReference').inputValue()).toBe('IPP-2026-004711');
  });

  it('puts a question aside, finds it again as it was, and discards it', async () => {
    await using visitor = await site.signedIn('investigator', 'es', 'light', { isByCard: true });
    const { page } = visitor;
    await visitor.go('/ask');
    await visitor.fillIn(site.subject('none'));
    await page.getByRole('button', { name: 'Guardar borrador' }).click();
    await page.getByText('Guardada en sus borradores.').waitFor();
    await visitor.go('/drafts');
    expect(await visitor.faults('drafts')).toEqual([]);
    await page.getByRole('link', { name: 'Continuar' }).click();
    await page.locator('#caseReference').waitFor();
    expect(await page.locator('#caseReference').inputValue()).toBe('IPP-2026-004711');
    await visitor.lookOver();
    await visitor.send();
    await page.getByText(WORDS.es.none).waitFor();
    await visitor.go('/drafts');
    await page.getByText('No hay borradores').waitFor();
  });

  it('is asked for more, says that there is no more, and it goes on', async () => {
    await using visitor = await site.signedIn('investigator', 'es');
    const { page } = visitor;
    await visitor.go('/ask');
    await visitor.fillIn(site.subject('ambiguous'));
    await visitor.lookOver();
    await visitor.send();
    await page.getByRole('button', { name: 'Completar los datos' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'No los tengo' }).waitFor();
    expect(await visitor.faults('information')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'No los tengo' }).click();
    await page.getByText('En estudio').first().waitFor();
    expect(await visitor.faults('in-progress')).toEqual([]);
  });

  it('asks with the keyboard alone', async () => {
    await using visitor = await site.signedIn('investigator', 'en');
    const { page } = visitor;
    await visitor.go('/ask');
    const press = (...keys: string[]) =>
      keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
    await visitor.tabTo('input[name="purpose"]');
    await press('Space');
    await visitor.tabTo('#countries input');
    await press('Space');
    await visitor.tabTo('#caseReference');
    await page.keyboard.type('K-1/2026');
    await visitor.tabTo('#offences');
    await page.keyboard.type('0502');
    await page.getByRole('option').first().waitFor();
    await press('ArrowDown');
    await page.locator('[role="option"][data-combobox-selected]').waitFor();
    await press('Enter', 'Escape');
    await visitor.tabTo('#given');
    await page.keyboard.type('Nobody');
    await visitor.tabTo('#surname1');
    await page.keyboard.type('Whoever');
    await visitor.tabTo('#birth input');
    await page.keyboard.type('1');
    await press('Tab');
    await page.keyboard.type('2');
    await press('Tab');
    await page.keyboard.type('1980');
    await press('Enter');
    await visitor.lookedOver();
    await visitor.tabTo('#content button:last-of-type', (text) => text.startsWith('Send to'));
    await press('Enter');
    await page.waitForURL(/\/requests\//);
    await page.getByText(WORDS.en.none).waitFor();
  });

  it('is told at once when the network is gone, and when it is back', async () => {
    await using visitor = await site.signedIn('investigator', 'en');
    await visitor.go('/requests');
    await visitor.context.setOffline(true);
    await visitor.page.getByText('Offline.').waitFor();
    expect(await visitor.faults('offline')).toEqual([]);
    await visitor.context.setOffline(false);
    await visitor.page.getByText('Offline.').waitFor({ state: 'detached' });
  });

  it('goes out by one press, and then stands before the door', async () => {
    await using visitor = await site.signedIn('investigator', 'en');
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.page.waitForURL((url) => !url.href.startsWith(site.url));
    await visitor.go('/');
    await visitor.page.getByText('Records between countries').waitFor();
  });
}
