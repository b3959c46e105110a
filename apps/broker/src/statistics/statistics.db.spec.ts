import { Alliance } from '#libs/ceremony';
import { monthIn, monthsAfter, signStatistics, type CountryCode, type Statistics } from '#libs/protocol';
import type { TestDatabase } from '#libs/testing';
import { newBrokerDatabase, TestBroker, type Answer } from '../../../../test/broker/test-broker.js';

const opened = new AsyncDisposableStack();
let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
beforeAll(async () => {
  database = opened.use(await newBrokerDatabase());
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL', 'PE'], nowMs: Date.now() });
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url }));
});
afterAll(() => opened.disposeAsync());

const now = () => Math.floor(broker.clock.nowMs() / 1000);
const month = (ago: number, country: CountryCode = 'AR') =>
  monthsAfter(monthIn(alliance.entry(country).calendar.zone, now()), -ago);
const signed = (by: CountryCode, change: Partial<Statistics> = {}, signer: CountryCode = by) =>
  signStatistics(
    { env: 'test', by, time: now(), month: month(1, by), pairs: [], ...change },
    alliance.member(signer).signer,
  );
const put = (by: CountryCode, token: string): Promise<Answer> =>
  broker.client(by).call('PUT', '/v1/statistics', { body: Buffer.from(token), type: 'application/jose' });
const shown = async (to: CountryCode, of = month(1)): Promise<string[]> => {
  const { status, body } = await broker.client(to).call('GET', `/v1/statistics?month=${of}`);
  expect(status).toBe(200);
  return (JSON.parse(body.toString()) as { statistics: string[] }).statistics;
};
async function expectRefused(by: CountryCode, token: string, status: number, code: string): Promise<void> {
  const before = await shown('AR');
  const answer = await put(by, token);
  expect([answer.status, await broker.codeOf(answer, by)]).toEqual([status, code]);
  expect(await shown('AR')).toEqual(before);
}

describe('the statistics of a month', () => {
  it('are shown to all as each has signed them, and are brought once', async () => {
    const [argentina, brazil] = [await signed('AR'), await signed('BR')];
    for (const [by, token] of [
      ['AR', argentina],
      ['BR', brazil],
      ['AR', argentina],
    ] as const)
      // prettier-ignore
      expect((await put(by, token)).status).toBe(204);
    expect(await shown('CL')).toEqual([argentina, brazil]);
    expect(await shown('CL', month(2))).toEqual([]);
    await expectRefused('AR', await signed('AR'), 409, 'broker.published-otherwise');
  });

  it('are said by each of itself alone', async () => {
    await expectRefused('BR', await signed('AR'), 400, 'broker.wrong-sender');
    await expectRefused('CL', await signed('CL', {}, 'BR'), 401, 'broker.certificate-not-listed');
  });

  it('are of a month that is over, and not long over', async () => {
    await expectRefused('CL', await signed('CL', { month: month(0, 'CL') }), 400, 'broker.not-over');
    await expectRefused('CL', await signed('CL', { month: month(14, 'CL') }), 400, 'broker.expired');
    await expectRefused('CL', await signed('CL', { time: now() + 120 }), 400, 'broker.from-future');
    expect((await put('CL', await signed('CL', { month: month(13, 'CL') }))).status).toBe(204);
  });

  it('are refused from another environment, and when they are none', async () => {
    await expectRefused('CL', await signed('CL', { env: 'demo' }), 400, 'broker.wrong-environment');
    await expectRefused('CL', 'a.b.c', 400, 'broker.malformed');
    await expectRefused('CL', 'x'.repeat(70_000), 413, 'broker.too-large');
  });

  it('are asked for by month', async () => {
    for (const query of ['', '?month=2026', '?month=2026-13', '?month=2026-10&month=2026-09']) {
      const answer = await broker.client('CL').call('GET', `/v1/statistics${query}`);
      expect([answer.status, await broker.codeOf(answer, 'CL')]).toEqual([400, 'broker.malformed']);
    }
  });
});

describe('a member with the role statistics alone', () => {
  it('reads them, whom to believe, and nothing else; and publishes nothing', async () => {
    await broker.govern({ PE: { roles: ['statistics'] } });
    expect(await shown('PE')).toEqual(await shown('AR'));
    const client = broker.client('PE');
    expect((await client.call('GET', '/directory/timestamp.json')).status).toBe(200);
    const { origin } = alliance.entry('AR').log;
    for (const [method, path] of [
      ['GET', '/v1/statuses'],
      ['GET', '/v1/mailbox?wait=0'],
      ['GET', '/v1/numbers'],
      ['POST', '/v1/messages'],
      ['POST', '/v1/mailbox/taken'],
      ['PUT', '/v1/status'],
      ['GET', `/logs/${origin}/checkpoint`],
      ['PUT', `/logs/${alliance.entry('PE').log.origin}/checkpoint`],
      ['GET', '/v1/anything'],
    ] as const) {
      const answer = await client.call(method, path);
      expect([path, answer.status, codeIn(answer)]).toEqual([path, 403, 'sender-suspended']);
    }
    await expectRefused('PE', await signed('PE'), 403, 'broker.sender-suspended');
  });

  it('is no recipient of the exchange either, and reads nothing once it is suspended', async () => {
    await broker.govern({ PE: { roles: ['statistics'], status: 'suspended' }, CL: { status: 'suspended' } });
    for (const country of ['PE', 'CL'] as const) {
      const answer = await broker.client(country).call('GET', `/v1/statistics?month=${month(1)}`);
      expect([answer.status, await broker.codeOf(answer, country)]).toEqual([403, 'broker.sender-suspended']);
    }
  });
});

/** Refusals below /v1 are statements; others are problems. */
function codeIn({ body }: Answer): string | undefined {
  const text = body.toString();
  const { refused, code = '' } = JSON.parse(text) as { refused?: string[]; code?: string };
  const claims = (refused?.[0] ?? '').split('.')[1] ?? '';
  const items = claims === '' ? [] : (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { items: { code: string }[] }).items; // prettier-ignore
  return (items[0]?.code ?? code).split('.').at(-1);
}
