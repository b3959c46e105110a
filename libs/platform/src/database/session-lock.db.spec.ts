import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, testServerUrl, type TestDatabase } from '#libs/testing';
import type { DataSource } from 'typeorm';
import { openDatabase } from './open-database.js';
import { SessionLock } from './session-lock.js';

const KEY = 77;

describe('a lock of a session', () => {
  let opened: AsyncDisposableStack;
  let database: TestDatabase;
  const open = async (url = database.url): Promise<DataSource> => {
    const source = await openDatabase({ url, entities: [], poolSize: 2, applicationName: 'lock' });
    opened.defer(() => source.destroy());
    return source;
  };
  const lockOn = (source: DataSource, key = KEY): SessionLock => {
    const lock = new SessionLock(source, key);
    opened.defer(() => lock.release());
    return lock;
  };
  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    database = opened.use(await createTestDatabase());
  });
  afterEach(() => opened.disposeAsync());

  it('is held by one process at a time, and by the next when that one lets go', async () => {
    const [one, other] = [lockOn(await open()), lockOn(await open())];
    expect([await one.take(), await other.take()]).toEqual([true, false]);
    expect([await one.take(), one.isHeld, other.isHeld]).toEqual([true, true, false]);
    await one.release();
    await one.release();
    expect([one.isHeld, await other.take(), await one.take()]).toEqual([false, true, false]);
  });

  it('keeps nobody from another lock, or from the same one of another database', async () => {
    const [one, other] = [lockOn(await open()), lockOn(await open(), KEY + 1)];
    const elsewhere = opened.use(await createTestDatabase());
    const far = lockOn(await open(elsewhere.url));
    expect([await one.take(), await other.take(), await far.take()]).toEqual([true, true, true]);
  });

  it('leaves no connection behind where it was not had', async () => {
    const [one, source] = [lockOn(await open()), await open()];
    await one.take();
    const other = lockOn(source);
    for (let again = 0; again < 5; again += 1) expect(await other.take()).toBe(false); // the pool has two
  });

  it('is lost with its connection, known to be lost, and can be taken again', async () => {
    const [one, other] = [lockOn(await open()), lockOn(await open())];
    await one.take();
    const admin = await open(testServerUrl());
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objid = $1 AND datname = $2`,
      [KEY, new URL(database.url).pathname.slice(1)],
    );
    for (let look = 0; look < 100 && one.isHeld; look += 1) await sleep(20);
    expect(one.isHeld).toBe(false);
    expect([await other.take(), await one.take()]).toEqual([true, false]);
    await other.release();
    expect(await one.take()).toBe(true);
  });
});
