import { createHash } from 'node:crypto';
import type { ConsoleNode } from '../browser/console-node.js';
import { CookieBrowser, signIn } from '../browser/cookie-browser.js';
import { SignedInSuite } from './signed-in-suite.js';

const MINUTE_MS = 60_000;
const SESSION = 'crex-ar';
const FOREIGN = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '/a b',
  'requests',
  '/auth/login',
  '/api/v1/x',
];

describe('signing in with a browser', () => {
  let suite: SignedInSuite;
  let console: ConsoleNode;
  beforeAll(async () => {
    suite = await SignedInSuite.start('AR', 'BR');
    console = await suite.console('AR', { settings: { oidcCountryClaim: 'crex_country' } });
  });
  afterAll(() => suite[Symbol.asyncDispose]());

  const investigator = () => suite.official('AR', 'investigator');
  const signedIn = async (role: 'investigator' | 'clerk' | 'auditor' = 'investigator', at = console) => {
    const browser = new CookieBrowser();
    await signIn(browser, at.url, suite.official('AR', role));
    return browser;
  };
  const me = async (browser: CookieBrowser, at = console) => (await browser.call(at.url, '/auth/me')).status;
  const query = <R extends object>(sql: string) => suite.node('AR').database.owner.query<R>(sql);
  /** Everything logged while this is done. */
  const loggedBy = async (act: () => Promise<unknown>): Promise<string[]> => {
    const before = await suite.logged('AR');
    await act();
    return (await suite.logged('AR')).slice(before.length);
  };
  /** Goes to the sign-in service and comes back only as far as the address of the callback. */
  const untilCallback = async (browser: CookieBrowser, more = '') => {
    const isBack = (to: URL) => to.pathname === '/auth/callback';
    const page = await browser.open(`${console.url}/auth/login?returnTo=/${more}`, {}, isBack);
    if (isBack(page.at)) return page.at;
    const { username, password } = investigator();
    return (await browser.submit(page.at, { username, password }, isBack)).at;
  };

  it('leads to the sign-in service and back to where one was, and says who it is', async () => {
    const browser = new CookieBrowser();
    const page = await signIn(browser, console.url, investigator(), '/requests/new?x=1');
    expect(page.at.href).toBe(`${console.url}/requests/new?x=1`);
    const { status, body } = await browser.call(console.url, '/auth/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ subject: 'AR-INV-01', name: 'Lucía Ferreyra', country: 'AR', roles: ['investigator'], languages: ['es'] },
      authority: 'Policía de Investigaciones (demo)',
    });
    const rest = [
      'authority',
      'csrfToken',
      'endsAt',
      'idleEndsAt',
      'languages',
      'name',
      'roles',
      'signedInAt',
      'subject',
    ];
    expect(Object.keys(body).sort()).toEqual(['country', ...rest].sort());
  });

  it('asks with PKCE, state and nonce, and with nothing about anybody', async () => {
    const response = await new CookieBrowser().fetch(`${console.url}/auth/login`);
    expect(response.status).toBe(303);
    const { searchParams: asked } = new URL(response.headers.get('location') ?? '');
    expect([...asked.keys()].sort()).toEqual(
      ['client_id', 'code_challenge', 'code_challenge_method', 'max_age', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state'],
    ); // prettier-ignore
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^crex-ar-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
  });

  it('keeps of the cookie a digest alone, and nothing readable of who it is', async () => {
    const browser = await signedIn();
    const cookie = browser.cookies.get(SESSION) ?? '';
    const rows = await query<{ cookie_digest: Buffer }>('SELECT * FROM session');
    const digest = createHash('sha256').update(cookie).digest();
    expect(rows.filter((row) => row.cookie_digest.equals(digest))).toHaveLength(1);
    const stored = JSON.stringify(
      await query('SELECT s::text FROM session s UNION ALL SELECT a::text FROM sign_in_attempt a'),
    );
    const known = [
      cookie,
      investigator().staffNumber,
      'Ferreyra',
      'Investigaciones',
      await browser.csrfToken(console.url),
    ];
    for (const secret of known) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it.each(FOREIGN)('does not lead to %s', async (returnTo) => {
    const url = `${console.url}/auth/login?returnTo=${encodeURIComponent(returnTo)}`;
    const response = await new CookieBrowser().fetch(url);
    expect([response.status, response.headers.get('location')]).toEqual([422, null]);
    expect(await response.json()).toMatchObject({ code: 'auth.invalid-input' });
  });

  it('stands in the log: coming, going, and who was refused', async () => {
    const done = await loggedBy(async () => {
      const browser = await signedIn('clerk');
      await browser.call(console.url, '/auth/logout', { method: 'POST' });
      const back = await untilCallback(new CookieBrowser());
      await new CookieBrowser().open(back); // another browser
      const mine = new CookieBrowser();
      const late = await untilCallback(mine);
      late.searchParams.set('error', 'access_denied');
      late.searchParams.delete('code');
      await mine.open(late);
    });
    expect(done).toEqual(['SIGNED_IN AR-CLK-01', 'SIGNED_OUT AR-CLK-01', 'REFUSED auth.issuer-refused nobody known']);
  });

  it('is good once: who comes back twice is refused, and the log says so once', async () => {
    const browser = new CookieBrowser();
    const back = await untilCallback(browser);
    const done = await loggedBy(async () => {
      await browser.open(back);
      const kept = browser.cookies.get(SESSION);
      for (let time = 0; time < 3; time += 1) {
        const again = await browser.open(back);
        expect([again.response.status, again.text.includes('auth.sign-in-over')]).toEqual([403, true]);
      }
      expect(browser.cookies.get(SESSION)).toBe(kept);
    });
    expect(done).toEqual(['SIGNED_IN AR-INV-01', 'REFUSED auth.sign-in-over nobody known']);
  });

  it('takes no code in another browser, and none that was used', async () => {
    const victim = new CookieBrowser();
    const back = await untilCallback(victim);
    const thief = new CookieBrowser();
    await untilCallback(thief); // it has a sign-in of its own under way
    expect((await thief.open(back)).response.status).toBe(403);
    expect(thief.cookies.has(SESSION)).toBe(false);
    await victim.open(back);
    expect(await me(victim)).toBe(200);
    // the used code under a state of one's own
    const own = await untilCallback(thief);
    own.searchParams.set('code', back.searchParams.get('code') ?? '');
    const refused = await thief.open(own);
    expect([refused.response.status, refused.text.includes('auth.issuer-refused')]).toEqual([403, true]);
  });

  it('takes no answer that says to come from another issuer', async () => {
    const browser = new CookieBrowser();
    const back = await untilCallback(browser);
    back.searchParams.set('iss', 'https://evil.example');
    const refused = await browser.open(back);
    expect([refused.response.status, refused.text.includes('auth.invalid-answer')]).toEqual([403, true]);
    expect(browser.cookies.has(SESSION)).toBe(false);
  });

  it('takes no sign-in that lasted too long', async () => {
    const browser = new CookieBrowser();
    const back = await untilCallback(browser);
    await query(`UPDATE sign_in_attempt SET ends_at = 0`);
    expect(await loggedBy(() => browser.open(back))).toEqual(['REFUSED auth.sign-in-over nobody known']);
    expect(browser.cookies.has(SESSION)).toBe(false);
  });

  it('says why not in the language of the browser, and nothing about anybody', async () => {
    for (const [language, word] of [['es-AR,en', 'otro navegador'], ['pt', 'outro navegador'], ['nl', 'andere browser'], ['fr, en', 'another browser']] as const) {
      const browser = new CookieBrowser();
      const refused = await browser.open(`${console.url}/auth/callback?state=x&code=y`, { headers: { 'accept-language': language } });
      expect(refused.text).toContain(word);
      expect(refused.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  }); // prettier-ignore

  it('gives a cookie that nobody could know before: one that was planted is worth nothing', async () => {
    const browser = new CookieBrowser();
    const planted = 'A'.repeat(43);
    browser.cookies.set(SESSION, planted);
    await signIn(browser, console.url, investigator());
    expect(browser.cookies.get(SESSION)).not.toBe(planted);
    const attacker = new CookieBrowser();
    attacker.cookies.set(SESSION, planted);
    expect([await me(browser), await me(attacker)]).toEqual([200, 401]);
  });

  it('ends the session before when somebody signs in anew', async () => {
    const browser = await signedIn();
    const before = new CookieBrowser();
    before.cookies.set(SESSION, browser.cookies.get(SESSION) ?? '');
    await browser.open(`${console.url}/auth/login`);
    expect([await me(browser), await me(before)]).toEqual([200, 401]);
  });

  it('with two tabs at once comes to one session', async () => {
    const browser = new CookieBrowser();
    const [one, two] = [await untilCallback(browser), await untilCallback(browser)];
    await browser.open(one);
    await browser.open(two);
    expect(await me(browser)).toBe(200);
  });

  it('is over when one signs out, here and at the sign-in service', async () => {
    const browser = await signedIn();
    const copy = new CookieBrowser();
    copy.cookies.set(SESSION, browser.cookies.get(SESSION) ?? '');
    const { status, body } = await browser.call(console.url, '/auth/logout', { method: 'POST' });
    const continueAt = String(body['continueAt']);
    expect([status, browser.cookies.has(SESSION)]).toEqual([200, false]);
    expect(continueAt).toBe(
      `${suite.issuer.url}/session/end?${new URLSearchParams({ post_logout_redirect_uri: `${console.url}/`, client_id: 'crex-ar' }).toString()}`,
    );
    expect([await me(browser), await me(copy)]).toEqual([401, 401]);
    const page = await browser.open(continueAt);
    const [, xsrf = ''] = /name="xsrf" value="(\w+)"/.exec(page.text) ?? [];
    const end = await browser.submit(new URL('/session/end/confirm', suite.issuer.url), { xsrf, logout: 'yes' });
    expect(end.at.href).toBe(`${console.url}/`);
    // now it asks again
    const again = await browser.open(`${console.url}/auth/login`);
    expect(again.at.pathname).toMatch(/^\/sign-in\//);
  });

  it('wants the token of the page from whoever changes something', async () => {
    const browser = await signedIn();
    const post = (headers: Record<string, string>) =>
      browser.fetch(`${console.url}/api/v1/drafts`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } });
    const other = await (await signedIn('clerk')).csrfToken(console.url);
    const own = await browser.csrfToken(console.url);
    for (const headers of [{}, { 'crex-csrf': '' }, { 'crex-csrf': other }, { 'crex-csrf': `${own}x` }]) {
      const refused = await post(headers);
      expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: 'auth.csrf' })]);
    }
    expect((await post({ 'crex-csrf': own, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ 'crex-csrf': own, 'sec-fetch-site': 'same-origin' })).status).not.toBe(403);
    expect((await browser.fetch(`${console.url}/auth/logout`, { method: 'POST' })).status).toBe(403);
    expect(await me(browser)).toBe(200);
    const read = await browser.fetch(`${console.url}/api/v1/members`, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(read.status).toBe(403);
  }); // prettier-ignore

  it('is worth nothing at the node of another country', async () => {
    const browser = await signedIn();
    const there = await suite.console('BR');
    const cookie = browser.cookies.get(SESSION) ?? '';
    browser.cookies.set('crex-br', cookie);
    expect(await me(browser, there)).toBe(401);
    const answer = await browser.fetch(`${there.url}/api/v1/members`);
    expect(answer.status).toBe(401);
  });

  it.each(['', 'x', 'A'.repeat(42), `${'A'.repeat(43)}.x`, 'A'.repeat(9_000)])('%# takes nothing else for a cookie', async (value) => {
    const response = await fetch(`${console.url}/auth/me`, { headers: { cookie: `${SESSION}=${value}` } });
    expect(response.status).toBe(401);
  }); // prettier-ignore

  it('takes no cookie that is there twice', async () => {
    const cookie = (await signedIn()).cookies.get(SESSION) ?? '';
    const get = (header: string) => fetch(`${console.url}/auth/me`, { headers: { cookie: header } });
    expect((await get(`a=b; ${SESSION}=${cookie}`)).status).toBe(200);
    expect((await get(`${SESSION}=${'A'.repeat(43)}; ${SESSION}=${cookie}`)).status).toBe(401);
  });

  it('a token that is sent decides, whatever the cookie says', async () => {
    const browser = await signedIn();
    const headers = { authorization: 'Bearer x.y.z' };
    expect((await browser.fetch(`${console.url}/api/v1/requests`, { headers })).status).toBe(401);
    expect((await browser.fetch(`${console.url}/api/v1/requests`)).status).toBe(200);
  });

  it('leaves nobody’s name, no code and no cookie in addresses, in the operator’s log or in figures', async () => {
    const browser = new CookieBrowser();
    await signIn(browser, console.url, investigator(), '/requests');
    await browser.call(console.url, '/auth/logout', { method: 'POST' });
    const cookie = browser.cookies.get(`${SESSION}-sign-in`) ?? 'none';
    const told = [console.lines.join('\n'), await console.registry.metrics()];
    for (const secret of ['AR-INV-01', 'Ferreyra', cookie, '?code=', '&code=', 'state=', investigator().password]) {
      for (const text of told) expect(text).not.toContain(secret);
    }
    const addresses = browser.visited.join('\n');
    for (const secret of ['AR-INV-01', 'Ferreyra', 'Investigaciones', 'eyJ', investigator().password]) {
      expect(addresses).not.toContain(secret);
    }
  });

  describe('ends by itself', () => {
    it('after its time, however it is used', async () => {
      const short = await suite.console('AR', { settings: { sessionLifeMs: 30 * MINUTE_MS, sessionIdleMs: 20 * MINUTE_MS } });
      const browser = await signedIn('clerk', short);
      for (const [minutes, status] of [[15, 200], [14, 200], [2, 401]] as const) {
        suite.clock.advance(minutes * MINUTE_MS);
        expect(await me(browser, short)).toBe(status);
      }
    }); // prettier-ignore

    it('after the idle time, which use moves and a page that asks by itself does not', async () => {
      const [used, idle] = [await signedIn(), await signedIn()];
      for (let step = 0; step < 2; step += 1) {
        suite.clock.advance(14 * MINUTE_MS);
        expect(await me(used)).toBe(200);
        const background = { headers: { 'crex-background': '1' } };
        expect((await idle.call(console.url, '/auth/me', background)).status).toBe(200);
      }
      suite.clock.advance(3 * MINUTE_MS);
      expect([await me(used), await me(idle)]).toEqual([200, 401]);
    });

    it('and is deleted then, with every sign-in that came to nothing', async () => {
      await signedIn();
      await new CookieBrowser().fetch(`${console.url}/auth/login`);
      suite.clock.advance(24 * 60 * MINUTE_MS);
      await console.endSessions();
      expect(await query('SELECT 1 FROM session UNION ALL SELECT 1 FROM sign_in_attempt')).toEqual([]);
    });
  });
});
