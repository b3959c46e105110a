import { randomBytes, randomUUID } from 'node:crypto';
import { COUNTRIES, faultsOf, type HitsBody } from '#libs/protocol';
import { createTestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf, type Sending } from '../ask/domestic-api.jest.js';
import { newQueryExample } from './new-query.js';
import { querySchema } from './query-response.js';

interface View {
  readonly id: string;
  readonly countries: readonly (Record<string, unknown> & { readonly id: string; readonly country: string })[];
}
const hits = (more: Pick<HitsBody, 'result' | 'reason' | 'missing'>): HitsBody => {
  return { salt: randomBytes(32).toString('base64url'), receivedAt: 1_795_000_000, ...more };
};

describe('queries, over HTTP', () => {
  let api: DomesticApi;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    const database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database));
  });
  afterAll(() => opened.disposeAsync());

  const send = (change: object = {}, { headers, ...more }: Sending = {}) => {
    const withKey = { 'idempotency-key': randomUUID(), ...headers };
    return api.send('/api/v1/queries', { body: { ...newQueryExample, ...change }, headers: withKey, ...more });
  };
  const viewOf = async (response: Response): Promise<View> => {
    const view = (await response.json()) as View;
    expect(faultsOf(querySchema, view)).toEqual([]);
    return view;
  };

  it('ask every other country, and say where the query is', async () => {
    const response = await send();
    expect(response.status).toBe(202);
    const { id, countries } = await viewOf(response);
    expect(response.headers.get('location')).toBe(`/api/v1/queries/${id}`);
    expect(countries.map(({ country }) => country)).toEqual(COUNTRIES.filter((country) => country !== 'AR'));
    expect(new Set(countries.map(({ state, result }) => `${String(state)} ${String(result)}`))).toEqual(
      new Set(['SUBMITTED null']),
    );
  });

  it('answer when every country has its result, each with what belongs to it', async () => {
    const waiting = send({ to: ['BR', 'JM'] }, { headers: { prefer: 'wait=30', 'idempotency-key': 'waits' } });
    const { id, countries } = await viewOf(
      await send({ to: ['BR', 'JM'] }, { headers: { 'idempotency-key': 'waits' } }),
    );
    const [BR, JM] = countries as [(typeof countries)[number], (typeof countries)[number]];
    await api.settle(BR, 'MORE_INFORMATION', hits({ result: 'MORE_INFORMATION', missing: ['MotherName'] }));
    await api.settle(JM, 'UNDELIVERABLE');
    const response = await waiting;
    expect([response.status, response.headers.get('preference-applied')]).toEqual([200, 'wait']);
    const seen = await viewOf(response);
    expect(seen).toMatchObject({
      id,
      countries: [
        { country: 'BR', state: 'ANSWERED', result: 'MORE_INFORMATION', missing: ['MotherName'] },
        { country: 'JM', state: 'UNDELIVERABLE', result: 'UNDELIVERABLE' },
      ],
    });
    expect(await viewOf(await api.send(`/api/v1/queries/${id}`))).toEqual(seen);
  });

  it.each([
    ['everybody else', 'EVERYBODY'],
    ['nobody', []],
    ['a country twice', ['BR', 'BR']],
    ['a country that there is not', ['XX']],
  ])('are refused when they ask %s', async (_name, to) => {
    expect(await problemOf(await send({ to }))).toMatchObject({ status: 422, code: 'ask.invalid-input' });
  });

  it('are refused without a key, and for a purpose of another role', async () => {
    const noKey = api.send('/api/v1/queries', { body: newQueryExample });
    expect(await problemOf(await noKey)).toMatchObject({ status: 400, code: 'ask.idempotency-key-missing' });
    expect(await problemOf(await send({ purpose: 'P1' }))).toMatchObject({ status: 403, code: 'ask.not-allowed' });
  });

  it('tell their states as they change, and nothing of what was answered', async () => {
    const { id, countries } = await viewOf(await send({ to: ['BR', 'JM'] }));
    const [BR, JM] = countries as [(typeof countries)[number], (typeof countries)[number]];
    const response = await api.send(`/api/v1/queries/${id}/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    await api.settle(BR, 'HIT', hits({ result: 'HIT' }));
    await api.settle(JM, 'TIMED_OUT');
    const text = await response.text(); // it ends by itself
    const events = text.trimEnd().split('\n\n');
    expect(events[0]).toBe('retry: 2000');
    expect(events.at(-1)).toBe('event: end\ndata: {}');
    const data = events.slice(1, -1).map((event) => JSON.parse(event.split('data: ')[1] ?? '') as object);
    expect(data.slice(0, 2)).toMatchObject([
      { country: 'BR', state: 'SUBMITTED' },
      { country: 'JM', state: 'SUBMITTED' },
    ]);
    const last = Object.fromEntries(data.map((each) => Object.values(each).slice(0, 2) as [string, string]));
    expect(last).toEqual({ BR: 'ANSWERED', JM: 'TIMED_OUT' });
    for (const each of data) expect(Object.keys(each)).toEqual(['country', 'state', 'at']);
    expect(text).not.toContain('HIT');
  });

  it('are followed by nobody but who put them', async () => {
    const { id } = await viewOf(await send());
    const token = await api.token({ sub: 'AR-78' });
    for (const path of [id, `${id}/events`, `${randomUUID()}/events`, 'x/events']) {
      const response = await api.send(`/api/v1/queries/${path}`, { token });
      expect(await problemOf(response)).toMatchObject({ status: 404, code: 'ask.not-found' });
    }
  });
});
