import { Alliance } from '#libs/ceremony';
import { BROKER, type MemberId } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { MessageMaker } from '../../../../test/broker/messages.js';
import { TestBroker, type MemberClient } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

const HOUR_MS = 3_600_000;
const opened = new AsyncDisposableStack();
let alliance: Alliance;
let broker: TestBroker;
let database: TestDatabase;
let ar: MemberClient;

async function newDatabase(): Promise<TestDatabase> {
  return opened.use(await createTestDatabase({ migrations: brokerMigrations }));
}

async function newBroker(settings: Readonly<Record<string, string>> = {}) {
  database = await newDatabase();
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url, settings }));
  ar = broker.client('AR');
}

beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
});
afterAll(() => opened.disposeAsync());

interface VersionEntry {
  readonly role: string;
  readonly version: number;
  readonly digest: string;
}

async function versionsInLog(of: TestDatabase = database): Promise<VersionEntry[]> {
  const rows = await of.sql.query<{ leaf: string }>(
    `SELECT convert_from(leaf, 'UTF8') AS leaf FROM audit_entry WHERE type = 'DIRECTORY_VERSION' ORDER BY entry_id`,
  );
  return rows
    .map(({ leaf }) => JSON.parse(leaf) as VersionEntry)
    .map(({ role, version, digest }) => ({ role, version, digest }));
}

async function published(of: TestDatabase = database): Promise<number> {
  const [row] = await of.sql.query<{ count: number }>('SELECT count(*) FROM directory_published');
  return row?.count ?? 0;
}

const push = async (client: MemberClient, id: MemberId = 'AR', life?: number) =>
  client.json('/v1/directory/online', await broker.onlinePart(alliance.member(id), life));
const read = (client: MemberClient) => client.call('GET', '/directory/timestamp.json');

