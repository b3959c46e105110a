import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose';
import Provider from 'oidc-provider';
import type { ConsoleNode } from '../browser/console-node.js';
import { CookieBrowser } from '../browser/cookie-browser.js';
import { ScriptedIssuer } from './scripted-issuer.js';
import { SignedInSuite } from './signed-in-suite.js';

const MINUTE_MS = 60_000;
const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a sign-in service that is not ours', () => {
  let suite: SignedInSuite;
  let folder: string;
  let rolesFile: string;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    suite = opened.use(await SignedInSuite.start('AR'));
    folder = await mkdtemp(join(tmpdir(), 'crex-roles-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    rolesFile = join(folder, 'roles.json');
    await writeFile(rolesFile, JSON.stringify({ detective: 'investigator', 'CN=crex-fiscales,OU=AR': 'prosecutor' }));
  });
  afterAll(() => opened.disposeAsync());

  const comeIn = async (at: ConsoleNode) => {
    const browser = new CookieBrowser();
    const page = await browser.open(`${at.url}/auth/login`);
    const { status, body } = await browser.call(at.url, '/auth/me');
    return { browser, page, status, body };
  };

  describe('with Keycloak’s claims and metadata', () => {
    let keycloak: ScriptedIssuer;
    let console: ConsoleNode;
    const claims = {
      oidcStaffNumberClaim: 'preferred_username',
      oidcAuthorityClaim: 'unit',
      oidcCountryClaim: '/country',
    };
    const at = (settings: object) =>
      suite.console('AR', {
        issuer: { url: keycloak.url, clientId: 'crex-ar' },
        settings: { ...claims, oidcRolesClaim: '/realm_access/roles', oidcRolesFile: rolesFile, ...settings },
      });
    beforeAll(async () => {
      keycloak = opened.use(await ScriptedIssuer.start());
      console = await at({});
    });
    beforeEach(() => keycloak.reset());
    afterEach(() => suite.clock.advance(Date.now() - suite.clock.nowMs()));

    it('lets in whom the realm’s roles let in, under the staff number that the country has chosen', async () => {
      const { status, body, page } = await comeIn(console);
      expect([page.at.pathname, status]).toEqual(['/', 200]);
      expect(body).toMatchObject({
        ...{ subject: 'lferreyra', roles: ['investigator'], authority: 'Policía Federal', name: 'Lucía Ferreyra' },
      });
      expect(keycloak.redeemed.at(-1)?.authorization).toBeUndefined(); // a public client
    });

    it('reads a client’s roles, too, and groups with commas in their names', async () => {
      const ofClient = await at({ oidcRolesClaim: '/resource_access/crex-ar/roles', oidcRolesFile: undefined });
      expect((await comeIn(ofClient)).body['roles']).toEqual(['investigator']);
      keycloak.script.claims['groups'] = ['CN=crex-fiscales,OU=AR', 'CN=others'];
      expect((await comeIn(await at({ oidcRolesClaim: 'groups' }))).body['roles']).toEqual(['prosecutor']);
    });

    it('reads claims that the userinfo endpoint alone gives', async () => {
      const { realm_access: access, ...others } = keycloak.script.claims;
      keycloak.script.claims = others;
      expect((await comeIn(console)).status).toBe(401);
      keycloak.script.userinfo = { sub: others['sub'], realm_access: access };
      expect((await comeIn(await at({ oidcClaimsFrom: 'userinfo' }))).body['roles']).toEqual(['investigator']);
      keycloak.script.userinfo['sub'] = 'somebody else';
      expect((await comeIn(await at({ oidcClaimsFrom: 'userinfo' }))).status).toBe(401);
    });

    it('shows a confidential client’s secret to the token endpoint alone', async () => {
      const { status, browser } = await comeIn(await at({ oidcClientSecret: 'shh-4711' }));
      expect(status).toBe(200);
      const [scheme, credentials = ''] = keycloak.redeemed.at(-1)?.authorization?.split(' ') ?? [];
      const shown = decodeURIComponent(Buffer.from(credentials, 'base64').toString()); // RFC 6749, 2.3.1
      expect([scheme, shown]).toEqual(['Basic', 'crex-ar:shh-4711']);
      expect(browser.visited.join()).not.toContain('shh-4711');
    });

    it.each<[string, (claims: Record<string, unknown>) => void, string]>([
      ['no role', (c) => (c['realm_access'] = { roles: ['uma_authorization'] }), 'staff.no-role'],
      ['roles that are no list', (c) => (c['realm_access'] = { roles: { detective: true } }), 'staff.no-role'],
      ['a role that came by inheritance', (c) => (c['realm_access'] = { roles: ['toString', '__proto__'] }), 'staff.no-role'],
      ['no authority', (c) => delete c['unit'], 'staff.no-role'],
      ['another country', (c) => (c['country'] = 'BR'), 'auth.wrong-country'],
      ['no country', (c) => delete c['country'], 'auth.wrong-country'],
      ['no staff number', (c) => delete c['preferred_username'], 'staff.unauthenticated'],
      ['the audience of another client', (c) => (c['aud'] = 'crex-br'), 'auth.invalid-answer'],
      ['another issuer', (c) => (c['iss'] = 'https://evil.example'), 'auth.invalid-answer'],
      ['the nonce of another sign-in', (c) => (c['nonce'] = 'x'), 'auth.invalid-answer'],
      ['a time that is over', (c) => (c['exp'] = Math.floor(Date.now() / 1000) - 60), 'auth.invalid-answer'],
      ['no end', (c) => (c['exp'] = undefined), 'auth.invalid-answer'],
      ['a sign-in of the day before yesterday', (c) => (c['auth_time'] = Math.floor(Date.now() / 1000) - 172_800), 'auth.invalid-answer'],
      ['no time of the sign-in', (c) => (c['auth_time'] = undefined), 'auth.invalid-answer'],
    ])('refuses who brings %s', async (_, spoil, code) => {
      spoil(keycloak.script.claims);
      const { status, page } = await comeIn(console);
      expect([status, page.response.status, page.text]).toEqual([401, 403, expect.stringContaining(code)]);
      expect((await suite.logged('AR')).at(-1)).toContain(`REFUSED ${code}`);
      expect(page.text).not.toMatch(/ferreyra/i);
    }); // prettier-ignore

    const publicJwk = async () => {
      const { keys } = (await (await fetch(`${keycloak.url}/protocol/openid-connect/certs`)).json()) as {
        keys: [object];
      };
      return keys[0];
    };
    it.each<[string, (signed: string, claims: Record<string, unknown>) => string | Promise<string>]>([
      ['not signed', (_, said) => `${b64({ alg: 'none' })}.${b64(said)}.`],
      ['with its signature cut off', (signed) => `${signed.split('.').slice(0, 2).join('.')}.`],
      ['changed after it was signed', (signed, said) => [signed.split('.')[0], b64({ ...said, unit: 'Other' }), signed.split('.')[2]].join('.')],
      ['signed with another key', async (_, said) => {
        const { privateKey } = await generateKeyPair('RS256');
        return new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'kc-1' }).sign(privateKey);
      }],
      ['signed with HMAC under the public key', async (_, said) => {
        const pem = await exportSPKI((await importJWK(await publicJwk(), 'RS256', { extractable: true })) as CryptoKey);
        const input = `${b64({ alg: 'HS256', kid: 'kc-1' })}.${b64(said)}`;
        return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
      }],
      ['no token at all', () => 'x'],
    ])('refuses an ID token that is %s', async (_, forge) => {
      keycloak.script.idToken = forge;
      const { status, page } = await comeIn(console);
      expect([status, page.response.status, page.text]).toEqual([401, 403, expect.stringContaining('auth.invalid-answer')]);
    }); // prettier-ignore

    it('that refuses the code refuses the person', async () => {
      keycloak.script.tokenStatus = 400;
      const { page } = await comeIn(console);
      expect([page.response.status, page.text]).toEqual([403, expect.stringContaining('auth.issuer-refused')]);
    });

    it('vouches no longer than the set time when it cannot be asked again', async () => {
      keycloak.script.refreshable = false;
      const { browser, status } = await comeIn(console);
      suite.clock.advance(16 * MINUTE_MS);
      expect([status, (await browser.call(console.url, '/auth/me')).status]).toEqual([200, 401]);
    });

    it('ends a session by refusing to vouch again, and lets nobody in while it fails', async () => {
      const { browser } = await comeIn(console);
      const me = async () => (await browser.call(console.url, '/auth/me')).status;
      suite.clock.advance(16 * MINUTE_MS);
      keycloak.script.tokenStatus = 503;
      expect(await me()).toBe(503);
      keycloak.reset();
      expect(await me()).toBe(200);
      suite.clock.advance(16 * MINUTE_MS);
      keycloak.script.claims['sub'] = 'somebody else';
      expect(await me()).toBe(401);
      expect((await suite.logged('AR')).at(-1)).toBe('ENDED auth.invalid-answer lferreyra');
    });
  });

  it('of another make, with other keys and other claims, works by settings alone', async () => {
    const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.defer(() => void server.close(() => undefined));
    opened.defer(() => server.closeAllConnections());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const at = await suite.console('AR', {
      issuer: { url, clientId: 'node' },
      settings: {
        ...{ oidcClientSecret: 'a-secret-of-the-country', oidcRolesClaim: '/https:~1~1crex~1roles', oidcAuthorityClaim: '/office/0/name' },
        ...{ oidcClaimsFrom: 'userinfo', oidcScope: 'openid staff', publicUrl: undefined },
      },
    }); // prettier-ignore
    const said = { 'https://crex/roles': 'auditor operator', office: [{ name: 'Auditoría' }] };
    const provider = new Provider(url, {
      jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'ed', alg: 'EdDSA', use: 'sig' }] },
      clients: [
        {
          ...{
            client_id: 'node',
            client_secret: 'a-secret-of-the-country',
            redirect_uris: [`${at.url}/auth/callback`],
          },
          id_token_signed_response_alg: 'EdDSA',
        },
      ],
      ...{ scopes: ['openid', 'staff'], claims: { openid: ['sub'], staff: Object.keys(said) } },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...said }) }),
      enabledJWA: { idTokenSigningAlgValues: ['EdDSA'] },
    });
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
    const browser = new CookieBrowser();
    const form = await browser.open(`${at.url}/auth/login?returnTo=/log`);
    const consent = await browser.submit(form.at, { prompt: 'login', login: 'auditor-7', password: 'any' });
    const back = await browser.submit(consent.at, { prompt: 'consent' });
    expect(back.at.href).toBe(`${at.url}/log`);
    expect((await browser.call(at.url, '/auth/me')).body).toMatchObject({
      ...{ subject: 'auditor-7', roles: ['auditor', 'operator'], authority: 'Auditoría' },
    });
    // two roles: the call names one
    const members = (headers: Record<string, string>) => browser.call(at.url, '/api/v1/members', { headers });
    expect((await members({})).body['code']).toBe('staff.no-role');
    expect((await members({ 'crex-role': 'operator' })).body['code']).not.toBe('staff.no-role');
    expect((await members({ 'crex-role': 'clerk' })).body['code']).toBe('staff.no-role');
  });
});
