import { until } from '../e2e/scenarios/official.js';
import type { ConsoleSite, Visitor } from './console.jest.js';

const WORDS = {
  es: {
    ...{ take: 'Tomarla', review: 'Revisar', decide: 'Decidir', sent: 'La respuesta va en camino', add: 'Añadir' },
    ...{ comment: 'Comentario', person: 'Es uno de los candidatos', release: 'Liberar', released: /^Liberada/ },
  },
  en: {
    ...{ take: 'Take it', review: 'Look it over', decide: 'Decide', waits: 'It waits for a second person' },
    ...{ person: 'It is one of the candidates', own: /You have decided it yourself/, nobody: 'Choose what you find.' },
  },
  pt: {
    ...{ take: 'Assumir', delay: 'Anunciar um atraso', announce: 'Anunciar', review: 'Revisar', decide: 'Decidir' },
    ...{ ask: 'Pedir mais dados', asked: 'Pediram-se mais dados' },
  },
} as const;

/** What a clerk does with questions of other countries. */
export function clerksStories(of: () => ConsoleSite): void {
  let site: ConsoleSite;
  beforeAll(() => {
    site = of();
  });

  /** The one question that waits, opened. */
  const open = async (visitor: Visitor): Promise<void> => {
    const { page, context } = visitor;
    const look = async () =>
      (await (await context.request.get('/api/v1/clerk/queue')).json()) as { questions: { questionId: string }[] };
    const { questions } = await until(look, (seen) => seen.questions.length > 0);
    await page.goto('/queue');
    await page.locator(`a[href="/queue/${questions[0]?.questionId ?? ''}"]`).click();
    await page.locator('#desk').waitFor();
    await visitor.settled();
  };

  it('holds a question against the register, says to colleagues what was seen, and decides who it is', async () => {
    await site.isAsked();
    await using visitor = await site.signedIn('clerk', 'es');
    const { page } = visitor;
    const words = WORDS.es;
    await open(visitor);
    expect(await page.locator('thead th').count()).toBeGreaterThan(3);
    await page.getByRole('button', { name: words.take }).click();
    await page.locator('#decision').waitFor();
    await page.getByLabel(words.comment).fill('Visto el legajo en papel');
    await page.getByRole('button', { name: words.add }).click();
    await page.getByText('Visto el legajo en papel').waitFor();
    await page.getByLabel(words.person).first().check();
    expect(await visitor.faults('clerk-question-es')).toEqual([]);
    await page.getByRole('button', { name: words.review }).click();
    // one candidate has to be chosen first
    await page.getByText('Elija un candidato.').waitFor();
    await page.getByLabel(/^Candidato 1/).check();
    await page.getByRole('button', { name: words.review }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.decide }).waitFor();
    expect(await visitor.faults('clerk-confirm-es')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: words.decide }).click();
    await page.getByText(words.sent).waitFor();
    const kept = await visitor.kept();
    const subject = site.subject('ambiguous', 'AR');
    for (const word of [subject.names[0]?.surname1 ?? '?', 'legajo']) expect(kept).not.toContain(word);
  });

  it('saves a look at the queue; what is urgent is decided by one and released by another', async () => {
    await site.isAsked({ urgency: 'URGENT' });
    await using first = await site.signedIn('clerk', 'en', 'dark');
    const words = WORDS.en;
    await open(first);
    await first.page.goto('/queue');
    await first.page.locator('#filter-assigned').click();
    await first.page.getByRole('option', { name: 'Nobody' }).click();
    await first.page.getByRole('button', { name: 'Save this search' }).click();
    await first.page.locator('#search-name').fill('Free ones');
    await first.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await first.page.getByRole('button', { name: 'Free ones', exact: true }).waitFor();
    expect(await first.faults('clerk-queue-dark')).toEqual([]);
    await first.page.getByRole('button', { name: 'Forget the search Free ones' }).click();
    await first.page.getByRole('button', { name: 'Free ones', exact: true }).waitFor({ state: 'detached' });
    await open(first);
    await first.page.getByRole('button', { name: words.take }).click();
    await first.page.getByRole('button', { name: words.review }).click();
    await first.page.getByText(words.nobody).waitFor();
    await first.page.getByLabel(words.person).first().check();
    await first.page.getByLabel(/^Candidate 1/).check();
    await first.page.getByRole('button', { name: words.review }).click();
    await first.page.getByRole('dialog').getByRole('button', { name: words.decide }).click();
    await first.page.getByText(words.waits).first().waitFor();
    await open(first);
    await first.page.getByText(words.own).waitFor();
    expect(await first.page.getByRole('button', { name: 'Release', exact: true }).count()).toBe(0);

    await using second = await site.signedIn('clerk', 'es', 'light', true);
    await open(second);
    expect(await second.faults('clerk-release-es')).toEqual([]);
    await second.page.getByRole('button', { name: WORDS.es.release, exact: true }).click();
    await second.page.getByText(WORDS.es.released).waitFor();
  });

  it('announces a delay, and asks for more', async () => {
    await site.isAsked();
    await using visitor = await site.signedIn('clerk', 'pt');
    const { page } = visitor;
    const words = WORDS.pt;
    await open(visitor);
    await page.getByRole('button', { name: words.take }).click();
    await page.getByRole('button', { name: words.delay }).click();
    await page.locator('#announced-day').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: words.announce, exact: true }).click();
    await page.getByText('Anunciada para').waitFor();
    await page.getByLabel(words.ask).check();
    await page.locator('#note').fill('Em que cidade nasceu?');
    expect(await visitor.faults('clerk-ask-pt')).toEqual([]);
    await page.getByRole('button', { name: words.review }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.decide }).click();
    await page.getByText(words.asked).waitFor();
  });
}
