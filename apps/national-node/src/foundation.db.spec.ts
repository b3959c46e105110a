import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Alliance } from '#libs/ceremony';
import { initialiseDirectory, refreshDirectory } from '#libs/directory';
import { DEFAULT_CONFIGURATION } from '#libs/matching';
import { createCsr, generateP256KeyPair, issueCertificate, type CertifiedKey } from '#libs/pki';
import { migrate } from '#libs/platform';
import { BROKER } from '#libs/protocol';
import { createTestDatabase, testServerUrl, writeAlliance, type TestDatabase } from '#libs/testing';
import { pem } from '../../../test/broker/test-broker.js';
import { readNodeConfiguration } from './config.js';
import { openFoundation } from './foundation.js';
import { nodeMigrations } from './migrations.js';
import { openRecords } from './records.js';
import { signRules } from './register/matching-rules.js';

const opened = new AsyncDisposableStack();
let alliance: Alliance;
let database: TestDatabase;
let environment: Record<string, string>;
let state: string;

beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
  const folder = await writeAlliance(alliance);
  opened.defer(() => rm(dirname(folder), { recursive: true }));
  database = opened.use(await createTestDatabase());
  state = await mkdtemp(join(tmpdir(), 'crex-node-'));
  opened.defer(() => rm(state, { recursive: true }));
  await writeFile(join(state, 'url'), database.url);
  const own = join(folder, 'ar');
  environment = {
    ...{ CREX_ENV: 'test', CREX_COUNTRY: 'AR', CREX_ZONE: 'America/Argentina/Buenos_Aires', CREX_PORT: '0' },
    ...{ CREX_DATABASE_URL_FILE: join(state, 'url'), CREX_STATE_FOLDER: state, CREX_BROKER_URL: 'https://localhost:1' },
    ...{ CREX_KEYS_FOLDER: own, CREX_KEYS_PASSPHRASE_FILE: join(own, 'passphrase') },
    ...{ CREX_AUDIT_KEK_FILE: join(own, 'audit.kek'), CREX_AUDIT_PSEUDONYM_KEY_FILE: join(own, 'audit.pseudonym') },
    CREX_BROKER_CA_FILE: join(own, 'anchor', 'broker-ca.pem'),
    CREX_DIRECTORY_ROOT_FILE: join(own, 'anchor', 'root.json'),
    CREX_LOG_ORIGIN: alliance.member('AR').entry('active', []).log.origin,
    ...{ CREX_OIDC_ISSUER: 'http://127.0.0.1:1', CREX_OIDC_AUDIENCE: 'urn:crex:test:AR', CREX_LOG_LEVEL: 'silent' },
  };
});
afterAll(() => opened.disposeAsync());

const config = (change: Record<string, string> = {}) => readNodeConfiguration({ ...environment, ...change });

