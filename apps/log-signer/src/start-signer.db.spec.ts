import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { latestCheckpoint } from '#libs/audit';
import { SignerDatabase } from './signer-database.jest.js';
import { startSigner, type RunningSigner } from './start-signer.js';

const run = promisify(execFile);

describe('a running log signer', () => {
  let place: SignerDatabase;
  let signer: RunningSigner | undefined;
  beforeEach(async () => {
    place = await SignerDatabase.create();
  });
  afterEach(async () => {
    await signer?.close();
    signer = undefined;
    await place.close();
  });

  const get = async (path: string): Promise<[number, string]> => {
    const response = await fetch(`http://127.0.0.1:${signer?.operationsPort}${path}`);
    return [response.status, await response.text()];
  };
  const signedSize = async () => (await latestCheckpoint(place.database.sql, 1))?.size;

  async function until(holds: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 300 && !(await holds()); tries += 1) await sleep(50);
    expect(await holds()).toBe(true);
  }

  it('signs what comes, and says how far it is', async () => {
    signer = await startSigner(place.configuration());
    expect(await signedSize()).toBe(1n);
    await place.append(20);
    await until(async () => (await signedSize()) === 21n);
    await sleep(300);
    expect((await get('/health/ready'))[0]).toBe(200);
    const [, metrics] = await get('/metrics');
    expect(metrics).toContain('crex_log_signed_size 21');
    expect(metrics).toContain('crex_log_entries_total 20');
    expect(metrics).toContain('crex_log_oldest_pending_seconds 0');
    expect(metrics).not.toContain('crex_log_closed{');
  });

  it('goes on when the database was away', async () => {
    signer = await startSigner(place.configuration());
    const { username } = new URL(place.database.logUrl);
    await place.endConnections(username);
    await place.append(3);
    await until(async () => (await signedSize()) === 4n);
    expect((await get('/metrics'))[1]).not.toContain('crex_log_closed{');
  });

  it('closes the log when it is not what was signed, stays up and tells; nothing is put into the tree any more', async () => {
    signer = await startSigner(place.configuration());
    await place.append(2);
    await until(async () => (await signedSize()) === 3n);
    await place.meddle(`UPDATE tlog_tree SET root = sha256('other')`);
    await place.append(2);
    await until(async () => (await get('/metrics'))[1].includes('crex_log_closed{code="log-signer.other-tree"} 1'));
    const [status, body] = await get('/health/ready');
    expect([status, JSON.parse(body)]).toMatchObject([503, { checks: { database: 'ok', log: 'failed' } }]);
    await sleep(500);
    expect(await place.database.sql.query('SELECT size FROM tlog_tree')).toEqual([{ size: 3 }]);
    await signer.close();
    // the same at the next start
    signer = await startSigner(place.configuration());
    expect((await get('/health/ready'))[0]).toBe(503);
    expect(await signedSize()).toBe(3n);
  });

  it('does not start with the rights of the application, or without migrations', async () => {
    const databaseUrl = place.database.url;
    await expect(startSigner(place.configuration({ databaseUrl }))).rejects.toMatchObject({
      code: 'platform.database-role-too-powerful',
    });
    await place.meddle(`UPDATE schema_migration SET sha256 = 'other'`);
    await expect(startSigner(place.configuration())).rejects.toMatchObject({ code: 'platform.migration-changed' });
    signer = undefined;
  });

  it('has commands beside it: show and check while it runs, open-epoch when it is stopped', async () => {
    const admin = async (...args: string[]): Promise<{ code: number; out: Record<string, unknown> }> => {
      const command = ['--disable-warning=ExperimentalWarning', 'dist/apps/log-signer/src/admin.js', ...args];
      const env = { ...place.environment, PATH: process.env['PATH'] };
      const done = await run(process.execPath, command, { env }).catch((error: unknown) => error as { code: number });
      const { code = 0, stdout = '', stderr = '' } = done as { code?: number; stdout?: string; stderr?: string };
      return { code, out: JSON.parse(stdout === '' ? stderr : stdout) as Record<string, unknown> };
    };
    await place.append(5);
    signer = await startSigner(place.configuration());
    expect(await admin('show')).toMatchObject({
      code: 0,
      out: { folder: { size: '6' }, database: [{ epoch: 1, size: '6' }] },
    });
    expect(await admin('check')).toMatchObject({ code: 0, out: { entries: 6, faultCount: 0 } });
    expect(await admin('open-epoch', '--reason', 'yearly')).toMatchObject({
      code: 1,
      out: { code: 'platform.folder-in-use' },
    });
    await signer.close();
    signer = undefined;
    const opened = await admin('open-epoch', '--reason', 'yearly');
    expect(opened).toMatchObject({ code: 0, out: { origin: 'log.br.crex.example/audit/2' } });
    await place.meddle('UPDATE tlog_tree SET size = 7 WHERE epoch = 1');
    const checked = await admin('check');
    expect([checked.code, checked.out['faultCount']]).toEqual([1, 1]);
  });
});
