import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alliance } from '#libs/ceremony';
import { BROKER } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { TestBroker } from '../../../../test/broker/test-broker.js';
import { signerOf, type Signer } from '../../../../test/logs/log-party.js';
import type { Broker } from '../broker.module.js';
import { BrokerMetrics } from '../metrics.js';
import { brokerMigrations } from '../migrations.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('the nightly check of the broker’s own log', () => {
  const opened = new AsyncDisposableStack();
  let database: TestDatabase;
  let broker: TestBroker;
  let parts: Broker;
  let signer: Signer;

  beforeAll(async () => {
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: Date.now() });
    database = await createTestDatabase({ migrations: brokerMigrations });
    opened.defer(() => database.close());
    broker = await TestBroker.start({ alliance, databaseUrl: database.url });
    opened.defer(() => broker.close());
    const folder = await mkdtemp(join(tmpdir(), 'crex-log-'));
    opened.defer(() => rm(folder, { recursive: true }));
    const { origin } = alliance.entry(BROKER).log;
    signer = await signerOf({ ...database, member: BROKER, origin, folder }, alliance.member(BROKER).logSigner);
    opened.defer(() => signer.close());
    parts = broker.parts(database.dataSource);
    await parts.directory.refresh();
    await signer.signLog.run();
  });
  afterAll(() => opened.disposeAsync());

  const checks = () =>
    database.sql.query<{ fault_count: number }>('SELECT fault_count FROM log_check ORDER BY checked_at');
  /** What the operator's metrics say. */
  async function metrics(): Promise<Record<string, number | undefined>> {
    const shown = new BrokerMetrics();
    shown.watch(database.dataSource, parts.limits, parts.directory, broker.clock);
    const { registry } = shown;
    const names = ['seconds', 'faults', 'faulty'].map((name) => [name, `crex_broker_log_check_${name}`] as const);
    const read = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value;
    return Object.fromEntries(
      await Promise.all(names.map(async ([name, metric]) => [name, await read(metric)] as const)),
    );
  }
  /** As the owner of the database, who can do anything. */
  const asOwner = async (statement: string) => {
    await database.owner.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await database.owner.query(statement);
  };

  it('finds nothing in a log that is in order, and says when it looked', async () => {
    expect(await metrics()).toEqual({ seconds: 0, faults: 0, faulty: 0 });
    const { faults, entries, checkpoints } = await parts.checkTables.run();
    expect(faults).toEqual([]);
    expect(checkpoints).toBeGreaterThan(0);
    expect(entries).toBeGreaterThan(1);
    const { seconds, ...found } = await metrics();
    expect(found).toEqual({ faults: 0, faulty: 0 });
    expect(seconds).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  it('finds an entry that its operator has changed, and goes on saying so when it was changed back', async () => {
    await asOwner(`UPDATE audit_entry SET leaf = leaf || ' '::bytea WHERE type = 'EPOCH_START'`);
    expect((await parts.checkTables.run()).faults.map(({ code }) => code)).toContain('audit.leaf-altered');
    expect((await metrics())['faults']).toBeGreaterThan(0);
    await asOwner(
      `UPDATE audit_entry SET leaf = substring(leaf FROM 1 FOR length(leaf) - 1) WHERE type = 'EPOCH_START'`,
    );
    expect((await parts.checkTables.run()).faults).toEqual([]);
    expect(await metrics()).toMatchObject({ faults: 0, faulty: 1 });
  });

  it('runs by itself once a night, after three o’clock UTC', async () => {
    const now = Date.now();
    const three = Math.ceil((now - 3 * HOUR_MS) / DAY_MS) * DAY_MS + 3 * HOUR_MS;
    const before = (await checks()).length;
    broker.clock.shiftMs = three - now - MINUTE_MS;
    expect(await parts.checkTables.runNightly()).toBeUndefined();
    broker.clock.shiftMs = three - now + MINUTE_MS;
    expect((await parts.checkTables.runNightly())?.faults).toEqual([]);
    expect(await parts.checkTables.runNightly()).toBeUndefined();
    expect((await checks()).length).toBe(before + 1);
  });
});
