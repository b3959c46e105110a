import { until } from '../e2e/scenarios/official.js';
import type { ConsoleSite, Visitor } from './console.jest.js';

const WORDS = {
  es: {
    ...{ take: 'Tomarla', review: 'Revisar', decide: 'Decidir', sent: 'La respuesta va en camino', add: 'Añadir' },
    ...{ comment: 'Comentario', person: 'Es uno de los candidatos', release: 'Liberar', released: /^Liberada/ },
    seen: 'Visto el legajo en papel',
  },
  en: {
    ...{ take: 'Take it', review: 'Look it over', decide: 'Decide', waits: 'It waits for a second person' },
    ...{ person: 'It is one of the candidates', own: /You have decided it yourself/, nobody: 'Choose what you find.' },
  },
  pt: {
    ...{ take: 'Assumir', delay: 'Anunciar um atraso', announce: 'Anunciar', review: 'Revisar', decide: 'Decidir' },
    ...{ ask: 'Pedir mais dados', asked: 'Pediram-se mais dados', comment: 'Comentário', add: 'Adicionar' },
    ...{ part: /^É esta pessoa, mas/, sent: 'A resposta está a caminho', seen: 'Visto o processo em papel' },
  },
} as const;

/** What a clerk could not look into, one a line. */
const ARCHIVES = ['Archivo provincial de Salta', 'Legajos anteriores a 1985'];

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

  /** Opens the question that waits, takes it, and tells colleagues what was seen. */
  const begin = async (visitor: Visitor, { take, comment, add, seen }: (typeof WORDS)['es' | 'pt']): Promise<void> => {
    const { page } = visitor;
    await open(visitor);
    expect(await page.locator('thead th').count()).toBeGreaterThan(3);
    await page.getByRole('button', { name: take }).click();
    await page.locator('#decision').waitFor();
    await page.getByLabel(comment).fill(seen);
    await page.getByRole('button', { name: add }).click();
    await page.getByText(seen).waitFor();
  };

  /** Looks a decision over, and lets it go. */
  const decide = async (
    { page }: Visitor,
    { review, decide: word, sent }: (typeof WORDS)['es' | 'pt'],
    look?: () => Promise<void>,
  ) => {
    await page.getByRole('button', { name: review }).click();
    const leave = page.getByRole('dialog').getByRole('button', { name: word });
    await leave.waitFor();
    await look?.();
    await leave.click();
    await page.getByText(sent).waitFor();
  };

  it('holds a question against the register, says to colleagues what was seen, and decides who it is', async () => {
    await site.isAsked();
    await using visitor = await site.signedIn('clerk', 'es');
    const { page } = visitor;
    const words = WORDS.es;
    await begin(visitor, words);
    await page.getByLabel(words.person).first().check();
    expect(await visitor.faults('clerk-question-es')).toEqual([]);
    await page.getByRole('button', { name: words.review }).click();
    // one candidate has to be chosen first
    await page.getByText('Elija un candidato.').waitFor();
    await page.getByLabel(/^Candidato 1/).check();
    await decide(visitor, words, async () => {
      expect(await visitor.faults('clerk-confirm-es')).toEqual([]);
    });
    const kept = await visitor.kept();
    const subject = site.subject('ambiguous', 'AR');
    for (const word of [subject.names[0]?.surname1 ?? '?', 'legajo']) expect(kept).not.toContain(word);
  });

  it('tells a part of the record with the archives that were out of reach, and the asker reads it as a part', async () => {
    const id = await site.isAsked();
    await using visitor = await site.signedIn('clerk', 'pt', 'dark');
    const { page } = visitor;
    const words = WORDS.pt;
    await begin(visitor, words);
    await page.getByLabel(words.part).check();
    // of the other nothing may be told, so it can be no part of a record
    expect(await page.getByLabel(/^Candidato \d/).count()).toBe(1);
    expect(await page.getByLabel(/^Candidato \d/).isChecked()).toBe(true);
    await page.getByRole('button', { name: words.review }).click();
    // what was out of reach has to be named
    await page.getByText('Indique os arquivos').waitFor();
    await page.locator('#archives').fill(ARCHIVES.join('\n'));
    expect(await visitor.faults('clerk-part-pt')).toEqual([]);
    await decide(visitor, words, async () => {
      expect(await visitor.faults('clerk-part-confirm-pt')).toEqual([]);
    });

    await using asker = await site.signedIn('prosecutor', 'es', 'light', { country: 'BR' });
    await asker.go(`/requests/${id}`);
    await asker.page.getByText('Respuesta parcial: faltan archivos').first().waitFor();
    await asker.page.getByText('Puede haber más que esto').waitFor();
    for (const archive of ARCHIVES) await asker.page.getByRole('listitem').filter({ hasText: archive }).waitFor();
    await asker.page.locator('h4').first().waitFor();
    expect(await asker.faults('answer-part')).toEqual([]);
  });

  it('is told of convictions elsewhere that no machine can place: gives one to a person, turns one away', async () => {
    await site.isTold();
    await using visitor = await site.signedIn('clerk', 'es');
    const { page } = visitor;
    const count = async () =>
      (await (await visitor.context.request.get('/api/v1/clerk/notifications/count')).json()) as { waiting: number };
    await until(count, ({ waiting }) => waiting === 2);
    await visitor.go('/');
    await page.getByRole('link', { name: /notificaciones por ubicar/ }).waitFor();
    expect(await visitor.faults('clerk-day-told')).toEqual([]);
    await visitor.go('/notices');
    const notices = page.locator('article');
    await notices.nth(1).waitFor();
    expect(await visitor.faults('notices')).toEqual([]);
    const uncertain = notices.filter({ has: page.locator('table') });
    await uncertain.getByLabel(/^Candidato 1/).check();
    await uncertain.getByRole('button', { name: 'Ubicar' }).click();
    await page.getByText('Queda con esa persona. Se informa a Brasil').waitFor();
    await notices.getByLabel('De nadie de aquí').check();
    await notices.getByRole('combobox', { name: '¿Por qué?' }).click();
    await page.getByRole('option', { name: 'No hay certeza de quién es' }).click();
    expect(await visitor.faults('notices-nobody')).toEqual([]);
    await notices.getByRole('button', { name: 'Rechazar' }).click();
    await page.getByText('Rechazada. Se informa el motivo a Brasil').waitFor();
    await page.getByText('Ninguna notificación espera').waitFor();
    expect(await visitor.faults('notices-done')).toEqual([]);
    // both are said to the country that told of them
    const states = () => site.exchange.query<{ state: string }>('BR', 'SELECT state FROM notification ORDER BY state');
    await until(states, (all) => all.map(({ state }) => state).join() === 'REFUSED,STORED');
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

    await using second = await site.signedIn('clerk', 'es', 'light', { isSecond: true, isByCard: true });
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
