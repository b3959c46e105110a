import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Alliance } from '#libs/ceremony';
import { BROKER } from '#libs/protocol';
import { createTestDatabase, testServerUrl, writeAlliance, type TestDatabase } from '#libs/testing';
import { MessageMaker } from '../../../test/broker/messages.js';
import { ShiftedClock, TestBroker } from '../../../test/broker/test-broker.js';
import { brokerSettings, ownerSettings, readBrokerConfiguration } from './config.js';
import { openKeys } from './keys.js';
import { brokerMigrations } from './migrations.js';
import { startBroker } from './start-broker.js';

const run = promisify(execFile);
const program = (name: string) => join(import.meta.dirname, '../../../dist/apps/broker/src', `${name}.js`);

let alliance: Alliance;
let folder: string;
let database: TestDatabase;
let environment: Record<string, string>;

const opened = new AsyncDisposableStack();
beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
  folder = await writeAlliance(alliance);
  opened.defer(() => rm(dirname(folder), { recursive: true }));
  database = opened.use(await createTestDatabase());
  const secrets = await mkdtemp(join(tmpdir(), 'crex-broker-'));
  opened.defer(() => rm(secrets, { recursive: true }));
  const secret = async (name: string, value: string) => {
    const path = join(secrets, name);
    await writeFile(path, value);
    return path;
  };
  environment = {
    ...{ CREX_ENV: 'test', CREX_PORT: '0', CREX_KEYS_FOLDER: join(folder, 'broker') },
    CREX_KEYS_PASSPHRASE_FILE: join(folder, 'broker', 'passphrase'),
    CREX_DATABASE_URL_FILE: await secret('url', database.url),
    CREX_LOG_ORIGIN: alliance.entry(BROKER).log.origin,
    CREX_AUDIT_KEK_FILE: join(folder, 'broker', 'audit.kek'),
    CREX_AUDIT_PSEUDONYM_KEY_FILE: join(folder, 'broker', 'audit.pseudonym'),
    CREX_DATABASE_OWNER_URL_FILE: await secret('owner-url', database.ownerUrl),
  };
});
afterAll(() => opened.disposeAsync());

/** What the application itself is given: never the owner's connection string. */
function ofTheApplication(change: Record<string, string> = {}) {
  const { CREX_DATABASE_OWNER_URL_FILE: _, ...own } = environment;
  return { ...own, ...change };
}

const config = (change?: Record<string, string>) => readBrokerConfiguration(ofTheApplication(change));

async function admin(...args: string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, [program('admin'), ...args], { env: environment });
  return JSON.parse(stdout) as unknown;
}

