import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Each embedded server has one folder of its own below the system's temporary folder. `state.json` in it names the
 * process that started the server and the data folder, so that a later start can end the server of a killed parent.
 * Only folders that belong to our own user are believed: anybody can write to the temporary folder.
 */
const PREFIX = 'crex-postgres-';
const FAST_MS = 15_000;
const IMMEDIATE_MS = 5_000;

interface State {
  readonly parentPid: number;
  /** Ticks since boot at which the parent started: tells it from a later process with the same number. */
  readonly parentStart: string;
  /** Process numbers mean nothing in another container that shares the temporary folder. */
  readonly pidNamespace: string;
  readonly dataDirectory: string;
  /** The data go with the server, wherever they lie. */
  readonly isTemporary: boolean;
}

export type RunFolder = Pick<State, 'dataDirectory' | 'isTemporary'> & { readonly folder: string };

/** Temporary folders in order of preference. TMPDIR may lie below a folder that only we can enter. */
function temporaryFolders(): string[] {
  return [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
}

/** True when every user can pass through all folders above (and including) this one. */
export function isReachableByAll(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found !== undefined && (found.mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * Makes the folder of a new server and records who starts it. The data are those kept in `dataDirectory`; without it
 * they are temporary, inside of the folder or of the file system named by `scratch`.
 */
export async function makeRunFolder(dataDirectory?: string, scratch?: string): Promise<RunFolder> {
  const base = temporaryFolders().find(isReachableByAll) ?? tmpdir();
  const folder = await mkdtemp(path.join(base, PREFIX));
  await chmod(folder, 0o755);
  const state: State = {
    parentPid: process.pid,
    parentStart: processStart(process.pid) ?? '',
    pidNamespace: readlinkSync('/proc/self/ns/pid'),
    dataDirectory:
      dataDirectory ?? path.join(scratch ?? folder, scratch === undefined ? 'data' : path.basename(folder)),
    isTemporary: dataDirectory === undefined,
  };
  // renamed into place: another start that looks now sees all of it or none
  await writeFile(path.join(folder, 'state.new'), JSON.stringify(state));
  await rename(path.join(folder, 'state.new'), path.join(folder, 'state.json'));
  return { folder, dataDirectory: state.dataDirectory, isTemporary: state.isTemporary };
}

/** Removes what goes with a server. */
export async function removeRunFolder({ folder, dataDirectory, isTemporary }: RunFolder): Promise<void> {
  if (isTemporary) await removeFolder(dataDirectory);
  await removeFolder(folder);
}

/** Removes a folder, also when another start is removing it at this moment. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Ends every server whose parent died without stopping it, and removes what it left in the temporary folder. */
export async function endOrphans(): Promise<void> {
  for (const base of temporaryFolders()) {
    const names = await readdir(base).catch((): string[] => []);
    for (const name of names.filter((each) => each.startsWith(PREFIX))) {
      const folder = path.join(base, name);
      const state = await readState(folder);
      if (state === undefined || isParentAlive(state)) continue;
      const pid = runningServer(state.dataDirectory);
      if (pid !== undefined) await endServer(pid);
      await removeRunFolder({ ...state, folder });
    }
  }
}

async function readState(folder: string): Promise<State | undefined> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory() || found.uid !== process.geteuid?.()) return undefined;
    const state = JSON.parse(await readFile(path.join(folder, 'state.json'), 'utf8')) as State;
    return state.pidNamespace === readlinkSync('/proc/self/ns/pid') ? state : undefined;
  } catch {
    return undefined; // being made or being removed
  }
}

function isParentAlive(state: State): boolean {
  return processStart(state.parentPid) === state.parentStart;
}

/** Field 22 of /proc/PID/stat; the second field, the name in brackets, may itself contain spaces and brackets. */
function processStart(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** The process number of the server that runs on this data folder, if there is one. */
export function runningServer(dataDirectory: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`\0-D\0${dataDirectory}\0`);
    return isOurs && processStart(pid) !== undefined ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Fast shutdown (SIGINT: rolls back what is open), then immediate (SIGQUIT), then SIGKILL; resolves when it is gone. */
export async function endServer(pid: number): Promise<void> {
  const startedAs = processStart(pid);
  const steps = [
    { signal: 'SIGINT', waitMs: FAST_MS },
    { signal: 'SIGQUIT', waitMs: IMMEDIATE_MS },
    { signal: 'SIGKILL', waitMs: IMMEDIATE_MS },
  ] as const;
  for (const { signal, waitMs } of steps) {
    if (startedAs === undefined || processStart(pid) !== startedAs) return;
    signalServer(pid, signal);
    const deadline = performance.now() + waitMs;
    while (processStart(pid) === startedAs && performance.now() < deadline) await sleep(20);
  }
}

export function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended by itself
  }
}
