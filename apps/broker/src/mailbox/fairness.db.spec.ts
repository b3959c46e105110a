import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { Alliance } from '#libs/ceremony';
import { BROKER, type CountryCode } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { MessageMaker } from '../../../../test/broker/messages.js';
import { pem, TestBroker, until, type MemberClient } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
let maker: MessageMaker;
let ar: MemberClient;

const SETTINGS = {
  ...{ CREX_MAX_PUTS: '3', CREX_MAX_FETCHES: '2', CREX_MAX_CONNECTIONS: '12' },
  ...{ CREX_MESSAGES_PER_SECOND: '1', CREX_MESSAGE_BURST: '40', CREX_BYTES_PER_SECOND: '100000' },
  ...{ CREX_BYTE_BURST: '4000000', CREX_MAX_LOG_CALLS: '4', CREX_LOG_CALLS_PER_SECOND: '1', CREX_LOG_CALL_BURST: '30' },
};

const opened = new AsyncDisposableStack();
beforeAll(async () => {
  database = opened.use(await createTestDatabase({ migrations: brokerMigrations }));
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL', 'UY', 'PY'], nowMs: Date.now() });
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url, settings: SETTINGS }));
  maker = new MessageMaker(alliance, broker.clock);
  ar = broker.client('AR');
});
afterAll(() => opened.disposeAsync());
// the buckets of all members fill up
beforeEach(() => {
  broker.clock.shiftMs += 60_000;
});

/** CL writes to BR and BR reads: with a greedy or slow member about, both get through at once. */
async function othersAreServed(): Promise<void> {
  const { line } = await maker.make('CL', 'BR');
  expect((await broker.client('CL').putRead(line)).stored).toHaveLength(1);
  expect((await broker.client('BR').fetch()).lines).toContainEqual(line);
}

async function expectOverLimit(member: CountryCode, call: ReturnType<MemberClient['call']>): Promise<void> {
  const answer = await call;
  expect([answer.status, await broker.codeOf(answer, member)]).toEqual([429, 'broker.over-limit']);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
}

/** A connection of a member on which a test writes what it likes. */
async function socketOf(member: CountryCode): Promise<TLSSocket> {
  const { tls } = alliance.member(member).keys;
  const { hostname, port } = new URL(broker.running.url);
  const socket = connect({
    ...{ host: hostname, port: Number(port), minVersion: 'TLSv1.3' },
    ca: pem(alliance.member(BROKER).keys.ca.certificate),
    cert: pem(tls.certificate),
    key: tls.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

describe('a member that', () => {
  it('floods is told to wait, signed; the others are not', async () => {
    const batch = async () => {
      const lines = await Promise.all(Array.from({ length: 10 }, async () => (await maker.make('AR', 'UY')).line));
      return (await ar.put(...lines)).status;
    };
    for (let call = 0; call < 4; call++) expect(await batch()).toBe(200);
    await until(async () => (await batch()) === 429);
    await expectOverLimit('AR', ar.put((await maker.make('AR', 'UY')).line));
    await othersAreServed();
    broker.clock.shiftMs += 60_000;
    expect((await ar.putRead((await maker.make('AR', 'UY')).line)).stored).toHaveLength(1);
  });

  it('sends bytes without end is told to wait too', async () => {
    const junk = Buffer.alloc(8_000_000, 'x');
    expect((await ar.put(junk)).status).toBe(200);
    await expectOverLimit('AR', ar.call('GET', '/v1/numbers'));
    await othersAreServed();
  });

  it('opens many polls gets as many as it may have; the others get their messages', async () => {
    const gone = new AbortController();
    const polls = [1, 2].map(() => ar.call('GET', '/v1/mailbox?wait=30', { signal: gone.signal }));
    await until(async () => (await broker.metric('crex_broker_polls')) === 2);
    await expectOverLimit('AR', ar.call('GET', '/v1/mailbox?wait=30'));
    await othersAreServed();
    gone.abort();
    await Promise.allSettled(polls);
    await until(async () => (await broker.metric('crex_broker_polls')) === 0);
    expect(await ar.fetch()).toEqual({ lines: [], statements: [] });
  });

  it('reads logs without end is told to wait; its messages go on, and the others read on', async () => {
    const read = async (client: MemberClient) => (await client.call('GET', '/logs/none/checkpoint')).status;
    const statuses: number[] = [];
    for (let call = 0; call < 40; call++) statuses.push(await read(ar));
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
    const { headers, body } = await ar.call('GET', '/logs/none/checkpoint');
    expect([Number(headers['retry-after']) > 0, JSON.parse(body.toString())]).toMatchObject([
      true,
      { code: 'message.over-limit' },
    ]);
    expect((await ar.putRead((await maker.make('AR', 'UY')).line)).stored).toHaveLength(1);
    expect(await read(broker.client('CL'))).toBe(404);
    await othersAreServed();
  });

  it('sends slowly blocks its own places, and they come free when it goes', async () => {
    const head = 'POST /v1/messages HTTP/1.1\r\nhost: broker\r\ncontent-type: application/crex-messages+jsonl\r\n';
    const sockets = await Promise.all([1, 2, 3].map(() => socketOf('PY')));
    for (const socket of sockets) socket.write(`${head}content-length: 1000\r\n\r\n{"slip":`);
    const py = broker.client('PY');
    await until(async () => (await py.call('GET', '/v1/numbers')).status === 429);
    await othersAreServed();
    for (const socket of sockets) socket.destroy();
    broker.clock.shiftMs += 60_000;
    await until(async () => {
      broker.clock.shiftMs += 1_000;
      return (await py.call('GET', '/v1/numbers')).status === 200;
    });
  });

  it('does not read what it asked for harms nobody', async () => {
    const sealed = Buffer.alloc(1120 + 16 + 1024 * 1024);
    for (let index = 0; index < 4; index++) {
      broker.clock.shiftMs += 60_000;
      expect((await ar.putRead((await maker.make('AR', 'UY', { sealed })).line)).refused).toEqual([]);
    }
    const sockets = await Promise.all([1, 2].map(() => socketOf('UY')));
    for (const socket of sockets) {
      socket.pause();
      socket.write('GET /v1/mailbox?wait=0 HTTP/1.1\r\nhost: broker\r\n\r\n');
    }
    const uy = broker.client('UY');
    await until(async () => (await broker.metric('crex_broker_polls')) === 2);
    await expectOverLimit('UY', uy.call('GET', '/v1/mailbox?wait=0'));
    await othersAreServed();
    for (const socket of sockets) socket.destroy();
    await until(async () => (await broker.metric('crex_broker_polls')) === 0);
  });

  it('opens connections without end loses those beyond its share; the others connect', async () => {
    const sockets: TLSSocket[] = [];
    let closed = 0;
    for (let index = 0; index < 16; index++) {
      const socket = await socketOf('PY');
      socket.once('close', () => (closed += 1));
      sockets.push(socket.resume());
    }
    await until(() => closed >= 4);
    await othersAreServed();
    for (const socket of sockets) socket.destroy();
    await until(() => closed === sockets.length);
  });
});
