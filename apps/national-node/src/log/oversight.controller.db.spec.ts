import { faultsOf, ROLES } from '#libs/protocol';
import { sqlOf } from '#libs/platform';
import { createTestDatabase } from '#libs/testing';
import { problemOf } from '../ask/domestic-api.jest.js';
import { nodeMigrations } from '../migrations.js';
import { ReconciliationStore } from '../reconcile/reconciliation.store.js';
import { AlarmStore } from './alarm.store.js';
import { AuditorSuite } from './auditor-suite.jest.js';
import { LogCheckStore } from './log-check.store.js';
import { alarmsSchema, reconciliationsSchema } from './oversight-schemas.js';

const PATHS = ['alarms', 'reconciliations'] as const;
const at = (time: string) => new Date(`2026-11-22T${time}Z`);

describe('alarms and reconciliations, for auditors, over HTTP', () => {
  let suite: AuditorSuite;
  beforeEach(async () => {
    suite = await AuditorSuite.start(await createTestDatabase({ migrations: nodeMigrations }));
  });
  afterEach(() => suite.close());

  const view = async (path: (typeof PATHS)[number], schema: typeof alarmsSchema): Promise<object> => {
    const response = await suite.send(path);
    const said = (await response.json()) as object;
    expect([response.status, faultsOf(schema, said)]).toEqual([200, []]);
    return said;
  };

  it.each(PATHS)('%s are shown to auditors of this country alone, who name their mandate', async (path) => {
    const refusals: (readonly [() => Promise<Response>, number, string])[] = [
      ...ROLES.filter((role) => role !== 'auditor').map(
        (role) =>
          [async () => suite.send(path, undefined, { token: await suite.token({ crex_roles: [role] }) }), 403, 'staff.no-role'] as const,
      ),
      [() => suite.api.bare(`/api/v1/log/${path}`), 401, 'staff.unauthenticated'],
      [async () => suite.send(path, undefined, { token: await suite.token({ aud: 'https://br.crex.example' }) }), 401, 'staff.wrong-audience'],
      [async () => suite.api.send(`/api/v1/log/${path}`, { token: await suite.token() }), 400, 'log.mandate-missing'],
    ]; // prettier-ignore
    for (const [send, status, code] of refusals) expect(await problemOf(await send())).toMatchObject({ status, code });
    expect(await suite.accesses()).toEqual([]);
  });

  it('each look is an entry of the log, without which nothing is shown', async () => {
    for (const path of PATHS) expect((await suite.send(path)).status).toBe(200);
    const accesses = await suite.accesses();
    expect(accesses).toMatchObject(PATHS.map(() => ({ scope: 'METADATA', count: 0 })));
    for (const [index, asked] of ['ALARMS', 'RECONCILIATIONS'].entries()) {
      const access = accesses[index] as (typeof accesses)[number];
      expect(await suite.partOf(access, 'detail')).toEqual({ mandate: 'AUD-2026-017', query: { asked } });
      expect(await suite.partOf(access, 'actor')).toMatchObject({ id: 'AR-AUD-01', role: 'auditor' });
    }
    const [{ signature }] = (await suite.database.owner.query<{ signature: string }>(
      `SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE proname = 'audit_append'`,
    )) as [{ signature: string }];
    await suite.database.owner.query(`REVOKE EXECUTE ON FUNCTION ${signature} FROM crex_app, PUBLIC`);
    for (const path of PATHS) {
      expect(await problemOf(await suite.send(path))).toMatchObject({ status: 503, code: 'log.unavailable' });
    }
  });

  it('tells the open alarms, then the others, without their evidence, and the last check of the log', async () => {
    expect(await view('alarms', alarmsSchema)).toEqual({ alarms: [] });
    const alarms = new AlarmStore();
    const { sql } = suite.database;
    const detail = { from: 'BR', size: '7' };
    await alarms.raise(
      sql,
      { kind: 'log-fork', key: 'a.example/1', detail, evidence: Buffer.from('x') },
      at('10:00:00'),
    );
    await alarms.raise(sql, { kind: 'log-tiles', key: 'b.example/1', detail: {} }, at('11:00:00'));
    await alarms.clear(sql, 'log-tiles', 'b.example/1', at('11:30:00'), 'cause');
    const checks = new LogCheckStore();
    await checks.keep(sql, { checkedAt: at('03:00:00'), entries: 4, faultCount: 0, faults: [] });
    const faults = [{ code: 'audit.leaf-altered', detail: 'epoch 1, index 3' }] as const;
    await checks.keep(sql, { checkedAt: at('03:00:05'), entries: 5, faultCount: 1, faults });
    expect(await view('alarms', alarmsSchema)).toEqual({
      alarms: [
        { kind: 'log-fork', key: 'a.example/1', since: '2026-11-22T10:00:00Z', detail },
        {
          ...{ kind: 'log-tiles', key: 'b.example/1', since: '2026-11-22T11:00:00Z', detail: {} },
          ...{ clearedAt: '2026-11-22T11:30:00Z', clearedBy: 'cause' },
        },
      ],
      lastCheck: { checkedAt: '2026-11-22T03:00:05Z', entries: 5, faultCount: 1, faults },
    });
  });

  it('tells of each pair the last run that was compared, and one that still waits', async () => {
    const store = new ReconciliationStore();
    const tx = suite.database.dataSource.manager;
    const run = (first: number, last: number) => ({ other: 'BR', epoch: 1, first, last }) as const;
    const id = (number: number) => `5f0c5c2e-7a8e-4d0b-9c1f-00000000000${number}`;
    const good = { matched: 2, differing: 0, differences: [] };
    const bad = { matched: 1, differing: 1, differences: [{ number: 3, kind: 'MISSING' }] } as const;
    const second = at('03:00:00').getTime() / 1000;
    await store.keepStatement(tx, id(1), run(1, 2), { unlogged: [], at: second });
    await store.keepStatement(tx, id(2), run(1, 4), { unlogged: [], at: second + 60 });
    await sqlOf(tx).query(
      `UPDATE reconciliation SET compared_at = $1, matched = 1, differing = 1, differences = $2 WHERE event_id = $3`,
      [at('04:00:00'), JSON.stringify(bad.differences), id(2)],
    );
    await store.keepStatement(tx, id(3), run(5, 9), { unlogged: [6], at: second + 120 });
    await store.keepFinding(tx, id(4), run(1, 2), good);
    const times = { statedAt: expect.any(String) as string, comparedAt: expect.any(String) as string };
    expect(await view('reconciliations', reconciliationsSchema)).toEqual({
      pairs: [
        { from: 'BR', to: 'AR', epoch: 1, first: 1, last: 2, unlogged: [], ...times, ...good },
        {
          ...{ from: 'AR', to: 'BR', epoch: 1, first: 1, last: 4, unlogged: [], ...bad },
          ...{ statedAt: '2026-11-22T03:01:00Z', comparedAt: '2026-11-22T04:00:00Z' },
        },
        { from: 'AR', to: 'BR', epoch: 1, first: 5, last: 9, statedAt: '2026-11-22T03:02:00Z', unlogged: [6] },
      ],
    });
  });
});
