import { BROKER, COUNTRIES } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Alliance, MemoryClient } from './alliance.jest.js';
import { DAY, HOUR, NOW, NOW_SECONDS } from './metadata.jest.js';
import {
  acceptOnline,
  createSnapshot,
  createTimestamp,
  currentPublication,
  directoryAt,
  directoryMigrations,
  initialiseDirectory,
  loadDirectory,
  publish,
  readFile,
  refreshDirectory,
  servedFrom,
  type DirectoryView,
} from './index.js';
import { codeOfAsync } from '../../../test/code-of.js';

const opened = new AsyncDisposableStack();
async function newDatabase() {
  const database = opened.use(await createTestDatabase({ migrations: directoryMigrations }));
  const transaction: TestDatabase['transaction'] = (work) => database.transaction(work);
  return { sql: database.sql, owner: database.owner, transaction };
}
afterAll(() => opened.disposeAsync());

async function founded() {
  const alliance = await Alliance.founded();
  const { sql, owner, transaction } = await newDatabase();
  await initialiseDirectory(sql, alliance.file('1.root.json'));
  const refresh = (change: { nowMs?: number; env?: 'test' | 'demo'; held?: DirectoryView } = {}) =>
    refreshDirectory({ sql, fetch: alliance.fetch, nowMs: NOW, env: 'test', ...change });
  return { alliance, sql, owner, transaction, refresh };
}

describe('the anchor', () => {
  it('is set once; the same again changes nothing, another is refused', async () => {
    const { alliance, sql } = await founded();
    await initialiseDirectory(sql, alliance.file('1.root.json'));
    const other = new Alliance();
    await other.addRoot();
    expect(await codeOfAsync(initialiseDirectory(sql, other.file('1.root.json')))).toBe(
      'directory.already-initialised',
    );
  });

  it('is a root that we would follow', async () => {
    const { sql } = await newDatabase();
    const alliance = new Alliance();
    await alliance.addRoot({ rootThreshold: 1 });
    const root = alliance.file('1.root.json');
    expect(await codeOfAsync(initialiseDirectory(sql, root))).toBe('directory.threshold-too-low');
    expect(await codeOfAsync(initialiseDirectory(sql, Buffer.from('{}')))).toBe('directory.malformed-metadata');
    expect(await sql.query('SELECT 1 FROM directory_state')).toEqual([]);
    expect(await loadDirectory(sql, NOW)).toBeUndefined();
    await initialiseDirectory(sql, root, { minThreshold: 1 });
  });

  it('is needed before anything is fetched', async () => {
    const { sql } = await newDatabase();
    const { fetch } = new Alliance();
    const refresh = refreshDirectory({ sql, fetch, nowMs: NOW, env: 'test' });
    expect(await codeOfAsync(refresh)).toBe('directory.not-initialised');
  });
});

