import type { ConsoleSite } from './console.jest.js';

/** What two officials do together, and what a session asks of a person. */
export function approvingStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  it('is given back a question by a colleague after proving again who they are, and approves it the second time', async () => {
    await using author = await site.signedIn('investigator', 'es');
    await author.go('/ask');
    await author.fillIn(site.subject('records'));
    await author.page.getByText('Urgente', { exact: true }).click();
    await author.lookOver();
    await author.send();
    await author.page.getByText('Espera a una segunda persona').waitFor();
    expect(await author.faults('waits-es')).toEqual([]);
    // whoever has asked is not the second person
    await author.go('/approvals');
    await author.page.getByText('Nada espera su aprobación').waitFor();

    await using colleague = await site.signedIn('investigator', 'pt', 'dark', { isSecond: true });
    const { page } = colleague;
    const toApprove = page.locator('a[href^="/approvals/"]');
    await colleague.go('/approvals');
    await toApprove.click();
    await page.locator('dl').first().waitFor();
    await page.getByLabel('Motivo').fill('Falta el número de expediente completo');
    expect(await colleague.faults('approval-pt')).toEqual([]);
    await page.getByRole('button', { name: 'Devolver' }).click();
    // the second pair of eyes wants the card; what is filled in waits
    await page.locator('a[href^="/auth/login?stepUp=1"]').waitFor();
    expect(await colleague.faults('step-up-pt')).toEqual([]);
    await colleague.confirmAside(async (aside) => {
      expect(await aside.page.locator('h1').innerText()).toBe('Confirmou quem é');
      expect(await aside.faults('confirmed-pt')).toEqual([]);
    });
    expect(await page.getByLabel('Motivo').inputValue()).toBe('Falta el número de expediente completo');
    await page.getByRole('button', { name: 'Devolver' }).click();
    await page.getByText('Nada espera a sua aprovação').waitFor();

    await author.go('/drafts');
    await author.page.getByRole('link', { name: 'Continuar' }).click();
    await author.page.getByText('Falta el número de expediente completo').waitFor();
    await author.lookOver();
    // a draft may be for what is sensitive: its way leads past the sign-in service, and back to it
    await author.page.locator('#content button').last().click();
    await author.confirm();
    await author.lookOver();
    await author.send();

    await colleague.go('/approvals');
    await toApprove.click();
    await page.locator('dl').first().waitFor();
    await page.getByRole('button', { name: 'Aprovar e enviar' }).click();
    await page.getByText('Nada espera a sua aprovação').waitFor();

    await author.go('/requests');
    await author.page.locator('#content li a').first().click();
    await author.page.getByText('Con antecedentes').first().waitFor();
  });

  it('is warned before the session ends, and keeps it by one press', async () => {
    await using visitor = await site.signedIn('investigator', 'en');
    const { page } = visitor;
    await page.route('**/auth/me', async (route) => {
      const response = await route.fetch();
      const who = (await response.json()) as object;
      const idleEndsAt = new Date(Date.now() + 150_000).toISOString();
      await route.fulfill({ response, json: { ...who, idleEndsAt } });
    });
    await page.goto('/requests');
    await page.getByRole('dialog').getByText('Are you still there?').waitFor();
    expect(await visitor.faults('idle')).toEqual([]);
    await page.unroute('**/auth/me');
    await page.getByRole('button', { name: 'Go on working' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('keeps a look at one’s own questions under a name, and forgets it', async () => {
    await using visitor = await site.signedIn('investigator', 'nl');
    const { page } = visitor;
    await visitor.go('/requests');
    await page.getByText('Klaar', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Deze zoekopdracht bewaren' }).click();
    await page.locator('#search-name').fill('Wat klaar is');
    await page.getByRole('dialog').getByRole('button', { name: 'Bewaren', exact: true }).click();
    const kept = page.getByRole('button', { name: 'Wat klaar is', exact: true });
    await kept.waitFor();
    await visitor.go('/requests');
    await kept.click();
    await page.locator('button[aria-pressed="true"]', { hasText: 'Wat klaar is' }).waitFor();
    expect(await visitor.faults('list-saved-nl')).toEqual([]);
    await page.getByRole('button', { name: 'Zoekopdracht Wat klaar is vergeten' }).click();
    await kept.waitFor({ state: 'detached' });
  });
}
