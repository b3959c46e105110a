import { readFileSync } from 'node:fs';
import { ROLES } from '#libs/protocol';
import { ADDRESSES, exampleOf, NOTHING } from '../console/addresses.js';
import { WHO_MAY_CALL } from '../sign-in/who-may-call.js';
import type { ConsoleSite, Visitor } from './console.jest.js';
import { standBetween, type Edge } from './edge.js';

const LANGUAGES = ['es', 'en', 'pt', 'nl'] as const;

/** What shows that something is still to come: lines, a sign at a button, a number that is not known. */
const TO_COME = '#content .mantine-Skeleton-root, #content button[data-loading], #content b:text-is("–")';
const NOTHING_HERE = '#content [class*="_nothing_"]';
const ALERT = '#content [role="alert"]';
/** The form of a page without its words: what axe has judged once need not be judged again. */
const FORM = `[...document.querySelectorAll('main *')].map((each) => [each.tagName, each.getAttribute('class'),
  each.getAttribute('role'), each.hasAttribute('aria-label')].join(' ')).join()`;

/** Every page of the console: who is let in, and how it is when the node is not as it should be. */
export function pagesStories(of: () => ConsoleSite): void {
  const judged = new Set<string>();

  describe.each(ROLES)('as %s', (role) => {
    const language = LANGUAGES[ROLES.indexOf(role) % LANGUAGES.length] ?? 'en';
    const say = wordsOf(language);
    const opened = new AsyncDisposableStack();
    let visitor: Visitor;
    let edge: { set: (edge: Edge) => void };
    beforeAll(async () => {
      visitor = opened.use(await of().signedIn(role, language, role === 'clerk' ? 'dark' : 'light'));
      edge = await standBetween(visitor.page);
    });
    afterAll(() => opened.disposeAsync());

    const addresses = Object.entries(ADDRESSES);
    /** Each page with something of the node is tried in one role, but the start, which is another in each. */
    const tried = addresses.flatMap(([address, { roles, calls }]) =>
      calls.length > 0 && (address === '/' ? roles.includes(role) : roles[0] === role) ? [address] : [],
    );

    /** A window that remembers nothing of what the node has said. */
    const begin = async (with_: Edge) => {
      edge.set(with_);
      await visitor.page.goto('/');
      await visitor.page.locator('h1').first().waitFor();
      if (role !== 'auditor') return;
      await open('/log');
      await visitor.page.locator('#mandate').fill('AUD-2026-017');
      await visitor.page.getByRole('button', { name: say('auditor.begin'), exact: true }).click();
      await visitor.page.locator('#mandate').waitFor({ state: 'detached' });
    };

    /** Opens an address as a link does, and waits until the page before it is gone. */
    const open = async (address: string) => {
      const path = exampleOf(address);
      if (new URL(visitor.page.url()).pathname !== path) {
        const go = `document.querySelector('h1').id = 'before'; history.pushState({}, '', ${JSON.stringify(path)})`;
        await visitor.page.evaluate(go);
        await visitor.page.locator('h1#before').waitFor({ state: 'detached' });
      }
      await visitor.page.locator('h1:visible').first().waitFor();
    };

    /** What is only asked for when somebody presses something. */
    const press = async (address: string) => {
      const { page } = visitor;
      const button = { '/log': 'search', '/unusual': 'look', '/persons': 'makeReport' }[address];
      if (button === undefined) return;
      if (address === '/persons') {
        await page.locator('#person-name').fill('Nadie Conocido');
        await page.locator('#person-birth').fill('1980-02-01');
      }
      const pressed = page.getByRole('button', { name: say(`auditor.${button}`), exact: true });
      // it is pressed already where the page remembers what was looked for
      if ((await pressed.getAttribute('data-loading')) === null) await pressed.click();
    };

    /** One state of each page: what must stand there, axe where it has not seen the like, and an address that names nobody. */
    const tryEach = async (state: string, stands: (address: string) => string, then = noMore) => {
      const found: string[] = [];
      for (const address of tried) {
        await open(address);
        await press(address);
        await visitor.page.locator(stands(address)).first().waitFor();
        const { pathname, search, hash } = new URL(visitor.page.url());
        expect(pathname + search + hash).toBe(exampleOf(address));
        const form = await visitor.page.evaluate<string>(FORM);
        if (!judged.has(form)) found.push(...(await visitor.faults(`${state}-${role}${nameOf(address)}`)));
        judged.add(form);
        await then(address);
      }
      expect(found).toEqual([]);
    };

    it('shows in the menu what the role is for, and nothing else by its address', async () => {
      await begin('as it is');
      const { page } = visitor;
      const inMenu = addresses.filter(([, { word, roles }]) => word !== undefined && roles.includes(role));
      const links = await page.evaluate<string[]>(
        `[...document.querySelectorAll('nav a')].map((each) => each.getAttribute('href'))`,
      );
      expect(links.sort()).toEqual(inMenu.map(([address]) => address).sort());
      const others = addresses.flatMap(([address, { roles }]) => (roles.includes(role) ? [] : [address]));
      const refused: string[] = [];
      page.on('response', (response) => {
        if (response.status() === 403) refused.push(response.url());
      });
      for (const address of [...others, '/nowhere']) {
        await open(address);
        expect([address, await page.locator('h1:visible').innerText()]).toEqual([address, say('state.noPageTitle')]);
        await open('/members');
      }
      // nor does a page that is not shown ask the node for anything
      expect(refused).toEqual([]);
      // what is not shown is not served either
      const shut = Object.entries(WHO_MAY_CALL).flatMap(([call, roles]) =>
        call.startsWith('GET ') && !roles.includes(role) ? [call.slice(4).replaceAll(/\{\w+\}/g, 'x')] : [],
      );
      expect(await Promise.all(shut.map(async (path) => [path, (await visitor.ask(path)).status]))).toEqual(
        shut.map((path) => [path, 403]),
      );
    });

    it('has each page without a fault, as the node is', async () => {
      const found: string[] = [];
      await begin('as it is');
      for (const address of tried.filter((each) => ADDRESSES[each]?.word !== undefined)) {
        await open(address);
        await visitor.settled();
        found.push(...(await visitor.faults(role + nameOf(address), 'page')));
      }
      expect(found).toEqual([]);
    });

    it('shows what is still to come, and that there is no network', async () => {
      await begin('silent');
      await tryEach('silent', () => TO_COME);
      await visitor.context.setOffline(true);
      await visitor.page.getByText(say('state.offline')).waitFor();
      await tryEach('offline', () => `${NOTHING_HERE}, ${TO_COME}`);
      await visitor.context.setOffline(false);
    });

    it('says what was refused and what to do next, and tries again', async () => {
      await begin('refusing');
      // an auditor’s start counts a number beside the ways, and has nothing else of the node
      const stands = (address: string) => (role === 'auditor' && address === '/' ? TO_COME : ALERT);
      const again = () =>
        visitor.page
          .locator(ALERT)
          .first()
          .getByRole('button', { name: say('action.retry') });
      await tryEach('refused', stands, async (address) => {
        if (stands(address) !== ALERT) return;
        const asked = visitor.page.waitForRequest('**/api/v1/**');
        await again().click();
        await asked;
      });
      await open('/members');
      edge.set('as it is');
      await again().click();
      await visitor.page.locator(ALERT).first().waitFor({ state: 'detached' });
      await visitor.page.locator('#content article').first().waitFor();
    });

    it('says where there is nothing, or nothing any more', async () => {
      await begin('empty');
      const ofCall: Readonly<Record<string, object | 404>> = NOTHING;
      const stands = (address: string) => {
        if (address === '/') return WHO_MAY_CALL['GET /api/v1/requests'].includes(role) ? NOTHING_HERE : '#content a';
        const nothing = ADDRESSES[address]?.calls.map((call) => ofCall[call]).find((each) => each !== undefined);
        return nothing === undefined ? '#content h2, #content form' : nothing === 404 ? ALERT : NOTHING_HERE;
      };
      await tryEach('empty', stands);
    });
  });

  describe('whoever has no page to stand on', () => {
    const say = wordsOf('en');

    it('is told before the door is found open or shut, and let in once the node answers', async () => {
      await using visitor = await of().visitor('en');
      const { page } = visitor;
      await page.route('**/auth/me', (route) => route.abort());
      await page.goto('/');
      await page.getByText(say('problem.offline.what')).waitFor();
      expect(await visitor.faults('gate-unreachable')).toEqual([]);
      await page.unroute('**/auth/me');
      await page.getByRole('button', { name: say('action.retry') }).click();
      await page.getByText(say('signIn.title')).waitFor();
    });

    it('is told when a page cannot be fetched, or fails, and has it by one press', async () => {
      const site = of();
      await using visitor = await site.signedIn('investigator', 'en');
      const { page } = visitor;
      const failed = page.getByRole('heading', { level: 1, name: say('state.failedTitle') });
      const again = page.getByRole('button', { name: say('action.retry') });
      await page.route('**/assets/drafts-page-*', (route) => route.abort());
      await visitor.context.setOffline(true);
      await page.locator('nav a[href="/drafts"]').click();
      await failed.waitFor();
      // the browser would have no page of ours: it is offered when there is a network
      expect(await again.count()).toBe(0);
      expect(await visitor.faults('page-offline')).toEqual([]);
      await page.unroute('**/assets/drafts-page-*');
      await visitor.context.setOffline(false);
      await again.click();
      await page.getByRole('heading', { level: 1, name: say('page.drafts') }).waitFor();

      await page.route('**/api/v1/approvals', (route) => route.fulfill({ json: { requests: [{}] } }));
      await page.locator('nav a[href="/approvals"]').click();
      await page.getByText(say('problem.broken.what')).waitFor();
      expect(await visitor.faults('page-broken')).toEqual([]);
      await page.unroute('**/api/v1/approvals');
      await again.click();
      await page.getByRole('heading', { level: 1, name: say('page.approvals') }).waitFor();
      // that a page failed is said where developers look, and was wanted here
      expect(site.troubles.splice(0).length).toBeGreaterThan(0);
    });
  });
}

/** What the console says in a language, by the key of the word. */
function wordsOf(language: string): (key: string) => string {
  const words = JSON.parse(readFileSync(`apps/console/src/words/${language}.json`, 'utf8')) as Words;
  return (key) => {
    const found = key.split('.').reduce<Words | string>((at, name) => (at as Words)[name] ?? '', words);
    if (typeof found !== 'string' || found === '') throw new Error(`no word ${key}`);
    return found;
  };
}

interface Words {
  readonly [name: string]: string | Words;
}

const noMore = (_address: string): Promise<void> => Promise.resolve();
const nameOf = (address: string) => address.replaceAll('/', '-').replaceAll('$', '');
