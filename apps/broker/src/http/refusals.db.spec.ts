import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Alliance } from '#libs/ceremony';
import { createCsr, generateP256KeyPair, issueCertificate } from '#libs/pki';
import { BROKER, MAX_ENVELOPE_BYTES } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { MessageMaker } from '../../../../test/broker/messages.js';
import { pem, TestBroker, until, type MemberClient } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let wire: Wire;
let alliance: Alliance;
let broker: TestBroker;
let maker: MessageMaker;
let ar: MemberClient;

/** The way to the database, which a test can cut. */
class Wire {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(target: URL): Promise<{ wire: Wire; url: string }> {
    const server = createServer();
    const wire = new Wire(server);
    server.on('connection', (socket) => {
      const onward = connect(Number(target.port), target.hostname);
      for (const each of [socket, onward]) {
        wire.sockets.add(each.on('error', () => undefined));
        each.once('close', () => [socket, onward].map((end) => end.destroy()));
      }
      socket.pipe(onward).pipe(socket);
    });
    await wire.join();
    const url = new URL(target);
    url.hostname = '127.0.0.1';
    url.port = String((server.address() as { port: number }).port);
    return { wire, url: url.href };
  }

  private port = 0;

  async join(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as { port: number }).port;
  }

  async cut(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await once(this.server, 'close');
  }
}

const opened = new AsyncDisposableStack();
beforeAll(async () => {
  database = opened.use(await createTestDatabase({ migrations: brokerMigrations }));
  alliance = await Alliance.create({
    env: 'test',
    members: ['AR', 'BR', 'CL', 'GY'],
    suspended: ['GY'],
    nowMs: Date.now(),
  });
  const { wire: way, url } = await Wire.to(new URL(database.url));
  wire = way;
  opened.defer(() => wire.cut());
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: url }));
  maker = new MessageMaker(alliance, broker.clock);
  ar = broker.client('AR');
});
afterAll(() => opened.disposeAsync());

/** A TLS certificate that AR's CA has issued and nobody has listed. */
async function unlisted() {
  const { ca } = alliance.member('AR').keys;
  const pair = await generateP256KeyPair();
  const csr = await createCsr(pair, { member: 'AR', organization: 'Test', commonName: 'AR CREX tls' });
  const now = Math.floor(Date.now() / 1000);
  const period = { notBefore: now - 30, notAfter: now + 3600 };
  return {
    ...pair,
    certificate: await issueCertificate({ ca, csr, role: 'tls', env: 'test', member: 'AR', ...period }),
  };
}