describe('a refresh on the database', () => {
  it('gives the view, keeps it, and gives it again from the database alone', async () => {
    const { sql, refresh } = await founded();
    expect(await loadDirectory(sql, NOW)).toBeUndefined();
    const { view, changed } = await refresh();
    expect(changed).toBe(true);
    const loaded = await loadDirectory(sql, NOW);
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(view));
    expect([...(loaded?.member('AR')?.certificates.keys() ?? [])]).toEqual([
      ...(view.member('AR')?.certificates.keys() ?? []),
    ]);
  });

  it('without news is one fetch, and gives back the view that the caller holds', async () => {
    const { alliance, refresh } = await founded();
    const { view } = await refresh();
    alliance.fetched.length = 0;
    const again = await refresh({ held: view, nowMs: NOW + 60_000 });
    expect(again).toEqual({ view, changed: false });
    expect(again.view).toBe(view);
    expect(alliance.fetched).toEqual(['timestamp.json']);
    expect((await refresh({ nowMs: NOW + 60_000 })).view).toMatchObject({ version: 1, asOfMs: NOW + 60_000 });
  });

  it('does not give back a held view when it is another, or something in it has expired', async () => {
    const { alliance, refresh } = await founded();
    const { view } = await refresh();
    await alliance.addOnline('BR', 2, NOW_SECONDS + HOUR);
    await alliance.publish();
    const second = (await refresh()).view;
    expect((await refresh({ held: view })).view.version).toBe(2);
    expect((await refresh({ held: { ...second, expiresAt: 0 } })).view.expiresAt).toBe(second.expiresAt);
    const later = await refresh({ held: second, nowMs: NOW + HOUR * 1000 });
    expect(later.view.member('BR')?.certificates.size).toBe(0);
  });

  it('refuses another environment, at first and later', async () => {
    const { sql, refresh } = await founded();
    expect(await codeOfAsync(refresh({ env: 'demo' }))).toBe('directory.wrong-environment');
    expect(await loadDirectory(sql, NOW)).toBeUndefined();
    await refresh();
    expect(await codeOfAsync(refresh({ env: 'demo' }))).toBe('directory.wrong-environment');
  });

  it('refuses a freeze, and marks the last good view as expired', async () => {
    const { sql, refresh } = await founded();
    await refresh();
    const nowMs = NOW + DAY * 1000;
    expect(await codeOfAsync(refresh({ nowMs }))).toBe('directory.expired');
    expect(await loadDirectory(sql, nowMs - 1)).toMatchObject({ version: 1, expired: false });
    expect(await loadDirectory(sql, nowMs)).toMatchObject({ version: 1, expired: true });
  });

  it('never goes back, not even when the local timestamp is lost', async () => {
    const { alliance, sql, owner, refresh } = await founded();
    const old = alliance.file('timestamp.json');
    await alliance.publish();
    await refresh();
    alliance.files.set('timestamp.json', old);
    expect(await codeOfAsync(refresh())).toBe('directory.rollback');
    await owner.query('ALTER TABLE directory_file DISABLE TRIGGER append_only');
    await owner.query(`DELETE FROM directory_file WHERE path IN ('2.timestamp.json', '2.snapshot.json')`);
    expect(await codeOfAsync(refresh())).toBe('directory.rollback');
    expect(await codeOfAsync(loadDirectory(sql, NOW))).toBe('directory.missing-file');
  });

  it('stores all of it or nothing', async () => {
    const { alliance, sql, refresh } = await founded();
    await refresh();
    const count = async () => (await sql.query<{ n: number }>('SELECT count(*)::int AS n FROM directory_file'))[0]?.n;
    const before = await count();
    await alliance.addOnline('AR', 2, NOW_SECONDS + DAY, { crls: [] });
    await alliance.publish();
    alliance.files.set(alliance.targetPath('AR', 'online', 2), Buffer.from('{}'));
    expect(await codeOfAsync(refresh())).toBe('directory.mismatch');
    expect(await count()).toBe(before);
    expect(await loadDirectory(sql, NOW)).toMatchObject({ version: 1 });
  });

  it('of two processes stores one step, and both see the same', async () => {
    const { sql, refresh } = await founded();
    const views = await Promise.all([refresh(), refresh(), refresh()]);
    expect(views.map(({ view }) => [view.version, view.hash])).toEqual(Array(3).fill([1, views[0].view.hash]));
    const steps = await sql.query<{ step: number }>('SELECT step::int AS step FROM directory_state ORDER BY step');
    expect(steps).toEqual([{ step: 0 }, { step: 1 }]);
  });

  it('finds a stored file that was changed since', async () => {
    const { alliance, sql, owner, refresh } = await founded();
    await refresh();
    await owner.query('ALTER TABLE directory_file DISABLE TRIGGER append_only');
    const path = alliance.targetPath('BR', 'online');
    await owner.query(`UPDATE directory_file SET bytes = '{}' WHERE path = $1`, [path]);
    expect(await codeOfAsync(loadDirectory(sql, NOW))).toBe('directory.mismatch');
    await owner.query('DELETE FROM directory_file WHERE path = $1', [path]);
    expect(await codeOfAsync(loadDirectory(sql, NOW))).toBe('directory.missing-file');
    await owner.query(`DELETE FROM directory_file WHERE path = '1.root.json'`);
    expect(await codeOfAsync(loadDirectory(sql, NOW))).toBe('directory.missing-file');
  });

  it('leaves every version for the evidence of its time', async () => {
    const { alliance, sql, refresh } = await founded();
    const { view } = await refresh();
    await alliance.addOnline('AR', 2, NOW_SECONDS + 40 * HOUR, { crls: [], sealingKeys: [] });
    await alliance.publish();
    await refresh({ nowMs: NOW + HOUR * 1000 });
    await alliance.publishTimestamp();
    await refresh({ nowMs: NOW + 2 * HOUR * 1000 });
    expect(JSON.stringify(await directoryAt(sql, 1))).toBe(JSON.stringify(view));
    expect(await directoryAt(sql, 2)).toMatchObject({ version: 2, asOfMs: NOW + HOUR * 1000 });
    expect((await directoryAt(sql, 2))?.member('AR')?.sealingKeys).toEqual([]);
    expect(await directoryAt(sql, 3)).toBeUndefined();
  });

  it.each(['directory_file', 'directory_state', 'directory_published'])(
    'adds to %s and changes nothing',
    async (table) => {
      const { sql, owner, refresh } = await founded();
      await refresh();
      for (const change of [`DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(sql.query(change)).rejects.toThrow(/permission denied/);
        await expect(owner.query(change)).rejects.toThrow(/append-only/);
      }
    },
  );
});

describe('the repository', () => {
  const options = { env: 'test', nowMs: NOW } as const;

  it('serves what was published, and nothing else', async () => {
    const alliance = await Alliance.founded();
    const { sql, transaction } = await newDatabase();
    expect(await currentPublication(sql)).toBeUndefined();
    await transaction((tx) => publish(tx, alliance.files));
    for (const [path, bytes] of alliance.files) expect(await readFile(sql, path)).toEqual(bytes);
    expect(await readFile(sql, '../1.root.json')).toBeUndefined();
    expect(await currentPublication(sql)).toMatchObject({ timestampVersion: 1, snapshotVersion: 1 });
  });

  it('keeps every version, serves the newest timestamp, and never gives a path other bytes', async () => {
    const alliance = await Alliance.founded();
    const { sql, transaction } = await newDatabase();
    const publishAll = () => transaction((tx) => publish(tx, alliance.files));
    await publishAll();
    const first = alliance.file('timestamp.json');
    await alliance.publish();
    await publishAll();
    await publishAll();
    expect(await readFile(sql, 'timestamp.json')).toEqual(alliance.file('timestamp.json'));
    expect(await readFile(sql, '1.timestamp.json')).toEqual(first);
    expect(await codeOfAsync(transaction((tx) => publish(tx, new Map([['timestamp.json', first]]))))).toBe(
      'directory.rollback',
    );
    const other = new Map([['1.root.json', Buffer.from('{}')]]);
    expect(await codeOfAsync(transaction((tx) => publish(tx, other)))).toBe('directory.already-published');
    alliance.timestampVersion = 1;
    await alliance.publishTimestamp({ timestamp: (signed) => (signed.expires = '2026-11-22T20:00:00Z') });
    expect(await codeOfAsync(publishAll())).toBe('directory.already-published');
    const garbage = new Map([['timestamp.json', Buffer.from('{}')]]);
    expect(await codeOfAsync(transaction((tx) => publish(tx, garbage)))).toBe('directory.malformed-metadata');
  });

  it('says when what is current was not published whole', async () => {
    const alliance = await Alliance.founded();
    const { sql, transaction } = await newDatabase();
    const timestamp = new Map([['timestamp.json', alliance.file('timestamp.json')]]);
    await transaction((tx) => publish(tx, timestamp));
    expect(await codeOfAsync(currentPublication(sql))).toBe('directory.missing-file');
    await alliance.publish({ snapshot: (signed) => delete signed.meta['targets.json'] });
    await transaction((tx) => publish(tx, alliance.files));
    expect(await codeOfAsync(currentPublication(sql))).toBe('directory.malformed-metadata');
  });

  it('never serves what its own client refuses, when both are one transaction', async () => {
    const alliance = await Alliance.founded();
    const { sql, transaction } = await newDatabase();
    await initialiseDirectory(sql, alliance.file('1.root.json'));
    const publishAndCheck = () =>
      transaction(async (tx) => {
        await publish(tx, alliance.files);
        return refreshDirectory({ ...options, sql: tx, fetch: servedFrom(tx) });
      });
    await publishAndCheck();
    await alliance.addTargets({ version: 2, signers: alliance.targetsKeys.slice(0, 1) });
    await alliance.publish();
    expect(await codeOfAsync(publishAndCheck())).toBe('directory.under-signed');
    expect(await readFile(sql, '2.targets.json')).toBeUndefined();
    expect(await currentPublication(sql)).toMatchObject({ snapshotVersion: 1 });
  });

  it('takes a pushed part, signs anew and is followed by every client', async () => {
    const { alliance, sql, transaction, refresh } = await founded();
    await transaction((tx) => publish(tx, alliance.files));
    const [metadata, target] = [...(await alliance.addOnline('AR', 2)).values()] as [Uint8Array, Uint8Array];
    const current = (await currentPublication(sql))!;
    const { files } = acceptOnline(current, { member: 'AR', metadata, target }, options);
    const [snapshotVersion, timestampVersion] = [current.snapshotVersion + 1, current.timestampVersion + 1];
    const snapshot = await createSnapshot({
      ...{ version: snapshotVersion, expires: NOW_SECONDS + 7 * DAY, signers: [alliance.snapshotKey] },
      ...{ previous: current.snapshot, files },
    });
    const timestamp = await createTimestamp({
      ...{ version: timestampVersion, expires: NOW_SECONDS + DAY, signers: [alliance.timestampKey] },
      snapshot: [...snapshot.values()][0]!,
    });
    await transaction((tx) => publish(tx, new Map([...files, ...snapshot, ...timestamp])));
    alliance.files.clear();
    const client = await newDatabase();
    await initialiseDirectory(client.sql, (await readFile(sql, '1.root.json'))!);
    expect((await refreshDirectory({ ...options, sql: client.sql, fetch: servedFrom(sql) })).view.version).toBe(2);
    await expect(refresh()).rejects.toThrow();
  });
});

describe('eighteen countries and the broker', () => {
  it('are one directory, read whole once and then by one fetch', async () => {
    const alliance = await Alliance.founded([...COUNTRIES, BROKER]);
    const { sql } = await newDatabase();
    await initialiseDirectory(sql, alliance.file('1.root.json'));
    const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
      const start = performance.now();
      return [await work(), performance.now() - start];
    };
    const refresh = (held?: DirectoryView) =>
      refreshDirectory({ sql, fetch: alliance.fetch, nowMs: NOW, env: 'test', ...(held && { held }) });
    const [{ view }, firstMs] = await timed(() => refresh());
    expect(view.members).toHaveLength(19);
    const fetches = alliance.fetched.length;
    alliance.fetched.length = 0;
    const [again, quietMs] = await timed(() => refresh(view));
    expect(again.view).toBe(view);
    expect(alliance.fetched).toEqual(['timestamp.json']);
    const [, loadMs] = await timed(() => loadDirectory(sql, NOW));
    await alliance.addOnline('UY', 2);
    await alliance.publish();
    const [, changeMs] = await timed(() => refresh(view));
    const memory = await timed(() => new MemoryClient(alliance).refresh());
    const times = { firstMs, fetches, quietMs, loadMs, changeMs, withoutDatabaseMs: memory[1] };
    if (process.env['CREX_SHOW_TIMES']) process.stdout.write(`${JSON.stringify(times)}\n`);
  });
});
