import { BROKER } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { codeOfAsync } from '../../../test/code-of.js';
import { Alliance } from './alliance.jest.js';
import { HOUR, NOW, NOW_SECONDS } from './metadata.jest.js';
import {
  directoryFilesAt,
  directoryMigrations,
  initialiseDirectory,
  refreshDirectory,
  snapshotVersionBy,
  viewFromFiles,
  type FilesAt,
} from './index.js';

const HOUR_MS = HOUR * 1000;
let database: TestDatabase;
let alliance: Alliance;

beforeAll(async () => {
  database = await createTestDatabase({ migrations: directoryMigrations });
  alliance = await Alliance.founded(['AR', 'BR', 'CL', BROKER]);
  await initialiseDirectory(database.sql, alliance.file('1.root.json'));
  await refreshAt(NOW);
  await alliance.publishTimestamp();
  await refreshAt(NOW + HOUR_MS);
  await alliance.addOnline('AR', 2, NOW_SECONDS + 40 * HOUR, { crls: [], sealingKeys: [] });
  await alliance.publish();
  await refreshAt(NOW + 2 * HOUR_MS);
});
afterAll(() => database.close());

const refreshAt = (nowMs: number) => refreshDirectory({ sql: database.sql, fetch: alliance.fetch, nowMs, env: 'test' });
const filesAt = async (version: number, byMs: number) =>
  (await directoryFilesAt(database.sql, version, byMs, ['AR', 'BR'])) as FilesAt;

/** As whoever got the files reads them. */
function read({ files, timestampVersion }: FilesAt) {
  const fetch = (path: string) =>
    Promise.resolve(files.get(path === 'timestamp.json' ? `${timestampVersion}.timestamp.json` : path));
  return fetch;
}

describe('the files of a version of the directory', () => {
  it('give its view to whoever trusts the root, as of the moment of their acceptance', async () => {
    const at = await filesAt(1, NOW);
    expect(at).toMatchObject({ version: 1, rootVersion: 1, timestampVersion: 1, verifiedAtMs: NOW });
    const root = alliance.file('1.root.json');
    const given = { root, read: read(at), validAtMs: at.verifiedAtMs, only: ['AR', 'BR'] } as const;
    const view = await viewFromFiles(given);
    expect(view).toMatchObject({ version: 1, hash: at.hash, env: 'test', expired: false });
    expect(view.member('AR')?.certificates.size).toBe(3);
    // of the others only what the offices say: their parts were not asked for
    expect(view.member('CL')?.certificates.size).toBe(0);
    expect(view.member('CL')?.log.origin).toBe('log.cl.test/audit/1');
    expect([...at.files.keys()].filter((path) => path.includes('CL'))).toEqual([]);
    expect((await viewFromFiles({ ...given, asOfMs: NOW + 49 * HOUR_MS })).member('AR')?.certificates.size).toBe(0);
  });

  it('are those accepted last by a moment, or first after it', async () => {
    expect(await filesAt(1, NOW + HOUR_MS)).toMatchObject({ timestampVersion: 2, verifiedAtMs: NOW + HOUR_MS });
    expect(await filesAt(2, NOW)).toMatchObject({ timestampVersion: 3, verifiedAtMs: NOW + 2 * HOUR_MS });
    expect(await filesAt(3, NOW)).toBeUndefined();
  });

  it('are those of everybody, unless some are named; and the version of a moment is known', async () => {
    const { files } = (await directoryFilesAt(database.sql, 2, NOW)) as FilesAt;
    for (const member of ['AR', 'BR', 'CL', BROKER])
      expect([...files.keys()].filter((path) => path.includes(`members/${member}`)).length).toBeGreaterThan(1);
    const versions = [NOW - 1, NOW, NOW + HOUR_MS, NOW + 2 * HOUR_MS, NOW + 9 * HOUR_MS];
    const known = await Promise.all(versions.map((ms) => snapshotVersionBy(database.sql, ms)));
    expect(known).toEqual([undefined, 1, 1, 2, 2]);
  });

  it('are refused with another root, at another time, and with one byte changed or one file missing', async () => {
    const at = await filesAt(2, NOW);
    const given = { root: alliance.file('1.root.json'), validAtMs: at.verifiedAtMs, only: ['AR', 'BR'] } as const;
    const other = await Alliance.founded(['AR', 'BR', 'CL', BROKER]);
    const view = (change: object) => codeOfAsync(viewFromFiles({ ...given, read: read(at), ...change }));
    expect(await view({ root: other.file('1.root.json') })).toBe('directory.under-signed');
    expect(await view({ validAtMs: NOW + 72 * HOUR_MS })).toBe('directory.expired');
    for (const [path, bytes] of at.files) {
      if (path === '1.root.json') continue; // the reader has its own
      const changed = Uint8Array.from(bytes);
      changed[bytes.length >> 1] = (changed[bytes.length >> 1] ?? 0) ^ 1;
      const bent = { ...at, files: new Map([...at.files, [path, changed]]) };
      expect([path, await view({ read: read(bent) })]).toEqual([path, expect.stringMatching(/^directory\./)]);
      const less = { ...at, files: new Map([...at.files].filter(([each]) => each !== path)) };
      expect([path, await view({ read: read(less) })]).toEqual([path, 'directory.missing-file']);
    }
  });
});
