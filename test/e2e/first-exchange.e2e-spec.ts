import { criminalCase, Exchange } from './exchange.js';

describe('a question crosses a border', () => {
  const opened = new AsyncDisposableStack();
  let exchange: Exchange;
  beforeAll(async () => {
    exchange = opened.use(await Exchange.prepare());
    await exchange.local.start();
  }, 120_000);
  afterAll(() => opened.disposeAsync());

  it.each([
    ['records', 'RECORDS'],
    ['none', 'NO_RECORD'],
    ['ambiguous', 'MULTIPLE_CANDIDATES'],
  ] as const)('and a subject known as "%s" is answered with %s', async (truth, outcome) => {
    const sample = exchange.samples('BR').find((each) => each.kind === truth);
    if (sample === undefined) throw new Error(`no sample of ${truth}`);
    const { status, body } = await exchange.ask('AR', criminalCase(['BR'], sample.subject), { wait: 20 });
    expect(status).toBe(200);
    expect(body.questions).toMatchObject([{ country: 'BR', outcome }]);
  });
});