describe('the published directory', () => {
  beforeAll(() => newBroker());

  it('is served as the bytes that were published, with the right to keep what never changes', async () => {
    for (const [path, bytes] of alliance.files) {
      const answer = await ar.call('GET', `/directory/${path}`);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
      expect(Buffer.compare(answer.body, bytes)).toBe(0);
      expect(answer.headers['cache-control']).toBe(
        path === 'timestamp.json' ? 'no-store' : 'private, max-age=31536000, immutable',
      );
    }
  });

  it.each(['9.root.json', 'nothing', '../main.ts', '%2e%2e/x', 'x'.repeat(300)])('has nothing at %s', async (path) => {
    const answer = await ar.call('GET', `/directory/${path}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it('has an entry in the log for every version of every role, with the digest of its bytes', async () => {
    const entries = await versionsInLog();
    const roles = ['root', 'targets', 'snapshot', 'timestamp'];
    const parts = ['AR', 'BR', BROKER].flatMap((id) => [`members/${id}/offline`, `members/${id}/online`]);
    expect(entries.map(({ role }) => role).sort()).toEqual([...roles, ...parts].sort());
    expect(entries.every(({ version }) => version === 1)).toBe(true);
    const timestamp = entries.find(({ role }) => role === 'timestamp');
    expect(timestamp?.digest).toBe(await digestOfFile('timestamp.json'));
  });

  it('is published again without a change', async () => {
    const before = [await versionsInLog(), await published()];
    await broker.publish(alliance.files);
    expect([await versionsInLog(), await published()]).toEqual(before);
  });

  it('is not published, not logged and not trusted when our own client refuses it', async () => {
    const before = [await versionsInLog(), await published()];
    const other = await Alliance.create({ env: 'test', members: ['AR'], nowMs: Date.now() });
    await other.renew(Date.now());
    const foreign = new Map([...other.files].filter(([path]) => /^2\.|^timestamp/.test(path)));
    await expect(broker.publish(foreign)).rejects.toMatchObject({
      code: expect.stringMatching(/^directory\./) as string,
    });
    expect([await versionsInLog(), await published()]).toEqual(before);
  });

  it('starts from a root whose fingerprint was compared, if one is given', async () => {
    const empty = await newDatabase();
    const { publishDirectory } = broker.parts(empty.dataSource);
    const run = (fingerprint: string) => publishDirectory.run(alliance.files, fingerprint);
    await expect(run('00'.repeat(32))).rejects.toMatchObject({ code: 'directory.wrong-fingerprint' });
    expect(await published(empty)).toBe(0);
    const fingerprint = Buffer.from(await digestOfFile('1.root.json'), 'base64url').toString('hex');
    await expect(run(fingerprint.toUpperCase())).resolves.toMatchObject({ version: 1 });
  });
});

async function digestOfFile(path: string): Promise<string> {
  const { body } = await ar.call('GET', `/directory/${path}`);
  return Buffer.from(await crypto.subtle.digest('SHA-256', Uint8Array.from(body))).toString('base64url');
}

describe('a member’s online part', () => {
  beforeAll(() => newBroker());

  it('is published under a new snapshot and timestamp, logged, and in force at once', async () => {
    const before = await versionsInLog();
    const changed = await alliance.member('BR').changed({ replace: ['sealing'] }, broker.clock.nowMs());
    const br = broker.client('BR');
    const answer = await br.json('/v1/directory/online', await broker.onlinePart(changed));
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([200, { version: 2 }]);
    expect((await versionsInLog()).slice(before.length)).toMatchObject([
      { role: 'members/BR/online', version: 2 },
      { role: 'snapshot', version: 2 },
      { role: 'timestamp', version: 2 },
    ]);
    const { kid } = changed.keys.sealing;
    const maker = new MessageMaker(alliance, broker.clock);
    expect((await ar.putRead((await maker.make('AR', 'BR', { slip: { kid } })).line)).stored).toHaveLength(1);
  });

  it('that is published already is accepted again and changes nothing', async () => {
    const part = await broker.onlinePart(alliance.member('AR'));
    const first = await ar.json('/v1/directory/online', part);
    const before = [await versionsInLog(), await published()];
    const again = await ar.json('/v1/directory/online', part);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect([await versionsInLog(), await published()]).toEqual(before);
  });

  it('of another member is refused', async () => {
    const answer = await push(broker.client('BR'), 'AR');
    expect([answer.status, await broker.codeOf(answer, 'BR')]).toEqual([400, 'broker.directory-under-signed']);
  });

  it('that has expired is refused as such, not with "come back later"', async () => {
    const answer = await push(ar, 'AR', -10);
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([400, 'broker.directory-part-expired']);
  });

  it('that lives too long is refused', async () => {
    const answer = await push(ar, 'AR', 50 * 3600);
    expect([answer.status, await broker.codeOf(answer, 'AR')]).toEqual([400, 'broker.directory-expires-too-late']);
  });

  it('that does not follow the present one is refused', async () => {
    const old = await broker.onlinePart(alliance.member('AR'), 46 * 3600, -1);
    const refused = await ar.json('/v1/directory/online', old);
    expect([refused.status, await broker.codeOf(refused, 'AR')]).toEqual([409, 'broker.directory-not-next-version']);
  });

  it('is published one after the other when several come at once', async () => {
    const br = broker.client('BR');
    const answers = await Promise.all([push(ar), push(br, 'BR')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const snapshots = (await versionsInLog()).filter(({ role }) => role === 'snapshot').map(({ version }) => version);
    expect(new Set(snapshots).size).toBe(snapshots.length);
  });
});

describe('the broker keeps the directory alive', () => {
  beforeEach(() => newBroker());

  it('by a new timestamp when the present one is an hour old', async () => {
    await broker.running.close();
    broker.clock.shiftMs += 0.9 * HOUR_MS;
    const { renewTimestamp } = broker.parts(database.dataSource);
    expect(await renewTimestamp.run()).toBe(false);
    broker.clock.shiftMs += 0.2 * HOUR_MS;
    expect(await renewTimestamp.run()).toBe(true);
    expect(await renewTimestamp.run()).toBe(false);
    expect((await versionsInLog()).slice(-1)).toMatchObject([{ role: 'timestamp', version: 2 }]);
    expect(await broker.publishedVersion('snapshot')).toBe(1);
  });

  it('by a new snapshot days before the present one ends', async () => {
    await broker.running.close();
    broker.clock.shiftMs += 4.1 * 24 * HOUR_MS;
    const { renewTimestamp } = broker.parts(database.dataSource);
    expect(await renewTimestamp.run()).toBe(true);
    expect((await versionsInLog()).slice(-2)).toMatchObject([
      { role: 'snapshot', version: 2 },
      { role: 'timestamp', version: 2 },
    ]);
    expect(await renewTimestamp.run()).toBe(false);
  });

  it('by its own online part, signed anew every twelve hours', async () => {
    await broker.running.close();
    const { renewOwnPart } = broker.parts(database.dataSource);
    broker.clock.shiftMs += 11 * HOUR_MS;
    expect(await renewOwnPart.run()).toBe(false);
    broker.clock.shiftMs += 2 * HOUR_MS;
    expect(await renewOwnPart.run()).toBe(true);
    expect(await broker.publishedVersion(`${BROKER}-online`)).toBe(2);
    expect(await renewOwnPart.run()).toBe(false);
  });

  it('and comes back by itself after a sleep, as do members whose own part ran out meanwhile', async () => {
    await broker.running.close();
    broker.clock.shiftMs += 60 * HOUR_MS;
    await broker.restart();
    expect(await broker.publishedVersion(`${BROKER}-online`)).toBe(2);
    const refused = await ar.call('GET', '/v1/numbers');
    expect([refused.status, refused.headers['content-type']]).toEqual([401, 'application/problem+json']);
    // only for this and to read, and only with a TLS certificate of the member's own CA
    const other = broker.client('AR', alliance.member('AR').keys.signing);
    expect([(await push(other)).status, (await read(other)).status]).toEqual([401, 401]);
    expect((await read(ar)).status).toBe(200);
    expect((await push(ar)).status).toBe(200);
    expect((await ar.call('GET', '/v1/numbers')).status).toBe(200);
    expect((await push(broker.client('AR', alliance.member('AR').keys.signing))).status).toBe(401);
  });

  it('and a member whose last push was taken, but not answered before it slept, reads which version is next', async () => {
    const pushed = await push(ar); // and the answer is lost
    expect(pushed.status).toBe(200);
    await broker.running.close();
    broker.clock.shiftMs += 60 * HOUR_MS;
    await broker.restart();
    const timestamp = JSON.parse((await read(ar)).body.toString()) as {
      signed: { meta: { 'snapshot.json': { version: number } } };
    };
    const { version } = timestamp.signed.meta['snapshot.json'];
    const snapshot = await ar.call('GET', `/directory/${String(version)}.snapshot.json`);
    expect(JSON.parse(snapshot.body.toString())).toMatchObject({
      signed: { meta: { 'AR-online.json': { version: 2 } } },
    });
    expect((await push(ar)).status).toBe(200);
    expect(await broker.publishedVersion('AR-online')).toBe(3);
  });

  it('but cannot before there is one', async () => {
    const empty = await newDatabase();
    const { renewTimestamp, renewOwnPart, acceptOnline, directory } = broker.parts(empty.dataSource);
    const part = { metadata: Buffer.from('{}'), target: Buffer.from('{}') };
    const peer = { id: 'AR' } as Parameters<typeof acceptOnline.run>[0];
    const none = { code: 'directory.none' };
    await expect(renewTimestamp.run()).rejects.toMatchObject(none);
    await expect(renewOwnPart.run()).rejects.toMatchObject(none);
    await expect(acceptOnline.run(peer, part)).rejects.toMatchObject(none);
    await expect(directory.load()).rejects.toMatchObject(none);
    expect(() => directory.view()).toThrow('no directory has been published');
  });

  it('and serves what another process publishes within its period', async () => {
    await broker.govern({ BR: { status: 'suspended' } });
    const answer = await broker.client('BR').call('GET', '/v1/numbers');
    expect(await broker.codeOf(answer, 'BR')).toBe('broker.sender-suspended');
  });
});
