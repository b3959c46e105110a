import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Person, Role, Subject } from '#libs/protocol';
import { personAt, sampleQuestions } from '#libs/synthetic';
import { CARD, startIssuer, type Issuer } from '../../apps/demo/src/issuer.js';
import { demoOfficials, type DemoOfficial } from '../../apps/demo/src/officials.js';
import { startTimeStamps } from '../../apps/demo/src/time-stamps.js';
import { criminalCase, Exchange } from '../e2e/exchange.js';
import { openBrowser, PATIENCE } from './browser.jest.js';
import { CookieBrowser, signIn } from './cookie-browser.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where to put pictures of every state, for people to look at. */
const pictures = process.env['CREX_PICTURES'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Widths at which every page is looked at: the narrowest phone, and a desk. */
const NARROW = { width: 360, height: 780 };
const WIDE = { width: 1360, height: 900 };
/** A screen of 4K whose owner has not enlarged anything: looked at in pictures. */
const HUGE = { width: 3840, height: 2160 };

type Language = 'es' | 'en' | 'pt' | 'nl';

/** Who signs in, where it is not the first of that role in Argentina. */
interface SignedInAs {
  readonly country?: 'AR' | 'BR';
  /** The colleague of the same office. */
  readonly isSecond?: boolean;
  /** By card, as Argentina wants it for what is sensitive. */
  readonly isByCard?: boolean;
}

/** How soon the countries look at each other's logs: a story does not wait for a minute. */
const WITNESS_PERIOD = { CREX_WITNESS_PERIOD: '2s' };

/** Argentina's policy: what is urgent is asked, and answered, by two. */
const TWO_FOR_URGENT = {
  'two.cedar': `@id("two")\n@title("two")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")
forbid (principal, action in [Action::"askAlone", Action::"releaseAlone"], resource)
when { context.urgency == Urgency::"URGENT" };\n`,
};

/** The second of those of whom two are needed. */
function colleagues(): DemoOfficial[] {
  const names = { investigator: 'Ezequiel Bustos', clerk: 'Hernán Ríos' } as const;
  return demoOfficials().flatMap((official) => {
    const { country, role, staffNumber, username } = official;
    if (country !== 'AR' || (role !== 'investigator' && role !== 'clerk')) return [];
    return [
      { ...official, name: names[role], staffNumber: staffNumber.replace('01', '02'), username: `${username}-2` },
    ];
  });
}

/** Somebody of Argentina's register whom the uncertain one may be as well: of the same name, born in the same year. */
function twin(): Person {
  const uncertain = [...sampleQuestions({ country: 'AR', seed: '7', people: 200, count: 40 })].find(
    (sample) => sample.kind === 'ambiguous',
  );
  const persons = Array.from({ length: 200 }, (_, index) => personAt({ country: 'AR', seed: '7' }, index));
  const person = persons.find(({ personId }) => personId === uncertain?.personId);
  if (person === undefined) throw new Error('nobody is uncertain');
  const [name] = person.names;
  const given = [...(name?.given?.slice(0, 1) ?? []), 'Ernesto'];
  const surnames = [name?.surname1, name?.surname2].filter((part) => part !== undefined);
  const names = [{ ...name, full: [...given, ...surnames].join(' '), given, kind: 'legal' as const }];
  return { ...person, personId: 'AR-TWIN-1', names, documents: [], convictions: [] };
}

/** An Argentine as a court of Brazil knows them, with a conviction of somebody whom no register holds. */
function convictedInBrazil({ names, sex = 0, birthDate = '', ...subject }: Subject, index: number): Person {
  const { documents: _, ...known } = subject;
  for (let beyond = 10_000 * (index + 1); ; beyond += 1) {
    const { convictions, birthPlace } = personAt({ country: 'BR', seed: '7' }, beyond);
    const told = convictions.find(
      (each) => each.recordKind === 'FINAL_CONVICTION' && each.transmittable.criminal === 'Y',
    );
    if (told === undefined) continue;
    const who = { personId: `BR-TOLD-${index}`, names, sex, birthDate, nationalities: ['AR'] as const, documents: [] };
    return { birthPlace, ...known, ...who, convictions: [told] };
  }
}

/** A running Alliance whose nodes serve the console, a sign-in service, and a browser. */
export class ConsoleSite implements AsyncDisposable {
  /** What a page said in its console that it should not have, and whom it asked that it should not have. */
  readonly troubles: string[] = [];

  private constructor(
    readonly exchange: Exchange,
    private readonly officials: readonly DemoOfficial[],
    private readonly browser: Browser,
    private readonly opened: AsyncDisposableStack,
  ) {}

  static async open(): Promise<ConsoleSite> {
    await using opening = new AsyncDisposableStack();
    const officials = [...demoOfficials(), ...colleagues()];
    const issuer: Issuer = await startIssuer({ env: 'test', port: 0, officials });
    opening.defer(() => issuer.close());
    const folder = await mkdtemp(join(tmpdir(), 'crex-time-stamps-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const timeStamps = await startTimeStamps(folder);
    opening.defer(() => timeStamps.close());
    const settings = {
      nodes: { ...timeStamps.settings, ...WITNESS_PERIOD },
      // in Argentina a clerk looks before anybody is asked for more, and what is sensitive wants the card
      AR: { CREX_AMBIGUOUS: 'clerk', CREX_STEP_UP_ACR: CARD },
    };
    const exchange = opening.use(
      await Exchange.prepare({
        // a log of one of two countries would find no quorum: it takes two others, one of them no party
        ...{ members: ['AR', 'BR', 'JM'], idle: ['JM'] },
        ...{ issuer, settings, policies: { AR: TWO_FOR_URGENT }, more: { AR: [twin()] } },
      }),
    );
    await exchange.local.start();
    const browser = await openBrowser();
    opening.defer(() => browser.close());
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
    return new ConsoleSite(exchange, officials, browser, opening.move());
  }

  get url(): string {
    return this.exchange.local.api('AR');
  }

  /** Somebody of a register with known truth. */
  subject(kind: 'records' | 'none' | 'ambiguous', country: 'AR' | 'BR' = 'BR'): Subject {
    const found = this.exchange.samples(country).find((sample) => sample.kind === kind);
    if (found === undefined) throw new Error(`no sample of ${kind}`);
    return found.subject;
  }

  /** A browser of somebody's own, whose first language this is. */
  async visitor(
    language: Language,
    colorScheme: 'light' | 'dark' = 'light',
    baseURL: string = this.url,
  ): Promise<Visitor> {
    const context = await this.browser.newContext({
      ...{ locale: language, colorScheme, viewport: WIDE, reducedMotion: 'reduce', baseURL },
    });
    context.setDefaultTimeout(PATIENCE);
    context.on('page', (page) => {
      this.watch(page);
    });
    return new Visitor(await context.newPage(), context);
  }

  private watch(page: Page): void {
    page.on('pageerror', ({ message }) => this.troubles.push(message));
    page.on('console', (message) => {
      // a refusal that the page shows is no trouble; one of the policy for contents is
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.troubles.push(message.text());
      }
    });
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '127.0.0.1') this.troubles.push(`asked ${hostname}`);
    });
  }

  /** An official of Brazil asks Argentina about somebody who is not certain. @returns the id of the request */
  async isAsked(more: { readonly urgency?: string } = {}): Promise<string> {
    const official = this.officials.find(({ country, role }) => country === 'BR' && role === 'prosecutor');
    if (official === undefined) throw new Error('nobody asks');
    const [url, browser] = [this.exchange.local.api('BR'), new CookieBrowser()];
    await signIn(browser, url, official);
    const question = { ...criminalCase(['AR'], this.subject('ambiguous', 'AR')), ...more };
    const { status, body } = await browser.call(url, '/api/v1/requests', {
      ...{ method: 'POST', body: JSON.stringify(question) },
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    });
    if (status !== 202) throw new Error(`Brazil may not ask: ${JSON.stringify(body)}`);
    return String(body['id']);
  }

  /** Brazil tells of the convictions of two Argentines, unasked: one who may be several, and one of whom Argentina knows nothing. */
  async isTold(): Promise<void> {
    const { local, folder } = this.exchange;
    const told = [this.subject('ambiguous', 'AR'), this.subject('none', 'AR')];
    await Promise.all(
      told.map(async (subject, index) => {
        const file = join(folder, `told-${index}.json`);
        await writeFile(file, JSON.stringify(convictedInBrazil(subject, index)));
        await local.admin('BR', ['register', 'create', '--reason', 'NEW-RECORD', '--record-file', file]);
      }),
    );
  }

  /** Somebody who is signed in by the page of the sign-in service. */
  async signedIn(
    role: Role,
    language: Language,
    colorScheme?: 'light' | 'dark',
    { country = 'AR', isSecond = false, isByCard = false }: SignedInAs = {},
  ): Promise<Visitor> {
    const visitor = await this.visitor(language, colorScheme, this.exchange.local.api(country));
    const found = this.officials.filter((each) => each.country === country && each.role === role);
    const { name } = found[isSecond ? 1 : 0] ?? { name: 'nobody' };
    await visitor.page.goto('/');
    await visitor.page.locator('a[href^="/auth/login"]').click();
    await visitor.page.getByRole('button', { name }).click();
    await visitor.page.locator('nav').first().waitFor();
    if (isByCard) {
      await visitor.page.goto('/auth/login?stepUp=1&returnTo=/');
      await visitor.confirm();
    }
    return visitor;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.opened.disposeAsync();
  }
}

