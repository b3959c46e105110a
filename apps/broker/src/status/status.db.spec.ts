import { Alliance } from '#libs/ceremony';
import { signStatus, type CountryCode, type Status } from '#libs/protocol';
import type { TestDatabase } from '#libs/testing';
import { newBrokerDatabase, TestBroker, type Answer } from '../../../../test/broker/test-broker.js';

const opened = new AsyncDisposableStack();
let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
beforeAll(async () => {
  database = opened.use(await newBrokerDatabase());
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL'], nowMs: Date.now() });
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url }));
});
afterAll(() => opened.disposeAsync());
// each test is later than the one before
beforeEach(() => {
  broker.clock.shiftMs += 600_000;
});

const now = () => Math.floor(broker.clock.nowMs() / 1000);
const signed = (by: CountryCode, change: Partial<Status> = {}, signer: CountryCode = by) => {
  const status = { env: 'test', by, time: now(), software: '0.1.0', outages: [], waiting: 0, oldest: 0 } as const;
  return signStatus({ ...status, ...change }, alliance.member(signer).signer);
};
const put = (by: CountryCode, token: string): Promise<Answer> =>
  broker.client(by).call('PUT', '/v1/status', { body: Buffer.from(token), type: 'application/jose' });
const shown = async (to: CountryCode): Promise<string[]> => {
  const { body } = await broker.client(to).call('GET', '/v1/statuses');
  return (JSON.parse(body.toString()) as { statuses: string[] }).statuses;
};
async function expectRefused(by: CountryCode, token: string, status: number, code: string): Promise<void> {
  const before = await shown('AR');
  const answer = await put(by, token);
  expect([answer.status, await broker.codeOf(answer, by)]).toEqual([status, code]);
  expect(await shown('AR')).toEqual(before);
}

describe('how the members’ nodes are', () => {
  it('is shown to all as each has signed it, the last word of each', async () => {
    const [first, brazil] = [await signed('AR'), await signed('BR', { waiting: 3, oldest: 60 })];
    for (const [by, token] of [['AR', first], ['BR', brazil]] as const) expect((await put(by, token)).status).toBe(204); // prettier-ignore
    const later = await signed('AR', { time: now() + 1 });
    expect((await put('AR', later)).status).toBe(204);
    expect((await put('AR', later)).status).toBe(204);
    expect(await shown('CL')).toEqual([later, brazil]);
  });

  it('is said by each of itself alone', async () => {
    await expectRefused('BR', await signed('AR'), 400, 'broker.wrong-sender');
    await expectRefused('AR', await signed('AR', {}, 'BR'), 401, 'broker.certificate-not-listed');
  });

  it('is of now: an old one does not come back', async () => {
    const early = await signed('AR');
    expect((await put('AR', await signed('AR', { time: now() + 5 }))).status).toBe(204);
    await expectRefused('AR', early, 400, 'broker.expired');
    await expectRefused('CL', await signed('CL', { time: now() - 400 }), 400, 'broker.expired');
    await expectRefused('CL', await signed('CL', { time: now() + 120 }), 400, 'broker.from-future');
  });

  it('is refused from another environment, and when it is no status', async () => {
    await expectRefused('AR', await signed('AR', { env: 'demo' }), 400, 'broker.wrong-environment');
    await expectRefused('AR', 'a.b.c', 400, 'broker.malformed');
    await expectRefused('AR', 'x'.repeat(9000), 413, 'broker.too-large');
  });

  it('is neither taken from a suspended member nor shown to it', async () => {
    await broker.govern({ CL: { status: 'suspended' } });
    await expectRefused('CL', await signed('CL'), 403, 'broker.sender-suspended');
    expect((await broker.client('CL').call('GET', '/v1/statuses')).status).toBe(403);
  });
});