describe('a broker does not start', () => {
  it('without a setting, with one that it does not know, or with the owner’s connection string', () => {
    expect(() => readBrokerConfiguration({})).toThrow('CREX_ENV is required');
    expect(() => config({ CREX_PROT: '1' })).toThrow('CREX_PROT is not a setting');
    expect(() => readBrokerConfiguration(environment)).toThrow('CREX_DATABASE_OWNER_URL_FILE is not a setting');
  });

  it('on a database without the schema', async () => {
    await expect(startBroker(config())).rejects.toMatchObject({ code: 'platform.migration-missing' });
    expect(await admin('migrate')).toEqual({ applied: brokerMigrations.map(({ name }) => name).sort() });
    expect(await admin('migrate')).toEqual({ applied: [] });
  });

  it('before a directory has been published, and says how to publish one', async () => {
    await expect(startBroker(config())).rejects.toMatchObject({
      code: 'directory.none',
      nextStep: expect.stringContaining('publish-directory') as string,
    });
    expect(await admin('publish-directory', join(folder, 'directory'))).toMatchObject({ version: 1 });
    expect(await admin('publish-directory', join(folder, 'directory'))).toMatchObject({ version: 1 });
  });

  it('as a database role that could rewrite the log', async () => {
    const owner = { ...config(), databaseUrl: database.ownerUrl };
    await expect(startBroker(owner)).rejects.toMatchObject({ code: 'platform.database-role-owns-tables' });
    const superuser = { ...config(), databaseUrl: testServerUrl() };
    await expect(startBroker(superuser)).rejects.toMatchObject({ code: 'platform.database-role-too-powerful' });
  });

  it('in production with the keys of a test', async () => {
    await expect(openKeys({ ...config(), env: 'production' })).rejects.toMatchObject({
      code: 'pki.key-wrong-environment',
    });
    await expect(startBroker({ ...config(), env: 'production' })).rejects.toThrow();
  });

  it('with keys whose passphrase it does not have, or that are another member’s', async () => {
    await expect(openKeys({ ...config(), passphrase: 'something else' })).rejects.toMatchObject({
      code: 'pki.key-unreadable',
    });
    const passphrase = (await readFile(join(folder, 'ar', 'passphrase'), 'utf8')).trim();
    await expect(openKeys({ ...config(), keysFolder: join(folder, 'ar'), passphrase })).rejects.toThrow();
  });

  it('on a port that is taken, and leaves nothing open', async () => {
    await using other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startBroker({ ...config(), port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const connections = async () => {
      // brokers of other suites share this server, never this database
      const found = await database.owner.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'broker-1'`,
      );
      return found.length;
    };
    // the server notices a closed connection a moment later
    for (let look = 0; look < 50 && (await connections()) > 0; look += 1) await sleep(100);
    expect(await connections()).toBe(0);
  });
});

describe('the broker as a process', () => {
  let child: ChildProcess;
  let ready: Record<string, unknown>;

  beforeAll(async () => {
    child = spawn(process.execPath, [program('main')], {
      env: ofTheApplication(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    for await (const chunk of child.stdout as NonNullable<typeof child.stdout>) {
      const lines = String(chunk)
        .split('\n')
        .filter((line) => line.includes('"ready"'));
      if (lines[0] === undefined) continue;
      ready = JSON.parse(lines[0]) as Record<string, unknown>;
      break;
    }
  });
  afterAll(() => child.kill('SIGKILL'));

  it('says in one line where it listens, and is ready', async () => {
    expect(ready).toMatchObject({ service: 'broker', message: 'ready' });
    expect(ready['listening']).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const answer = await fetch(`http://127.0.0.1:${String(ready['operationsPort'])}/health/ready`);
    expect(await answer.json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', directory: 'ok', loops: 'ok' },
    });
  });

  it('ends with 0 when it is asked to', async () => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  });
});

describe('the command show', () => {
  it('prints what the broker knows of a message by id or digest, and never the sealed bytes', async () => {
    const clock = new ShiftedClock();
    await using broker = await TestBroker.start({ alliance, databaseUrl: database.url, clock });
    const maker = new MessageMaker(alliance, clock);
    const message = await maker.make('AR', 'BR');
    const { stored } = await broker.client('AR').putRead(message.line);
    const held = {
      ...{ id: message.id, sender: 'AR', recipient: 'BR', class: 'request', priority: 0, held: true },
      ...{ slipDigest: message.slipDigest, contentDigest: message.contentDigest, bytes: message.line.length },
    };
    const shown = await admin('show', '--', message.id);
    expect(shown).toMatchObject({ message: held, receipt: stored[0], statements: [] });
    expect(shown).toMatchObject({ entries: [{ leaf: { type: 'RELAYED', messageId: message.id } }] });
    expect(JSON.stringify(shown)).not.toContain(message.sealed.slice(0, 100));
    expect(await admin('show', '--', message.slipDigest)).toEqual(shown);
    expect(await admin('show', '--', message.contentDigest)).toEqual(shown);

    const token = await maker.taken('BR', 'AR', [message]);
    await broker.client('BR').take([token]);
    expect(await admin('show', '--', message.id)).toMatchObject({
      message: { held: false, bytes: null },
      statements: [token],
      entries: [{ leaf: { type: 'RELAYED' } }, { leaf: { type: 'TAKEN' } }],
    });
  });

  it('says so when it knows none', async () => {
    await expect(admin('show', '--', 'AR-BR-9-000000000001')).rejects.toThrow('mailbox.not-found');
  });
});

describe('the settings', () => {
  it('each say what they mean, and secrets come from files', () => {
    const all = Object.values({ ...brokerSettings, ...ownerSettings });
    for (const { name, meaning } of all) {
      expect(name).toMatch(/^CREX_[A-Z_]+$/);
      expect(meaning.length).toBeGreaterThan(10);
      if (/PASS|KEK|KEY_|URL/.test(name)) expect(name).toMatch(/_FILE$/);
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