/** One person before one screen. */
export class Visitor implements AsyncDisposable {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  /** Until a page stands there whole: its title, and nothing that is still to come. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  }

  /** From the empty form to the look over, as somebody would who has never seen it; for the first purpose of the role. */
  async fillIn(subject: Subject, { kind = 'REQ', purpose = 0 }: { kind?: 'REQ' | 'QUERY'; purpose?: number } = {}) {
    const { page } = this;
    const [name] = subject.names;
    const [year = '', month = '', day = ''] = subject.birthDate?.split('-') ?? [];
    await page.locator('#purpose input').nth(purpose).check();
    await page
      .locator('#countries')
      .getByText(/^Bra[sz]il$/)
      .click();
    await page
      .locator('input[name="kind"]')
      .nth(kind === 'REQ' ? 0 : 1)
      .check();
    await page.locator('#caseReference').fill('IPP-2026-004711');
    if ((await page.locator('#offences').count()) > 0) {
      await page.locator('#offences').fill('0502');
      await page.getByRole('option').first().click();
      await page.keyboard.press('Escape');
    }
    if ((await page.locator('#court').count()) > 0) await page.locator('#court').fill('Juzgado Federal 3');
    await page.locator('#given').fill(name?.given?.join(' ') ?? name?.full ?? '');
    await page.locator('#surname1').fill(name?.surname1 ?? '');
    await page.locator('#surname2').fill(name?.surname2 ?? '');
    for (const [index, part] of [day, month, year].entries()) await page.locator('#birth input').nth(index).fill(part);
    const document = subject.documents?.find(({ type }) => type === 'BR_CPF');
    if (document === undefined) return;
    await page.locator('#document-0 input').first().fill('CPF');
    await page.getByRole('option', { name: /CPF/ }).first().click();
    await page.locator('#document-0 input').last().fill(document.number);
  }