describe('TLS', () => {
  it('fails without a client certificate, and is counted', async () => {
    const before = await broker.metric('crex_broker_tls_failures_total');
    const { hostname, port } = new URL(broker.running.url);
    const socket = connectTls({
      ...{ host: hostname, port: Number(port) },
      ca: pem(alliance.member(BROKER).keys.ca.certificate),
    });
    socket.write('GET /directory/timestamp.json HTTP/1.1\r\nhost: broker\r\n\r\n');
    const answer: Buffer[] = [];
    socket.on('data', (data: Buffer) => answer.push(data));
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toMatch(/CERTIFICATE_REQUIRED|ECONNRESET/);
    expect(answer).toEqual([]);
    await until(async () => (await broker.metric('crex_broker_tls_failures_total')) > before);
  });

  it('fails with a certificate of a CA that the directory does not list', async () => {
    const stranger = await Alliance.create({ env: 'test', members: ['AR'], nowMs: Date.now() });
    const client = broker.client('AR', stranger.member('AR').keys.tls);
    await expect(client.call('GET', '/directory/timestamp.json')).rejects.toThrow();
  });

  it('fails below version 1.3', async () => {
    const { hostname, port } = new URL(broker.running.url);
    const { tls } = alliance.member('AR').keys;
    const socket = connectTls({
      ...{ host: hostname, port: Number(port), maxVersion: 'TLSv1.2' },
      ca: pem(alliance.member(BROKER).keys.ca.certificate),
      cert: pem(tls.certificate),
      key: tls.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toMatch(/PROTOCOL_VERSION|ECONNRESET/);
  });
});

describe('who calls is asked for every request:', () => {
  it('a certificate that no member lists gets problem details, unsigned', async () => {
    const client = broker.client('AR', await unlisted());
    for (const path of ['/v1/numbers', '/v1/mailbox?wait=0', '/directory/timestamp.json', '/v1/nothing']) {
      const answer = await client.call('GET', path);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([401, { code: 'pki.not-listed' }]);
    }
  });

  it('a listed certificate of another role is no way in', async () => {
    const answer = await broker.client('AR', alliance.member('AR').keys.signing).call('GET', '/v1/numbers');
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([401, 'broker.certificate-not-listed']);
  });

  it('a suspended member reads the directory and nothing else, and is told so, signed', async () => {
    const gy = broker.client('GY');
    expect((await gy.call('GET', '/directory/timestamp.json')).status).toBe(200);
    for (const call of [gy.call('GET', '/v1/mailbox?wait=0'), gy.call('GET', '/v1/numbers'), gy.take([])]) {
      const answer = await call;
      expect([answer.status, await broker.codeOf(answer, 'GY')]).toEqual([403, 'broker.sender-suspended']);
    }
  });

  it('a member that has left gets nothing, on the connection that it has', async () => {
    const gy = broker.client('GY');
    expect((await gy.call('GET', '/directory/timestamp.json')).status).toBe(200);
    await broker.govern({ GY: { status: 'withdrawn' } });
    const directory = await gy.call('GET', '/directory/timestamp.json');
    expect([directory.status, JSON.parse(directory.body.toString())]).toMatchObject([
      403,
      { code: 'message.sender-suspended' },
    ]);
    expect(await broker.codeOf(await gy.json('/v1/directory/online', {}), 'GY')).toBe('broker.sender-suspended');
  });

  it('a revoked certificate is refused on the connection that it has, signed', async () => {
    const cl = broker.client('CL');
    expect((await cl.call('GET', '/v1/numbers')).status).toBe(200);
    const part = await broker.onlinePart(
      await alliance.member('CL').changed({ revoke: ['tls'] }, broker.clock.nowMs()),
    );
    expect((await cl.json('/v1/directory/online', part)).status).toBe(200);
    const answer = await cl.call('GET', '/v1/numbers');
    expect([answer.status, await broker.codeOf(answer, 'CL')]).toEqual([401, 'broker.certificate-revoked']);
    expect((await cl.json('/v1/directory/online', part)).status).toBe(401);
  });
});

describe('a call is refused as a whole, signed,', () => {
  const messages = 'application/crex-messages+jsonl';
  const body = (text: string, type: string) => ({ body: Buffer.from(text), type });

  it.each([
    ['without a message', '/v1/messages', body('\n\n', messages), 400, 'broker.malformed'],
    ['with too many messages', '/v1/messages', body('x\n'.repeat(65), messages), 400, 'broker.too-many'],
    ['in another content type', '/v1/messages', body('{}', 'application/json'), 415, 'broker.malformed'],
    ['in a type that nobody knows', '/v1/messages', body('{}', 'text/plain'), 415, 'broker.malformed'],
    ['with messages for receipts', '/v1/mailbox/taken', body('{}', messages), 415, 'broker.malformed'],
    ['with JSON that is none', '/v1/mailbox/taken', body('{', 'application/json'), 400, 'broker.malformed'],
    [
      'with a key that stands twice',
      '/v1/mailbox/taken',
      body('{"taken":[],"taken":[],"statements":[]}', 'application/json'),
      ...([400, 'broker.malformed'] as const),
    ],
    ['with a part that is none', '/v1/directory/online', body('{}', 'application/json'), 400, 'broker.malformed'],
    ['at a path that is none', '/v1/nothing', body('{}', 'application/json'), 404, 'broker.malformed'],
  ] as const)('%s', async (_, path, options, status, code) => {
    const answer = await ar.call('POST', path, options);
    expect(answer.headers['content-type']).toBe('application/json');
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([status, code]);
  });

  it('that is larger than the path takes', async () => {
    const answer = await ar.call('POST', '/v1/messages', {
      ...{ body: randomBytes(2 * MAX_ENVELOPE_BYTES + 1), type: messages },
    });
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([413, 'broker.too-large']);
  });

  it('while the directory has expired, and not after it has been renewed', async () => {
    broker.clock.shiftMs += 25 * 3_600_000;
    const { line } = await maker.make('AR', 'BR');
    const answer = await ar.put(line);
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([503, 'broker.directory-expired']);
    expect(answer.headers['retry-after']).toBe('5');
    broker.clock.shiftMs -= 25 * 3_600_000;
    expect((await ar.put((await maker.make('AR', 'BR')).line)).status).toBe(200);
  });

  it('while the database is away, and not when it is back', async () => {
    const { line } = await maker.make('AR', 'BR');
    await wire.cut();
    for (const call of [ar.put(line), ar.call('GET', '/v1/mailbox?wait=0'), ar.call('GET', '/v1/numbers')]) {
      const answer = await call;
      expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([503, 'broker.internal']);
      expect(answer.headers['retry-after']).toBe('5');
    }
    const directory = await ar.call('GET', '/directory/timestamp.json');
    expect([directory.status, directory.headers['content-type']]).toEqual([503, 'application/problem+json']);
    await wire.join();
    await until(async () => (await ar.put(line)).status === 200);
    expect((await broker.client('BR').fetch()).lines).toContainEqual(line);
  });

  it('and the operator sees what has failed', async () => {
    expect(await broker.ready()).toEqual({ status: 200, checks: { database: 'ok', directory: 'ok', loops: 'ok' } });
    await wire.cut();
    broker.clock.shiftMs += 15 * 60_000;
    expect(await broker.ready()).toEqual({
      status: 503,
      checks: { database: 'failed', directory: 'ok', loops: 'failed' },
    });
    await wire.join();
    await until(async () => {
      broker.clock.shiftMs += 31_000; // a failed check is not asked again for 30 s
      return (await broker.ready()).checks['database'] === 'ok';
    });
  });

  it('with nothing of what it held in the log', async () => {
    const marker = 'Ana-Marker';
    await ar.put(`{"slip":"${marker}"}`);
    await ar.call('POST', `/v1/${marker}?a=${marker}`, body(`{"${marker}":1}`, 'application/json'));
    expect(broker.log.join('')).not.toContain(marker);
    expect(broker.log.some((line) => line.includes('request refused'))).toBe(true);
  });
});
