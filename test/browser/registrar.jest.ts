import type { ConsoleSite } from './console.jest.js';

const WORDS = {
  es: { search: 'Buscar en el registro', found: 'Una persona cierta' },
  nl: { search: 'Register doorzoeken', found: 'Niemand' },
} as const;

/** What a registrar looks up in the register of the own country. */
export function registrarsStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  it.each([
    ['es', 'records'],
    ['nl', 'none'],
  ] as const)('searches the own register in %s, and is told of %s who it is, and why', async (language, kind) => {
    const person = site.exchange.samples('AR').findLast((sample) => sample.kind === kind)?.subject;
    const [name] = person?.names ?? [];
    const [year = '', month = '', day = ''] = person?.birthDate?.split('-') ?? [];
    await using visitor = await site.signedIn('registrar', language, language === 'nl' ? 'dark' : 'light');
    const { page } = visitor;
    await visitor.go('/register');
    const search = page.getByRole('button', { name: WORDS[language].search });
    await search.click();
    await page.locator('#faults').waitFor();
    if (language === 'es') expect(await visitor.faults('register-faults')).toEqual([]);
    await page.locator('#purpose').click();
    await page.getByRole('option').first().click();
    await page.locator('#caseReference').fill('EX-2026-00004711');
    await page.locator('#given').fill(name?.given?.join(' ') ?? name?.full ?? '');
    await page.locator('#surname1').fill(name?.surname1 ?? '');
    await page.locator('#surname2').fill(name?.surname2 ?? '');
    for (const [index, part] of [day, month, year].entries()) await page.locator('#birth input').nth(index).fill(part);
    await page.locator('#document-0 input').first().fill('DNI');
    await page.getByRole('option', { name: /DNI/ }).first().click();
    await page
      .locator('#document-0 input')
      .last()
      .fill(person?.documents?.[0]?.number ?? '');
    await search.click();
    await page.getByText(WORDS[language].found, { exact: true }).waitFor();
    expect(await page.locator('table').count()).toBe(kind === 'records' ? 1 : 0);
    expect(await visitor.faults(`register-${kind}`)).toEqual([]);
    const kept = await visitor.kept();
    for (const word of ['EX-2026', name?.surname1 ?? '?']) expect(kept).not.toContain(word);
  });
}