/** Connections of a node to the database; the server notices a closed one a moment later. */
async function connections(): Promise<number> {
  const open = () =>
    database.owner.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'crex-node%'`); // prettier-ignore
  for (let look = 0; look < 50 && (await open()).length > 0; look += 1) await sleep(100);
  return (await open()).length;
}

describe('a node does not start, and leaves nothing open,', () => {
  afterEach(async () => expect(await connections()).toBe(0));

  it('on a database without the schema', async () => {
    await expect(openFoundation(config())).rejects.toMatchObject({ code: 'platform.migration-missing' });
    await migrate(database.ownerUrl, nodeMigrations);
  });

  it('as a database role that could rewrite the log', async () => {
    for (const [databaseUrl, code] of [
      [database.ownerUrl, 'platform.database-role-owns-tables'],
      [testServerUrl(), 'platform.database-role-too-powerful'],
    ] as const) {
      await expect(openFoundation({ ...config(), databaseUrl })).rejects.toMatchObject({ code });
    }
  });

  it('with keys that it cannot open, or of another environment', async () => {
    const code = 'pki.key-unreadable';
    await expect(openFoundation({ ...config(), passphrase: 'something else' })).rejects.toMatchObject({ code });
    await expect(openFoundation({ ...config(), env: 'demo' })).rejects.toMatchObject({
      code: 'pki.key-wrong-environment',
    });
  });

  it('with rules of identification that nobody has signed, or another country', async () => {
    const rules = join(state, 'rules');
    const start = () => openFoundation(config({ CREX_MATCHING_FILE: rules }));
    await writeFile(rules, JSON.stringify(DEFAULT_CONFIGURATION));
    await expect(start()).rejects.toMatchObject({ code: 'register.matching-not-signed' });
    const foreign = await signRules(Buffer.from(JSON.stringify(DEFAULT_CONFIGURATION)), alliance.member('BR').signer);
    await writeFile(rules, foreign.token);
    await expect(start()).rejects.toMatchObject({ code: 'register.matching-foreign' });
  });

  it('without the file of highest numbers, once numbers have been given out', async () => {
    await database.sql.query(`INSERT INTO pair_counter (recipient, epoch, last_number) VALUES ('BR', 1, 1)`);
    const stateFolder = join(state, 'lost');
    await expect(openFoundation({ ...config(), stateFolder })).rejects.toMatchObject({
      code: 'courier.high-water-missing',
    });
    await database.owner.query('DELETE FROM pair_counter');
  });

  it('in production with a sign-in service that anybody on the way can replace', () => {
    expect(() => config({ CREX_ENV: 'production' })).toThrow('must start with https://');
  });
});

describe('what a node keeps', () => {
  it('is opened without any private key, and without a broker', async () => {
    const without = config({ CREX_KEYS_FOLDER: '/nowhere' });
    await using records = await openRecords(without);
    expect(await records.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('the broker of a node', () => {
  /** Answers 200 to everything, with this certificate. */
  async function serve({ privateKey, certificate }: CertifiedKey): Promise<string> {
    const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const server = createServer({ key, cert: pem(certificate), minVersion: 'TLSv1.3' }, (_, response) => {
      response.end('here');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.defer(() => {
      server.close();
      server.closeAllConnections();
    });
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  }
  async function unlisted(): Promise<CertifiedKey> {
    const pair = await generateP256KeyPair();
    const csr = await createCsr(pair, { member: BROKER, organization: 'Test', commonName: 'BROKER CREX tls' });
    const now = Math.floor(Date.now() / 1000);
    const certificate = await issueCertificate({
      ...{ ca: alliance.member(BROKER).keys.ca, csr, role: 'tls', env: 'test', member: BROKER },
      ...{ dnsNames: ['localhost'], notBefore: now - 30, notAfter: now + 3600 },
    });
    return { ...pair, certificate };
  }
  const ask = async (brokerUrl: string) => {
    await using foundation = await openFoundation({ ...config(), brokerUrl });
    return Buffer.from((await foundation.broker.directoryFile('timestamp.json')) ?? []).toString();
  };

  it('is vouched for by the anchor alone, until there is a directory', async () => {
    expect(await ask(await serve(alliance.member(BROKER).keys.tls))).toBe('here');
    expect(await ask(await serve(await unlisted()))).toBe('here');
    await expect(ask(await serve(alliance.member('AR').keys.tls))).rejects.toThrow(/certificate/);
  });

  it('has a certificate that the directory lists, from then on', async () => {
    await initialiseDirectory(database.sql, alliance.root);
    const fetch = (path: string) => Promise.resolve(alliance.files.get(path));
    await refreshDirectory({ sql: database.sql, fetch, nowMs: Date.now(), env: 'test' });
    expect(await ask(await serve(alliance.member(BROKER).keys.tls))).toBe('here');
    await expect(ask(await serve(await unlisted()))).rejects.toMatchObject({ code: 'pki.not-listed' });
  });
});
