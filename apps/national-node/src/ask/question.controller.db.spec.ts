import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf } from './domestic-api.jest.js';

interface View {
  readonly id: string;
  readonly questions: readonly { readonly id: string; readonly state: string }[];
}

describe('a question that is under way, over HTTP', () => {
  let database: TestDatabase;
  let api: DomesticApi;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database));
  });
  afterAll(() => opened.disposeAsync());

  const asked = async () => (await (await api.ask({ to: ['BR'] })).json()) as View;
  const post = (id: string, country: string, what: string, body: object) =>
    api.send(`/api/v1/requests/${id}/questions/${country}/${what}`, { body });
  const reason = { reason: 'SENT_IN_ERROR' };

  it('is taken back, once', async () => {
    const { id } = await asked();
    const response = await post(id, 'BR', 'cancellation', reason);
    expect([response.status, await response.text()]).toEqual([202, '']);
    const view = (await (await api.send(`/api/v1/requests/${id}`)).json()) as View;
    expect(view.questions).toMatchObject([{ state: 'CANCELLED', outcome: 'CANCELLED', code: 'requester.cancelled' }]);
    expect(await problemOf(await post(id, 'BR', 'cancellation', reason))).toMatchObject({
      status: 409,
      code: 'ask.not-open',
    });
  });

  it.each([
    ['cancellation', { reason: 'BORED' }, '/reason'],
    ['information', { response: 'LATER' }, '/response'],
    ['information', { response: 'PROVIDED' }, ''],
    ['information', { response: 'PROVIDED', salt: 'x', subject: { names: [{ full: 'A', kind: 'legal' }] } }, ''],
    [
      'information',
      { response: 'PROVIDED', subject: { names: [{ full: 'A', kind: 'legal' }], birthDate: '1980-02-30' } },
      '/subject/birthDate',
    ],
  ])('refuses a %s of another form: %j', async (what, body, pointer) => {
    const { id } = await asked();
    const problem = await problemOf(await post(id, 'BR', what, body));
    expect(problem).toMatchObject({ status: 422, code: 'ask.invalid-input' });
    expect(problem.pointers?.map((each) => each.pointer)).toContain(pointer);
  });

  it('is known only to who asked, and only where it was asked', async () => {
    const { id } = await asked();
    const token = await api.token({ sub: 'AR-4712' });
    const path = `/api/v1/requests/${id}`;
    const all = [
      post(id, 'CL', 'cancellation', reason),
      post(id, 'XX', 'cancellation', reason),
      post('none', 'BR', 'cancellation', reason),
      api.send(`${path}/questions/BR/cancellation`, { body: reason, token }),
      api.send(`${path}/questions/BR/information`, { body: { response: 'NOT_AVAILABLE' }, token }),
      api.send(`${path}/events`, { token }),
      api.send(`${path}/asked`, { token }),
      // its message has not left
      api.send(`${path}/asked`),
    ];
    for (const each of all) expect(await problemOf(await each)).toMatchObject({ status: 404, code: 'ask.not-found' });
  });

  it('is not told about what nobody has asked back for', async () => {
    const { id } = await asked();
    const response = await post(id, 'BR', 'information', { response: 'NOT_AVAILABLE' });
    expect(await problemOf(response)).toMatchObject({ status: 409, code: 'ask.not-awaited' });
  });

  it('is followed: states and times alone, to the end', async () => {
    const { id } = await asked();
    const response = await api.send(`/api/v1/requests/${id}/events`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await post(id, 'BR', 'cancellation', reason);
    const text = await response.text();
    const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? '') as object);
    const at = expect.any(String) as string;
    expect(data).toEqual([{ country: 'BR', state: 'SUBMITTED', at }, { country: 'BR', state: 'CANCELLED', at }, {}]);
    expect(text).toContain('event: end');
  });
});
