import { Counter, Registry } from 'prom-client';
import { fixedClock } from '#libs/testing';
import { createLogger } from '../logging/logger.js';
import { cachedCheck, CHECK_LIMIT_MS } from './health-check.js';
import { startOperationsServer } from './operations-server.js';

describe('a health check', () => {
  it('is asked again after 2 s while it is well, after 30 s while it is not', async () => {
    const clock = fixedClock(0);
    let asked = 0;
    let well = true;
    const isWell = cachedCheck(
      () => {
        asked += 1;
        return well ? Promise.resolve() : Promise.reject(new Error('down'));
      },
      clock,
      () => undefined,
    );
    expect([await isWell(), await isWell(), asked]).toEqual([true, true, 1]);
    well = false;
    clock.advance(1_999);
    expect([await isWell(), asked]).toEqual([true, 1]);
    clock.advance(1);
    expect([await isWell(), await isWell(), asked]).toEqual([false, false, 2]);
    well = true;
    clock.advance(29_999);
    expect([await isWell(), asked]).toEqual([false, 2]);
    clock.advance(1);
    expect([await isWell(), asked]).toEqual([true, 3]);
  });

  it('is asked once for all who wait at the same time', async () => {
    let asked = 0;
    const isWell = cachedCheck(
      () => {
        asked += 1;
        return Promise.resolve();
      },
      fixedClock(0),
      () => undefined,
    );
    expect(await Promise.all([isWell(), isWell(), isWell()])).toEqual([true, true, true]);
    expect(asked).toBe(1);
  });

  it('has failed after 5 s, and is told to give up', async () => {
    const reports: unknown[] = [];
    let given: AbortSignal | undefined;
    const isWell = cachedCheck(
      (signal) => {
        given = signal;
        return new Promise(() => undefined);
      },
      fixedClock(0),
      (error) => reports.push(error),
    );
    const start = performance.now();
    const keepAlive = setTimeout(() => undefined, CHECK_LIMIT_MS + 5_000);
    expect(await isWell()).toBe(false);
    clearTimeout(keepAlive);
    expect(performance.now() - start).toBeGreaterThan(CHECK_LIMIT_MS - 100);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(given?.aborted).toBe(true);
    expect(reports).toMatchObject([{ name: 'TimeoutError' }]);
  });
});

describe('the operations server', () => {
  it('tells live, ready and metrics, and nothing else', async () => {
    await using opened = new AsyncDisposableStack();
    const registry = new Registry();
    new Counter({ name: 'crex_spec_total', help: 'spec', registers: [registry] }).inc();
    const log: string[] = [];
    let database = (): Promise<void> => Promise.resolve();
    const clock = fixedClock(0);
    const server = await startOperationsServer({
      ...{ port: 0, registry, clock, checks: { database: () => database(), directory: () => Promise.resolve() } },
      logger: createLogger({ service: 'spec', destination: { write: (line) => log.push(line) } }),
    });
    opened.defer(() => server.close());
    const get = async (path: string, method = 'GET') => {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
      return [response.status, await response.text()];
    };
    expect(await get('/health/live')).toEqual([200, '{"status":"ok"}']);
    expect(await get('/health/ready')).toEqual([200, '{"status":"ok","checks":{"database":"ok","directory":"ok"}}']);
    database = () => Promise.reject(new Error('password wrong for Ana-Marker'));
    clock.advance(2_000);
    const failed = '{"status":"unavailable","checks":{"database":"failed","directory":"ok"}}';
    expect(await get('/health/ready')).toEqual([503, failed]);
    expect(log.join('')).toContain('"check":"database"');
    expect(log.join('')).not.toContain('Marker');
    expect((await get('/metrics')).at(1)).toContain('crex_spec_total 1');
    expect((await get('/')).at(0)).toBe(404);
    expect((await get('/metrics', 'POST')).at(0)).toBe(404);
    registry.metrics = () => Promise.reject(new Error('broken'));
    expect(await get('/metrics')).toEqual([500, '{"status":"failed"}']);
  });

  it('serves what the app adds: the first route that answers, with the body of a request if it asks for it', async () => {
    const seen: string[] = [];
    const server = await startOperationsServer({
      ...{ port: 0, registry: new Registry(), clock: fixedClock(0), checks: {} },
      logger: createLogger({ service: 'spec', level: 'silent' }),
      routes: [
        ({ method, path }) => {
          seen.push(`${method} ${path}`);
          return Promise.resolve(undefined);
        },
        async ({ path, body }) => {
          if (!path.startsWith('/echo')) return undefined;
          return { status: 201, headers: { 'content-type': 'text/x' }, body: await body() };
        },
      ],
    });
    const call = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
    const echo = await call('/echo?a=b', { method: 'POST', body: 'hello' });
    expect([echo.status, echo.headers.get('content-type'), await echo.text()]).toEqual([201, 'text/x', 'hello']);
    expect((await call('/other')).status).toBe(404);
    expect((await call('/health/live')).status).toBe(200);
    expect(seen).toEqual(['POST /echo', 'GET /other']);
    expect((await call('/echo', { method: 'POST', body: 'x'.repeat(1_048_577) })).status).toBe(413);
    await server.close();
  });
});
