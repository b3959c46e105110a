import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Module } from '@nestjs/common';
import { createLogger } from '#libs/platform';
import { startHttp, type HttpServer } from '#libs/platform/http';
import { fixedClock } from '#libs/testing';
import { BrowserSessions } from '../session/browser-sessions.js';
import { Cookies } from '../session/cookies.js';
import { StepUp } from '../staff/step-up.js';
import { consoleApi } from './console-api.js';

@Module({})
class NothingElse {}

const PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CREX_NONCE__"><style nonce="__CREX_NONCE__"></style>';
const SCRIPT = 'export const word = "crex";\n'.repeat(100);

describe('the console’s files', () => {
  let folder: string;
  let server: HttpServer;
  const opened = new AsyncDisposableStack();
  const logger = createLogger({ service: 'spec', level: 'silent' });
  const stepUp = new StepUp({}, fixedClock(0));
  const start = (files: string, isSecure = false) => {
    const sessions = new BrowserSessions(new Cookies('AR', isSecure), undefined, undefined);
    return startHttp(NothingElse, {
      ...{ host: '127.0.0.1', port: 0, logger, requestTimeoutMs: 5_000, ...consoleApi(files, { sessions, stepUp }) },
    });
  };
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-console-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'console', 'assets'), { recursive: true });
    await writeFile(join(folder, 'console', 'index.html'), PAGE);
    await writeFile(join(folder, 'console', 'verify.html'), '<!doctype html><title>verify</title>');
    await writeFile(join(folder, 'console', 'assets', 'index-B2x9Qw_1.js'), SCRIPT);
    await writeFile(join(folder, 'console', 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(folder, 'secret.txt'), 'outside');
    await symlink(join(folder, 'secret.txt'), join(folder, 'console', 'link.txt'));
    server = await start(join(folder, 'console'));
    opened.defer(() => server.close());
  });
  afterAll(() => opened.disposeAsync());

  it.each(['/', '/index.html', '/requests/5f1c7a52', '/anything/at/all?x=1'])('%s is the first page', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('csp-nonce');
  });

  it('a page carries a nonce that is good for one answer, and a policy that allows no other style and no inline script', async () => {
    const seen = await Promise.all(
      ['/', '/'].map(async (path) => {
        const response = await get(path);
        const policy = response.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
        expect(await response.text()).toBe(PAGE.replaceAll('__CREX_NONCE__', nonce));
        expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self' 'nonce-");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toContain('unsafe');
        return nonce;
      }),
    );
    expect(new Set(seen).size).toBe(2);
    expect(seen[0]).toMatch(/^[A-Za-z0-9+/]{24}$/);
  });

  it('a file with its hash in the name is kept for a year, another for some minutes', async () => {
    const script = await get('/assets/index-B2x9Qw_1.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe(SCRIPT);
    const icon = await get('/favicon.svg');
    expect([icon.headers.get('cache-control'), icon.headers.get('content-type')]).toEqual([
      ...['public, max-age=300', 'image/svg+xml'],
    ]);
    const again = await get('/favicon.svg', { 'if-none-match': icon.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  it('what is text goes compressed to who takes it', async () => {
    const raw = (encoding: string) =>
      server.app.getHttpAdapter().getInstance().inject({
        ...{ method: 'GET', url: '/assets/index-B2x9Qw_1.js', headers: { 'accept-encoding': encoding } },
      }); // prettier-ignore
    const [br, gz, none] = [await raw('gzip, deflate, br'), await raw('gzip'), await raw('identity')];
    expect([br.headers['content-encoding'], gz.headers['content-encoding'], none.headers['content-encoding']]).toEqual([
      ...['br', 'gzip', undefined],
    ]);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
    expect(gunzipSync(gz.rawPayload).toString()).toBe(SCRIPT);
    expect(br.rawPayload.length).toBeLessThan(SCRIPT.length / 5);
  });

  it('the public page stands under /verify', async () => {
    for (const path of ['/verify', '/verify/']) expect(await (await get(path)).text()).toContain('<title>verify');
  });

  it.each([
    '/api/v1/nothing',
    '/auth/nothing',
    '/public/v1/nothing',
    '/idp/x',
    '/assets/gone-12345678.js',
    '/%E0%A4%A',
  ])('%s is not answered with a page', async (path) => {
    const response = await get(path);
    expect([404, 400]).toContain(response.status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/link.txt'])(
    '%s gives nothing from outside the folder',
    async (path) => {
      const { body } = await server.app.getHttpAdapter().getInstance().inject({ method: 'GET', url: path });
      expect(body).not.toContain('outside');
    },
  );

  it('every answer closes the browser down', async () => {
    for (const path of ['/', '/assets/index-B2x9Qw_1.js', '/api/v1/nothing', '/api/openapi.json']) {
      const { headers } = await get(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        ...{ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
        ...{ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' },
      });
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('on https browsers are told to come by nothing else', async () => {
    const secure = await start(join(folder, 'console'), true);
    try {
      const { headers } = await fetch(secure.url);
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    } finally {
      await secure.close();
    }
  });

  it('without a console nothing is served at /', async () => {
    const bare = await start(join(folder, 'none'));
    try {
      expect((await fetch(bare.url)).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});
