import { randomBytes } from 'node:crypto';
import { createTestDatabase, fixedClock, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  dueKeyEvents,
  entriesOfReference,
  keyEvents,
  localKek,
  openLog,
  recordKeyEvents,
  recordSettings,
  type AuditLog,
  type KeyEvent,
  type SeenKey,
  type SettingNow,
} from './index.js';

const digest = () => randomBytes(32).toString('base64url');
let database: TestDatabase;
let log: AuditLog;

beforeEach(async () => {
  database = await createTestDatabase({ migrations: auditMigrations });
  const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
  log = openLog({ origin: 'log.br.crex.example/audit/1', ...keys, clock: fixedClock(Date.UTC(2026, 10, 22)) });
  await log.preparePeriodKeys(database.sql);
});
afterEach(() => database.close());

const see = (...keys: SeenKey[]) =>
  database.transaction((sql) =>
    recordKeyEvents(sql, log, (known) => dueKeyEvents(known, { keys, complete: ['sealing'] })),
  );
const inUse = (keyDigest: string): SeenKey => ({ keyRole: 'sealing', keyDigest, state: 'IN_USE' });
const logged = async () => (await keyEvents(database.sql)).map(({ action, keyDigest }) => `${action} ${keyDigest}`);

describe('key events', () => {
  it('are written once, and found by the key', async () => {
    const [first, second] = [digest(), digest()];
    const created: KeyEvent = { action: 'CREATED', keyRole: 'sealing', keyDigest: first };
    expect(await see(inUse(first))).toEqual([created]);
    expect(await see(inUse(first))).toEqual([]);
    await see(inUse(second));
    expect(await logged()).toEqual([`CREATED ${first}`, `CREATED ${second}`, `RETIRED ${first}`]);
    const found = await entriesOfReference(database.sql, first);
    expect(found.map(({ leaf }) => leaf.type === 'KEY_EVENT' && leaf.action)).toEqual(['CREATED', 'RETIRED']);
  });

  it('are written once by several processes at the same time', async () => {
    const keys = [digest(), digest()].map(inUse);
    await Promise.all(Array.from({ length: 6 }, () => see(...keys)));
    expect(await logged()).toHaveLength(2);
  });

  it('are read by an index, however long the log is', async () => {
    const plan = await database.transaction(async (sql) => {
      await sql.query('SET LOCAL enable_seqscan = off');
      const read = `EXPLAIN SELECT leaf FROM audit_entry WHERE type = 'KEY_EVENT' ORDER BY entry_id`;
      return sql.query<{ 'QUERY PLAN': string }>(read);
    });
    expect(plan.map((row) => row['QUERY PLAN']).join()).toContain('audit_entry_own_affairs');
  });

  it('name the secret keys of the log without giving them away', () => {
    const names = Object.values(log.keyNames);
    expect(names).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)]);
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('settings', () => {
  const change = (...settings: [SettingNow['setting'], string][]) =>
    database.transaction((sql) =>
      recordSettings(
        sql,
        log,
        settings.map(([setting, value]) => ({ setting, digest: value, content: { of: value } })),
      ),
    );
  const entries = async () => {
    const rows = await database.sql.query<{ leaf: Buffer }>(
      `SELECT leaf FROM audit_entry WHERE type = 'CONFIG_CHANGE' ORDER BY entry_id`,
    );
    return rows.map(({ leaf }) => JSON.parse(leaf.toString('utf8')) as Record<string, string>);
  };

  it('are written when they differ from the last entry of their own, which is named', async () => {
    const [one, two, policy] = [digest(), digest(), digest()];
    expect(await change(['software', one], ['policy', policy])).toEqual(['software', 'policy']);
    expect(await change(['software', one], ['policy', policy])).toEqual([]);
    expect(await change(['software', two], ['policy', policy])).toEqual(['software']);
    expect(await change(['software', one])).toEqual(['software']);
    const written = await entries();
    expect(written.map(({ setting, digest: value }) => [setting, value])).toEqual([
      ['software', one],
      ['policy', policy],
      ['software', two],
      ['software', one],
    ]);
    expect(written.map(({ previousDigest }) => previousDigest)).toEqual([undefined, undefined, one, two]);
  });

  it('say in their erasable detail what they are', async () => {
    const value = digest();
    await change(['software', value]);
    const [entry] = await entries();
    const part = await log.readPart(database.sql, entry?.['eventId'] ?? '', 'CONFIG_CHANGE', 'detail');
    expect(part).toMatchObject({ status: 'open', value: { of: value } });
  });

  it('are written once by several processes at the same time', async () => {
    const value = digest();
    await Promise.all(Array.from({ length: 6 }, () => change(['software', value])));
    expect(await entries()).toHaveLength(1);
  });
});
