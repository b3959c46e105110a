import { openWitnessed } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { logKeysOf } from '#libs/directory';
import { BROKER } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { TestBroker, type MemberClient } from '../../../../test/broker/test-broker.js';
import { LogParty } from '../../../../test/logs/log-party.js';
import { TestLog } from '../../../../test/logs/test-log.js';
import { brokerMigrations } from '../migrations.js';

let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
let ar: MemberClient;

beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM', 'UY'], nowMs: Date.now() });
  database = await createTestDatabase({ migrations: brokerMigrations });
  // the loop of the running broker never comes round in time: a test says when the witness looks
  const settings = { CREX_WITNESS_PERIOD: '1h', CREX_LOG_PUBLISH_PERIOD: '10min' };
  broker = await TestBroker.start({ alliance, databaseUrl: database.url, settings });
  ar = broker.client('AR');
});
afterAll(async () => {
  await broker.close();
  await database.close();
});

describe('the broker as a witness', () => {
  const look = async () => {
    const parts = broker.parts(database.dataSource);
    await parts.directory.refresh();
    await parts.witnessLogs.run();
    return parts.directory.last();
  };
  const shown = async (log: TestLog) => (await ar.call('GET', log.path('checkpoint'))).body.toString();
  async function cosigners(log: TestLog) {
    const view = await look();
    const member = view?.member(log.owner);
    if (view === undefined || member === undefined) throw new Error('the log is not listed');
    return openWitnessed(await shown(log), logKeysOf(view, member)).cosigners;
  }

  it('cosigns what is on the shelf of the logs that it is assigned, and keeps it before', async () => {
    const log = new TestLog(alliance, 'AR').append(300);
    expect(alliance.entry('AR').log.witnesses).toContain(BROKER);
    expect(await log.upload(ar)).toBe(204);
    expect(await cosigners(log)).toMatchObject([{ member: BROKER }]);
    await log.append(5).upload(ar);
    await log.append(500).upload(ar);
    expect(await cosigners(log)).toMatchObject([{ member: BROKER }]);
    const [known] = await database.sql.query<{ size: number; cosigned_at: number }>(
      'SELECT size, cosigned_at FROM witness_log WHERE origin = $1',
      [log.origin],
    );
    expect(known?.size).toBe(805);
    const recent = await database.sql.query<{ size: number }>(
      'SELECT size FROM shelf_cosignature WHERE origin = $1 ORDER BY size',
      [log.origin],
    );
    expect(recent.map(({ size }) => size)).toEqual([300, 305, 805]);
    expect(broker.alarms).toEqual([]);
  });

  it('cosigns the same tree again after half an hour, not before', async () => {
    const log = new TestLog(alliance, 'AR');
    const times = async () => (await cosigners(log)).map(({ time }) => time);
    const [first = 0] = await times();
    broker.clock.shiftMs += 29 * 60_000;
    expect(await times()).toEqual([first]);
    broker.clock.shiftMs += 2 * 60_000;
    expect((await times())[0]).toBeGreaterThanOrEqual(first + 31 * 60);
  });

  it('does not cosign a shelf that somebody has rewritten below it, and says so each time', async () => {
    const log = new TestLog(alliance, 'BR').append(50);
    const br = broker.client('BR');
    await log.upload(br);
    expect(await cosigners(log)).toHaveLength(1);
    const other = new TestLog(alliance, 'BR').append(60, 'other');
    const emptied = ['shelf_cosignature', 'shelf_checkpoint', 'shelf_tile'].map(
      (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table} WHERE origin = '${log.origin}';
        ALTER TABLE ${table} ENABLE TRIGGER USER`,
    );
    for (const statement of emptied) await database.owner.query(statement);
    expect(await other.upload(br)).toBe(204);
    broker.alarms.length = 0;
    expect(await cosigners(other)).toEqual([]);
    expect(await cosigners(other)).toEqual([]);
    expect(broker.alarms).toEqual([`fork ${log.origin}`, `fork ${log.origin}`]);
  });
});

describe('countries as witnesses, by way of the broker', () => {
  it('cosign what another publishes, which takes it home and is content', async () => {
    const uruguay = await LogParty.start(broker, 'UY');
    const others = [await LogParty.start(broker, 'AR'), await LogParty.start(broker, 'JM')];
    const own = uruguay.node.verbs;
    await uruguay.grow(300);
    await own.publishLog.run();
    for (let round = 0; round < 2; round++) for (const { node } of others) await node.verbs.watching.witnessLogs.run();
    expect(await own.collectCosignatures.run()).toBeGreaterThanOrEqual(2);
    await own.watching.checkOwnLog.run();
    expect(await uruguay.node.query('SELECT kind FROM alarm WHERE cleared_at IS NULL')).toEqual([]);
    for (const { node } of others) {
      const known = await node.query('SELECT size FROM witness_log WHERE origin = $1', [uruguay.origin]);
      expect(known).toEqual([{ size: Number(await uruguay.sign()) }]);
      expect(await node.query('SELECT kind FROM alarm')).toEqual([]);
    }
    const quorum = 'SELECT 1 FROM cosigned_checkpoint WHERE origin = $1';
    expect(await others[1]?.node.query(quorum, [uruguay.origin])).toHaveLength(1);
    for (const party of [uruguay, ...others]) await party.close();
  });
});
