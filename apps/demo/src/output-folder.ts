import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** What a demo leaves behind about itself, for `crex show` and for the next demo in this folder. */
interface Traces {
  readonly demo: { readonly pid: number; readonly startedAt: string };
  readonly postgres: { readonly dataDirectory: string };
  readonly parties: readonly object[];
}

/** Everything that a demo writes into its folder. Only these are ever deleted. */
const OURS = [
  'alliance',
  'registers',
  'state',
  'logs',
  'postgres',
  'proof',
  'time-stamps',
  'extract.pdf',
  'extract.tlog-proof',
  'demo.json',
  'summary.json',
  'question.json',
];
const TRACES = 'parties.json';
const FOREIGN_DATA = /^crex-demo-[0-9a-f]{12}$/;

/** The folder of a demo, and the folder of its database's data, which root's server must be able to enter. */
export class OutputFolder {
  private constructor(
    readonly path: string,
    readonly dataDirectory: string,
    private readonly earlier: Traces | undefined,
  ) {}

  /**
   * Looks only; writes nothing.
   *
   * @throws when the folder holds something else, or another demo runs in it
   */
  static async look(path: string): Promise<OutputFolder> {
    const names = await readdir(path).catch((error: unknown): string[] => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    });
    const earlier = names.includes(TRACES) ? await readTraces(path) : undefined;
    if (names.length > 0 && earlier === undefined)
      throw new Error(`${path} holds something that no demo has written: give another folder with --output`);
    if (earlier !== undefined && processStart(earlier.demo.pid) === earlier.demo.startedAt) {
      throw new Error(
        `a demo is running in ${path} (process ${earlier.demo.pid}): stop it first, or give another --output`,
      );
    }
    // a fresh name each time: the server of a killed demo may still run on the old one
    const name = randomBytes(6).toString('hex');
    const isRoot = process.geteuid?.() === 0;
    return new OutputFolder(
      path,
      isRoot ? join(openTemporaryFolder(), `crex-demo-${name}`, 'data') : join(path, 'postgres', name),
      earlier,
    );
  }

  get replacesEarlier(): boolean {
    return this.earlier !== undefined;
  }

  /** Whatever has to be deleted to be rid of the demo. */
  get places(): string[] {
    return this.dataDirectory.startsWith(this.path + sep) ? [this.path] : [this.path, dirname(this.dataDirectory)];
  }

  file(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Deletes what an earlier demo left here, but its database, and says who is here now. */
  async takeOver(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    for (const name of OURS.filter((each) => each !== 'postgres'))
      await rm(this.file(name), { recursive: true, force: true });
    await mkdir(dirname(this.dataDirectory), { recursive: true });
    if (process.geteuid?.() === 0) await chmod(dirname(this.dataDirectory), 0o755);
    await this.writeTraces([]);
  }

  /** Once the new server runs, which has ended the server of a killed demo before. */
  async deleteEarlierData(): Promise<void> {
    const data = this.earlier?.postgres.dataDirectory;
    if (data === undefined) return;
    const isOwn = dirname(resolve(data)) === this.file('postgres');
    const isForeign = FOREIGN_DATA.test(basename(dirname(data))) && temporaryFolders().includes(dirname(dirname(data)));
    if (isOwn) await rm(data, { recursive: true, force: true });
    else if (isForeign) await rm(dirname(data), { recursive: true, force: true });
  }

  /** Who takes part, and how their admin entries are run; the CLI reads it. */
  async writeTraces(parties: readonly object[]): Promise<void> {
    const traces: Traces = {
      demo: { pid: process.pid, startedAt: processStart(process.pid) ?? '' },
      postgres: { dataDirectory: this.dataDirectory },
      parties,
    };
    await this.write(TRACES, traces);
  }

  /** Written beside and renamed: a reader sees all of it or nothing. For the owner's eyes: it may hold passwords. */
  async write(name: string, value: unknown): Promise<void> {
    await writeFile(this.file(`.${name}`), `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
    await rename(this.file(`.${name}`), this.file(name));
  }
}

async function readTraces(path: string): Promise<Traces> {
  return JSON.parse(await readFile(join(path, TRACES), 'utf8')) as Traces;
}

function temporaryFolders(): string[] {
  return [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
}

/** One that every user can pass through: root's database server runs as nobody. */
function openTemporaryFolder(): string {
  const isOpen = (folder: string): boolean =>
    existsSync(folder) && (statSync(folder).mode & 0o001) !== 0 && (folder === '/' || isOpen(dirname(folder)));
  return temporaryFolders().find(isOpen) ?? tmpdir();
}

/** When a process was started, in ticks since boot: tells it from a later one with the same number. */
function processStart(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
