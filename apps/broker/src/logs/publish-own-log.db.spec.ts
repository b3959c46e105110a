import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { latestCheckpoint } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { BROKER } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { TestBroker, until, type MemberClient } from '../../../../test/broker/test-broker.js';
import { signerOf, type Signer } from '../../../../test/logs/log-party.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let broker: TestBroker;
let signer: Signer;
let folder: string;
let ar: MemberClient;
let alliance: Alliance;

beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
  database = await createTestDatabase({ migrations: brokerMigrations });
  const settings = { CREX_LOG_PUBLISH_PERIOD: '100ms' };
  broker = await TestBroker.start({ alliance, databaseUrl: database.url, settings });
  ar = broker.client('AR');
  folder = await mkdtemp(join(tmpdir(), 'crex-log-'));
  const { origin } = alliance.entry(BROKER).log;
  signer = await signerOf({ ...database, member: BROKER, origin, folder }, alliance.member(BROKER).logSigner);
});
afterAll(async () => {
  await signer.close();
  await broker.close();
  await database.close();
  await rm(folder, { recursive: true });
});

describe('the broker’s own log', () => {
  it('is shown like everybody’s, from the moment that its signer has begun', async () => {
    const log = new TestLog(alliance, BROKER);
    const { publishOwnLog, directory } = broker.parts(database.dataSource);
    await directory.refresh();
    expect(await publishOwnLog.run()).toBe(false);
    expect((await ar.call('GET', log.path('checkpoint'))).status).toBe(404);
    await signer.signLog.run();
    const signed = (await latestCheckpoint(database.sql, 1))?.note;
    expect(signed?.split('\n')[0]).toBe(log.origin);
    await until(async () => (await ar.call('GET', log.path('checkpoint'))).body.toString() === signed);
    expect(await publishOwnLog.run()).toBe(false);
  });

  it('takes cosignatures like everybody’s', async () => {
    const log = new TestLog(alliance, BROKER);
    const note = (await ar.call('GET', log.path('checkpoint'))).body.toString();
    const line = await log.cosignature('AR', note, Math.floor(broker.clock.nowMs() / 1000));
    const options = { body: Buffer.from(line), type: 'text/plain' };
    expect((await ar.call('POST', log.path('cosignature'), options)).status).toBe(204);
    expect((await ar.call('GET', log.path('checkpoint'))).body.toString()).toBe(note + line);
  });

  it('is not shown under an origin that the directory does not list', async () => {
    await broker.govern({ [BROKER]: { log: { ...alliance.entry(BROKER).log, ...nextEpoch() } } });
    await broker.onDatabase(async (own) => {
      const parts = broker.parts(own);
      await parts.directory.refresh();
      await signer.signLog.run(); // what the publication has logged
      await expect(parts.publishOwnLog.run()).rejects.toMatchObject({ code: 'logs.unknown-log' });
    });
  });
});

function nextEpoch() {
  const next = new TestLog(alliance, BROKER, 'log.broker.crex.example/audit/2');
  return { origin: next.origin, vkey: next.vkey };
}
