import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { runningServer } from './run-folder.js';

const compiled = path.resolve('dist/libs/platform/src/postgres/embedded-postgres.js');

async function ask(adminUrl: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

describe('the embedded PostgreSQL', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crex-spec-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is durable and checksummed unless told otherwise, listens on 127.0.0.1 alone and asks for a password', async () => {
    await using server = await startEmbeddedPostgres();
    const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses'];
    const shown = settings.map((name) => `current_setting('${name}') AS ${name}`).join(', ');
    expect(
      await ask(server.adminUrl, `SELECT ${shown}, current_setting('unix_socket_directories') AS sockets`),
    ).toEqual([
      {
        ...{ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on' },
        ...{ listen_addresses: '127.0.0.1', sockets: '' },
      },
    ]);
    const wrong = server.adminUrl.replace(/:[^:@]*@/, ':wrong@');
    await expect(ask(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
    await expect(ask(server.adminUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('has the extensions that matching needs', async () => {
    await using server = await startEmbeddedPostgres();
    await ask(server.adminUrl, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION fuzzystrmatch');
  });

  it('starts twice at once, also while port 5432 is taken', async () => {
    await using blocker = createServer();
    blocker.on('error', () => undefined).listen(5432, '127.0.0.1');
    await using opened = new AsyncDisposableStack();
    const start = async () => opened.use(await startEmbeddedPostgres());
    const both = await Promise.all([start(), start()]);
    expect(both[0].port).not.toBe(both[1].port);
    for (const server of both) expect(await ask(server.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says so when the one port that it was given is taken', async () => {
    await using blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    await expect(startEmbeddedPostgres({ port })).rejects.toMatchObject({ code: 'platform.postgres-port-taken' });
  });

  it('keeps a named data directory between starts, and refuses a second server on it', async () => {
    const dataDirectory = path.join(folder, 'data');
    await using first = await startEmbeddedPostgres({ dataDirectory });
    await ask(first.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS n');
    await expect(startEmbeddedPostgres({ dataDirectory })).rejects.toMatchObject({
      code: 'platform.postgres-directory-in-use',
    });
    await first.stop();
    await using second = await startEmbeddedPostgres({ dataDirectory, settings: { work_mem: '8MB' } });
    expect(await ask(second.adminUrl, `SELECT n, current_setting('work_mem') AS w FROM kept`)).toEqual([
      { n: 7, w: '8MB' },
    ]);
  });

  it('has temporary data where it is told to, and deletes them', async () => {
    await using server = await startEmbeddedPostgres({ scratch: folder });
    const [name = ''] = readdirSync(folder);
    expect(existsSync(path.join(folder, name, 'PG_VERSION'))).toBe(true);
    expect(runningServer(path.join(folder, name))).toBeGreaterThan(0);
    await server.stop();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('touches no folder that holds something else', async () => {
    writeFileSync(path.join(folder, 'thesis.txt'), 'mine');
    await expect(startEmbeddedPostgres({ dataDirectory: folder })).rejects.toMatchObject({
      code: 'platform.postgres-directory-foreign',
    });
    expect(existsSync(path.join(folder, 'thesis.txt'))).toBe(true);
    const file = path.join(folder, 'thesis.txt'); // a file, so what is in it cannot be listed
    await expect(startEmbeddedPostgres({ dataDirectory: file })).rejects.toMatchObject({
      code: 'platform.postgres-directory-foreign',
    });
  });

  it('reaches a data directory below a closed folder as an ordinary user, and says so when it cannot as root', async () => {
    mkdirSync(path.join(folder, 'closed'), { mode: 0o700 });
    const starting = startEmbeddedPostgres({ dataDirectory: path.join(folder, 'closed', 'data') });
    if (process.geteuid?.() === 0) {
      await expect(starting).rejects.toMatchObject({ code: 'platform.postgres-directory-unreachable' });
    } else {
      await (await starting).stop();
    }
  });

  it('says what the server said when it does not start', async () => {
    const failing = startEmbeddedPostgres({ settings: { shared_buffers: 'plenty' } });
    await expect(failing).rejects.toMatchObject({ code: 'platform.postgres-not-started' });
    await expect(failing).rejects.toThrow(/shared_buffers/);
  });

  it('ends the server of a killed parent at the next start, and no other', async () => {
    const dataDirectory = path.join(folder, 'orphan');
    const scratch = path.join(folder, 'scratch');
    mkdirSync(scratch);
    const program = `import { startEmbeddedPostgres } from ${JSON.stringify(compiled)};
      await startEmbeddedPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)} });
      await startEmbeddedPostgres({ scratch: ${JSON.stringify(scratch)} });
      console.log('up'); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await using opened = new AsyncDisposableStack();
    opened.defer(() => void parent.kill('SIGKILL'));
    await once(parent.stdout, 'data');
    const neighbour = opened.use(await startEmbeddedPostgres());
    const orphan = runningServer(dataDirectory);
    expect(orphan).toBeGreaterThan(0); // its parent lives: left alone
    expect(readdirSync(scratch)).toHaveLength(1);

    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(runningServer(dataDirectory)).toBe(orphan);
    opened.use(await startEmbeddedPostgres());
    expect(runningServer(dataDirectory)).toBeUndefined();
    expect(readFileSync(path.join(dataDirectory, 'PG_VERSION'), 'utf8').trim()).toBe('18'); // kept data stays
    expect(readdirSync(scratch)).toEqual([]); // temporary data do not
    expect(await ask(neighbour.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