  /** To the look over. */
  async lookOver(): Promise<void> {
    await this.page.locator('form button[type="submit"]').click();
    await this.lookedOver();
  }

  /** Until the look over stands there: the form, which has a summary of its own, is gone. */
  async lookedOver(): Promise<void> {
    await this.page.locator('#content form').waitFor({ state: 'detached' });
    await this.page.locator('#content dl').first().waitFor();
  }

  /** Says once more who it is, on the page of the sign-in service, which asks nobody else. */
  async confirm(): Promise<void> {
    await this.page.locator('.people button').click();
    await this.page.locator('nav').first().waitFor();
    await this.settled();
  }

  /** Confirms who it is in the page that a refusal offers. @param look at where that ends, before it is closed */
  async confirmAside(look: (aside: Visitor) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const opening = this.context.waitForEvent('page');
    await this.page.locator('a[href^="/auth/login?stepUp=1"]').click();
    const aside = new Visitor(await opening, this.context);
    await aside.confirm();
    await look(aside);
    await aside.page.close();
  }

  /** The last button of the look over. */
  async send(): Promise<void> {
    await this.page.locator('#content button').last().click();
    await this.page.waitForURL(/\/(requests|queries)\/[0-9a-f-]{36}$/);
    await this.settled();
  }

  /**
   * What axe finds, and that nothing has to be scrolled sideways on a phone. A whole page is judged on both screens; a
   * further state of it on the wide one: axe is most of what these suites cost. Where pictures are taken, in both colours.
   */
  async faults(name: string, of: 'state' | 'page' = 'state'): Promise<string[]> {
    const found: string[] = [];
    for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
      await this.page.setViewportSize(viewport);
      if (of === 'page' || viewport === WIDE) {
        found.push(...(await this.axe()).map((fault) => `${name} ${size}: ${fault}`));
      }
      const width = await this.page.evaluate('document.documentElement.scrollWidth');
      if (Number(width) > viewport.width) found.push(`${name} ${size}: ${String(width)} px wide`);
    }
    if (pictures !== undefined) found.push(...(await this.takePictures(`${pictures}/${name}`)));
    await this.page.setViewportSize(WIDE);
    return found;
  }

  /** For people to look at. @returns what axe finds on the way */
  private async takePictures(path: string): Promise<string[]> {
    const found: string[] = [];
    const before = (await this.page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`))
      ? 'dark'
      : 'light';
    const show = async (colorScheme: 'light' | 'dark') => {
      await this.page.emulateMedia({ colorScheme });
      await this.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    };
    for (const colorScheme of ['light', 'dark'] as const) {
      await show(colorScheme);
      for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW, huge: HUGE })) {
        await this.page.setViewportSize(viewport);
        await this.page.screenshot({ path: `${path}-${size}-${colorScheme}.png`, fullPage: true });
      }
      // colours are what differs
      if (colorScheme !== before) {
        await this.page.setViewportSize(WIDE);
        found.push(...(await this.axe()).map((fault) => `${path} ${colorScheme}: ${fault}`));
      }
    }
    await show(before);
    return found;
  }

  /** Everything that the browser keeps for this site, and where it is. */
  async kept(): Promise<string> {
    const { origins } = await this.context.storageState({ indexedDB: true });
    const session = await this.page.evaluate<string>('JSON.stringify({ ...sessionStorage, ...history.state })');
    return JSON.stringify(origins) + session + this.page.url();
  }

  /** Calls the node as the page would. */
  async ask(path: string): Promise<{ readonly status: number }> {
    const response = await this.context.request.get(path);
    return { status: response.status() };
  }

  /** Presses the tabulator until this has the focus. @param isIt of the text of what has it */
  async tabTo(selector: string, isIt: (text: string) => boolean = () => true): Promise<void> {
    for (let pressed = 0; pressed < 150; pressed += 1) {
      await this.page.keyboard.press('Tab');
      const place = 'document.activeElement';
      const isThere = await this.page.evaluate(`${place}?.matches(${JSON.stringify(selector)}) ?? false`);
      if (isThere === true && isIt(await this.page.evaluate<string>(`${place}.innerText`))) return;
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close();
  }

  private async axe(): Promise<string[]> {
    // by the debugger, not as a script of the page: the policy for contents stays as it is
    if (!(await this.page.evaluate<boolean>('"axe" in window'))) await this.page.evaluate(axe);
    const options = JSON.stringify({ runOnly: { type: 'tag', values: RULES }, resultTypes: ['violations'] });
    const { violations } = await this.page.evaluate<Axe>(`axe.run(document, ${options})`);
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
  }
}

interface Axe {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}
