import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#libs/protocol';
import { SENSITIVE } from '../../apps/national-node/src/staff/step-up.js';
import type { ConsoleNode } from '../browser/console-node.js';
import { CookieBrowser, signIn, type Said } from '../browser/cookie-browser.js';
import { SignedInSuite } from './signed-in-suite.js';
import { WHO_MAY_CALL } from './who-may-call.js';

const MINUTE_MS = 60_000;

describe('what an official may do', () => {
  let suite: SignedInSuite;
  let console: ConsoleNode;
  let routes: { method: string; path: string }[];
  beforeAll(async () => {
    suite = await SignedInSuite.start('AR');
    console = await suite.console('AR');
    const described = (await (await fetch(`${console.url}/api/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    routes = Object.entries(described.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
    );
  });
  afterEach(() => suite.clock.advance(Date.now() - suite.clock.nowMs()));
  afterAll(() => suite[Symbol.asyncDispose]());

  const signedIn = async (role: Role, at = console) => {
    const browser = new CookieBrowser();
    await signIn(browser, at.url, suite.official('AR', role));
    return browser;
  };

  /** A token as a program of the country gets it. */
  const tokenOf = async (role: Role): Promise<string> => {
    const [browser, verifier] = [new CookieBrowser(), randomBytes(32).toString('base64url')];
    const client = { client_id: 'crex-ar', redirect_uri: 'http://127.0.0.1/callback' };
    const asked = new URLSearchParams({
      ...{ ...client, response_type: 'code', scope: 'openid crex', state: 's', code_challenge_method: 'S256' },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    });
    const form = await browser.open(`${suite.issuer.url}/auth?${asked.toString()}`);
    const { username, password } = suite.official('AR', role);
    const { at } = await browser.submit(form.at, { username, password }, (to) => to.pathname === '/callback');
    const grant = {
      grant_type: 'authorization_code',
      code: at.searchParams.get('code') ?? '',
      code_verifier: verifier,
    };
    const body = new URLSearchParams({ ...client, ...grant });
    const response = await fetch(`${suite.issuer.url}/token`, { method: 'POST', body });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  it('is told for every route that there is', () => {
    const described = routes.map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(Object.keys(WHO_MAY_CALL).sort());
  });

  it('is what the table tells, by cookie as by token, on every route and in every role', async () => {
    const may: Readonly<Record<string, readonly Role[]>> = WHO_MAY_CALL;
    for (const role of ROLES) {
      const [browser, token] = [await signedIn(role), await tokenOf(role)];
      const csrf = await browser.csrfToken(console.url);
      const outcomes = await Promise.all(
        routes.map(async ({ method, path }) => {
          const url = console.url + path.replace(/\{\w+\}/g, () => randomUUID());
          const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
          const headers = method === 'GET' ? {} : { 'content-type': 'application/json', 'crex-csrf': csrf };
          const init = { method, ...body };
          const byCookie = await browser.fetch(url, { ...init, headers });
          const byToken = await fetch(url, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } });
          return { route: `${method} ${path}`, byCookie: await outcomeOf(byCookie), byToken: await outcomeOf(byToken) };
        }),
      );
      for (const { route, byCookie, byToken } of outcomes) expect([role, route, byCookie]).toEqual([role, route, byToken]);
      const shut = outcomes.filter(({ byCookie }) => byCookie === '403 staff.no-role').map(({ route }) => route);
      expect([role, shut]).toEqual([role, outcomes.map(({ route }) => route).filter((route) => may[route]?.includes(role) !== true)]);
      expect(outcomes.filter(({ byCookie }) => byCookie.startsWith('401'))).toEqual([]);
    }
  }); // prettier-ignore

  it('with several roles is what the named one may', async () => {
    const both = suite.official('AR', 'auditor');
    const several = await suite.console('AR', { settings: { oidcRolesClaim: '/several' } });
    const refused = await signIn(new CookieBrowser(), several.url, both);
    expect([refused.response.status, refused.text.includes('staff.no-role')]).toEqual([403, true]);
    expect((await suite.logged('AR')).at(-1)).toBe(`REFUSED staff.no-role ${both.staffNumber}`);
  });

  it('ends with the role that the sign-in service takes away, after the set time at the latest', async () => {
    const at = await suite.console('AR', { settings: { sessionRecheckMs: 5 * MINUTE_MS } });
    const browser = await signedIn('clerk', at);
    const queue = () => browser.call(at.url, '/api/v1/clerk/queue');
    const index = suite.officials.findIndex(({ country, role }) => country === 'AR' && role === 'clerk');
    const clerk = suite.officials[index]!;
    try {
      suite.officials[index] = { ...clerk, role: 'auditor' };
      suite.clock.advance(4 * MINUTE_MS);
      expect((await queue()).status).toBe(200);
      suite.clock.advance(2 * MINUTE_MS);
      const both = await Promise.all([queue(), queue()]); // the sign-in service is asked once
      expect(both.map(({ body }) => body['code'])).toEqual(['staff.no-role', 'staff.no-role']);
      expect((await browser.call(at.url, '/auth/me')).body['roles']).toEqual(['auditor']);

      suite.officials[index] = { ...clerk, role: 'guest' as Role };
      suite.clock.advance(6 * MINUTE_MS);
      expect((await queue()).status).toBe(401);
      expect((await suite.logged('AR')).at(-1)).toBe('ENDED staff.no-role AR-CLK-01');
    } finally {
      suite.officials[index] = clerk;
    }
  });

  describe('when it is sensitive', () => {
    const call = (browser: CookieBrowser, at: ConsoleNode, { method, route, purpose }: (typeof SENSITIVE)[number]) =>
      browser.call(
        at.url,
        route.replace(/:\w+/g, () => randomUUID()),
        {
          ...{ method, body: JSON.stringify(purpose === undefined ? {} : { purpose }) },
          headers: { 'content-type': 'application/json' },
        },
      );
    const roleFor = (route: string): Role =>
      route.includes('/log/') || route.endsWith('/evidence')
        ? 'auditor'
        : route.includes('/clerk/')
          ? 'clerk'
          : 'investigator';

    it('is a route that there is', () => {
      for (const { method, route } of SENSITIVE) {
        expect(routes).toContainEqual({ method, path: route.replace(/:(\w+)/g, '{$1}') });
      }
    });

    it.each(SENSITIVE)('$method $route wants a recent sign-in: $why', async (sensitive) => {
      const at = await suite.console('AR', { settings: { stepUpAgeMs: 10 * MINUTE_MS } });
      const browser = await signedIn(roleFor(sensitive.route), at);
      const first = await call(browser, at, sensitive);
      expect([first.status, first.body['code']]).not.toEqual([401, 'auth.step-up-needed']);
      suite.clock.advance(11 * MINUTE_MS);
      const late = await call(browser, at, sensitive);
      expect([late.status, late.body['code']]).toEqual([401, 'auth.step-up-needed']);
      expect(late.response.headers.get('crex-step-up')).toBe('recent');
      expect((await browser.call(at.url, '/auth/me')).status).toBe(200);
      if (sensitive.purpose !== undefined) {
        const plain = await call(browser, at, { ...sensitive, purpose: 'C1' });
        expect(plain.body['code']).not.toBe('auth.step-up-needed');
      }
      suite.clock.advance(-11 * MINUTE_MS);
    });

    it('is done once the official has confirmed who they are, in the same session', async () => {
      const at = await suite.console('AR', { settings: { stepUpAgeMs: 10 * MINUTE_MS } });
      const browser = await signedIn('auditor', at);
      const exporting = SENSITIVE.find(({ route }) => route.endsWith('/exports'))!;
      suite.clock.advance(11 * MINUTE_MS);
      expect((await call(browser, at, exporting)).status).toBe(401);
      suite.clock.advance(-11 * MINUTE_MS); // the sign-in service has a clock of its own
      const before = { cookie: browser.cookies.get('crex-ar'), csrf: await browser.csrfToken(at.url) };
      const started = (await browser.call(at.url, '/auth/me')).body['signedInAt'];
      const page = await browser.open(`${at.url}/auth/login?stepUp=1&returnTo=/log`);
      expect(page.at.pathname).toMatch(/^\/sign-in\//); // it asks, though it knows who it is
      const other = suite.official('AR', 'clerk');
      const stranger = await browser.submit(page.at, { username: other.username, password: other.password });
      expect(stranger.text).toContain('auth.other-person');
      const again = await browser.open(`${at.url}/auth/login?stepUp=1&returnTo=/log`);
      const { username, password } = suite.official('AR', 'auditor');
      const back = await browser.submit(again.at, { username, password });
      expect(back.at.pathname).toBe('/log');
      expect(browser.cookies.get('crex-ar')).not.toBe(before.cookie);
      expect(await browser.csrfToken(at.url)).toBe(before.csrf); // what stands in other tabs still works
      expect((await browser.call(at.url, '/auth/me')).body['signedInAt']).toBe(started);
      expect((await call(browser, at, exporting)).body['code']).not.toBe('auth.step-up-needed');
      expect((await suite.logged('AR')).slice(-2)).toEqual(['REFUSED auth.other-person AR-CLK-01', 'STEPPED_UP AR-AUD-01']);
    }); // prettier-ignore

    it('wants the class of authentication that is set, and says which', async () => {
      const at = await suite.console('AR', { settings: { stepUpAcr: 'urn:example:smartcard' } });
      const browser = await signedIn('auditor', at);
      const refused = await call(
        browser,
        at,
        SENSITIVE.find(({ route }) => route.endsWith('/exports'))!,
      );
      expect(refused.response.headers.get('crex-step-up')).toBe('urn:example:smartcard');
      const asked = await browser.fetch(`${at.url}/auth/login?stepUp=1`);
      const { searchParams } = new URL(asked.headers.get('location') ?? '');
      expect([searchParams.get('acr_values'), searchParams.get('max_age')]).toEqual(['urn:example:smartcard', '0']);
    });

    it('judges a token by what it says of its sign-in', async () => {
      const at = await suite.console('AR', { settings: { stepUpAgeMs: 10 * MINUTE_MS } });
      const token = await tokenOf('auditor');
      const send = async () => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const response = await fetch(`${at.url}/api/v1/log/exports`, { method: 'POST', body: '{}', headers });
        return { code: ((await response.json()) as Said)['code'], asked: response.headers.get('www-authenticate') };
      };
      expect((await send()).code).not.toBe('auth.step-up-needed');
      suite.clock.advance(11 * MINUTE_MS);
      expect(await send()).toEqual({
        code: 'auth.step-up-needed',
        asked: 'Bearer realm="crex", error="insufficient_user_authentication", max_age=600',
      });
      suite.clock.advance(-11 * MINUTE_MS);
    });
  });
});

async function outcomeOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return String(response.status);
  const { code } = JSON.parse(text) as { code?: string };
  return code === undefined ? String(response.status) : `${response.status} ${code}`;
}
