import { createTestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';

describe('POST /public/v1/extract-status', () => {
  const opened = new AsyncDisposableStack();
  let api: DomesticApi;
  beforeAll(async () => {
    const database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database));
  });
  afterAll(() => opened.disposeAsync());

  const look = (body: unknown) =>
    api.bare('/public/v1/extract-status', {
      ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    });

  it('needs no sign-in, tells a status and nothing else, and does not let it be kept', async () => {
    const response = await look({ number: 'AR-2026-000001', code: '0'.repeat(26) });
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await response.text()).toBe('{"status":"UNKNOWN"}');
  });

  it.each([
    [null],
    [{}],
    [{ number: 'AR-2026-000001' }],
    [{ number: 1, code: 'x' }],
    [{ number: 'AR', code: 'x', more: 1 }],
  ])('refuses %j', async (body) => {
    expect(await problemOf(await look(body))).toMatchObject({ status: 422, code: 'public.invalid-input' });
  });

  it('answers an address only so often in a minute', async () => {
    const once = () => look({ number: 'AR-2026-000001', code: 'x' });
    const statuses: number[] = [];
    for (let at = 0; at < 40; at += 1) statuses.push((await once()).status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(30);
    const late = await once();
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60']);
    api.clock.ms += 60_000;
    expect((await once()).status).toBe(200);
  });
});
