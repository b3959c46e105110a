import { Alliance } from '#libs/ceremony';
import { fixedClock, type FixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { oversightRoute } from './oversight-route.js';

const HOUR_MS = 3_600_000;

describe('the nightly check of our own log', () => {
  let clock: FixedClock;
  let node: TestNode;
  let log: OwnTables;

  async function start(nowMs: number): Promise<void> {
    clock = fixedClock(nowMs);
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM', 'UY'], nowMs });
    const broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] });
    log = await OwnTables.start(alliance, node, 'BR');
    broker.shelf.show(log.origin, log);
    for (let many = 0; many < 3; many++) await append();
    await log.sign();
    await node.verbs.publishLog.run();
    await broker.shelf.witness('JM', log.origin, Math.floor(clock.nowMs() / 1000));
    await node.verbs.collectCosignatures.run();
  }
  afterEach(async () => {
    await log.close();
    await node.close();
  });

  let made = 0;
  const append = () =>
    node.database.transaction((sql) =>
      node.base.log.append(sql, [
        {
          eventId: `5f0c5c2e-7a8e-4d0b-9c1f-${(made += 1).toString().padStart(12, '0')}`,
          entry: { type: 'CONFIG_CHANGE', setting: 'x', digest: 'A'.repeat(43) },
        },
      ]),
    );
  const { stringify } = JSON;
  const check = () => node.verbs.watching.checkTables.run();
  const alarms = () =>
    node.query<{ kind: string; key: string; detail: { faults: number; named: string[] } }>(
      'SELECT kind, key, detail FROM alarm WHERE cleared_at IS NULL',
    );
  const checks = () => node.query('SELECT entries, fault_count FROM log_check ORDER BY checked_at');
  const metric = async (name: string) => {
    const found = await node.base.registry.getSingleMetric(name)?.get();
    return found?.values[0]?.value;
  };
  const shown = async (path: string, method = 'GET') => {
    const { alarms: store, checks } = node.verbs.watching;
    const route = oversightRoute(node.database.sql, store, checks, node.verbs.reconciliations, node.base.home);
    const answer = await route({ method, path, body: () => Promise.resolve(new Uint8Array()) });
    return answer === undefined ? undefined : (JSON.parse(answer.body as string) as object);
  };

  describe('of a log', () => {
    beforeEach(() => start(Date.now())); // entries have a time of the database's too

    it('finds nothing in a log that is in order, and says when it looked', async () => {
      expect(await metric('crex_log_check_seconds')).toBe(0);
      expect(await shown('/alarms')).toEqual({ alarms: [] });
      const { faults, entries, checkpoints } = await check();
      expect({ faults, checkpoints }).toEqual({ faults: [], checkpoints: 2 });
      expect(await checks()).toEqual([{ entries, fault_count: 0 }]);
      expect(await alarms()).toEqual([]);
      expect(await metric('crex_log_check_seconds')).toBe(Math.floor(clock.nowMs() / 1000));
      expect(await metric('crex_log_check_faults')).toBe(0);
    });

    it.each([
      [
        'an entry',
        `UPDATE audit_entry SET leaf = leaf || ' '::bytea WHERE type = 'CONFIG_CHANGE'`,
        'audit.leaf-altered',
      ],
      ['a tile', `UPDATE tlog_tile SET data = overlay(data PLACING '\\x00'::bytea FROM 9)`, 'audit.tile-altered'],
      ['a place', 'DELETE FROM tlog_leaf WHERE log_index = 2', 'audit.leaf-missing'],
      [
        'a signature of the log',
        `UPDATE tlog_checkpoint SET note = left(note, -12) || repeat('A', 10) || E'=\\n'`,
        'audit.checkpoint-altered',
      ],
      [
        'a cosignature',
        `UPDATE tlog_cosignature SET line = left(line, -12) || repeat('A', 10) || E'=\\n'`,
        'audit.cosignature-altered',
      ],
    ])('calls the operator when %s has been changed, and says what and where', async (_what, change, code) => {
      await log.asOwner(change);
      const { faultCount, faults } = await check();
      expect(faults.map((each) => each.code)).toContain(code);
      const [alarm, ...others] = await alarms();
      expect([alarm?.kind, alarm?.key, others]).toEqual(['log-check', log.origin, []]);
      expect(alarm?.detail).toEqual({ faults: faultCount, named: faults.slice(0, 20).map((each) => `${each.code}: ${each.detail}`) }); // prettier-ignore
      expect(await metric('crex_log_check_faults')).toBe(faultCount);
      const said = await shown('/alarms');
      expect(said).toMatchObject({ alarms: [{ kind: 'log-check', key: log.origin }], lastCheck: { faultCount } });
      expect(stringify(await node.base.registry.getMetricsAsJSON())).toContain(
        stringify({ value: 1, labels: { kind: 'log-check' } }),
      );
    });

    it('keeps the alarm until an operator has dealt with it, also when the change has been undone', async () => {
      const [{ leaf } = { leaf: '' }] = await node.query<{ leaf: string }>(
        `SELECT encode(leaf, 'hex') AS leaf FROM audit_entry WHERE type = 'IMPORT'`,
      );
      await log.asOwner(`UPDATE audit_entry SET leaf = leaf || ' '::bytea WHERE type = 'IMPORT'`);
      const found = (await check()).faultCount;
      expect(found).toBeGreaterThan(0);
      await log.asOwner(`UPDATE audit_entry SET leaf = '\\x${leaf}' WHERE type = 'IMPORT'`);
      clock.advance(1000);
      expect((await check()).faults).toEqual([]);
      expect(await alarms()).toHaveLength(1);
      expect(await checks()).toMatchObject([{ fault_count: found }, { fault_count: 0 }]);
      await node.verbs.watching.clearAlarm.run({ kind: 'operator', id: 'op-1' }, 'log-check', log.origin);
      expect(await alarms()).toEqual([]);
      expect(await shown('/alarms')).toMatchObject({ alarms: [] });
    });

    it('and the reconciliations are shown to the operator’s machine, read only', async () => {
      expect(await shown('/reconciliations')).toEqual({ pairs: [] });
      for (const [path, method] of [
        ['/alarms', 'POST'],
        ['/reconciliations', 'DELETE'],
        ['/alarm', 'GET'],
      ] as const) {
        expect(await shown(path, method)).toBeUndefined();
      }
    });
  });

  it('runs by itself once a night, after three in the morning of the country', async () => {
    await start(Date.UTC(2026, 10, 22, 12));
    const nightly = () => node.verbs.watching.checkTables.runNightly();
    await nightly();
    clock.advance(17.5 * HOUR_MS); // 05:30 UTC is 02:30 in São Paulo
    await nightly();
    expect(await checks()).toHaveLength(0);
    clock.advance(HOUR_MS);
    await nightly();
    await nightly();
    expect(await checks()).toHaveLength(1);
  });
});
