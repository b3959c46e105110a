import type { ConsoleSite } from './console.jest.js';

/** What an operator looks after. */
export function operatorsStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  it.each([
    ['es', 'El nodo'],
    ['nl', 'Het knooppunt'],
  ] as const)('sees in %s whether the node works, in words, and every loop of it', async (language, link) => {
    await using visitor = await site.signedIn('operator', language, language === 'es' ? 'dark' : 'light');
    const { page } = visitor;
    await page.locator('#node-state').waitFor();
    await page.locator('nav').getByRole('link', { name: link }).click();
    await page.locator('#loops').waitFor();
    await page.locator('summary').click();
    await page.getByRole('rowheader', { name: 'deliver' }).waitFor();
    expect(await visitor.faults(`operations-${language}`)).toEqual([]);
  });

  it('sees every key with its end, and who witnesses the log', async () => {
    await using visitor = await site.signedIn('operator', 'en');
    const { page } = visitor;
    await visitor.go('/keys');
    await page.getByRole('rowheader', { name: /^Signing/ }).waitFor();
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(4);
    await visitor.go('/witnesses');
    await page.locator('#witnesses').waitFor();
    await page.getByRole('rowheader', { name: 'Broker' }).waitFor();
  });

  it('announces an outage, which the node tells the others, and takes it back', async () => {
    await using visitor = await site.signedIn('operator', 'es');
    const { page } = visitor;
    await visitor.go('/outages');
    await page.getByText('Ninguna pausa anunciada').waitFor();
    const from = page.locator('#content form input').first();
    const until = page.locator('#content form input').last();
    const year = new Date().getFullYear() + 1;
    await from.fill(`${year}-05-02T04:00`);
    await until.fill(`${year}-05-01T22:00`);
    await page.locator('#content form button').click();
    await page.getByText('El fin debe ser después').waitFor();
    expect(await visitor.faults('outages-wrong')).toEqual([]);
    await until.fill(`${year}-05-02T08:00`);
    await page.locator('#content form button').click();
    await page.getByRole('button', { name: 'Retirar' }).waitFor();
    expect(await visitor.faults('outages')).toEqual([]);
    await page.getByRole('button', { name: 'Retirar' }).click();
    await page.getByText('Ninguna pausa anunciada').waitFor();
  });
}
