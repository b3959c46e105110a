import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { RunningProcess } from '../../apps/demo/src/child-process.js';
import { OwnLog } from '../logs/own-log.js';
import { KillablePostgres } from './killable-postgres.js';

/** Who may die: the sequencer and signer of the log, the writer that stands for the node, the database server. */
export type Victim = 'signer' | 'writer' | 'postgres';

const WRITER = 'dist/test/faults/log-writer.js';
const CHECKER = 'test/faults/check-log.mjs';
const LOOK_EVERY_MS = 20;
/** Own tables of the node that the log stands for. */
const DISCLOSURE = 'CREATE TABLE disclosure (event_id uuid PRIMARY KEY); GRANT INSERT ON disclosure TO crex_app';

/** One log on a server of its own: a writer, its signer, and somebody outside who keeps every checkpoint. */
export class LogUnderFire implements AsyncDisposable {
  private readonly processes = new Map<Victim, RunningProcess>();
  private readonly observer: Observer;

  private constructor(
    readonly log: OwnLog,
    private readonly folder: string,
    private readonly postgres: KillablePostgres,
    private readonly opened: AsyncDisposableStack,
  ) {
    this.observer = new Observer(log);
  }

  static async start(): Promise<LogUnderFire> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'crex-faults-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755); // root's PostgreSQL runs as another user
    const postgres = await KillablePostgres.start(folder);
    opening.defer(() => postgres.stop());
    const log = opening.use(await OwnLog.create(postgres.adminUrl));
    await addDisclosures(log);
    const opened = new AsyncDisposableStack();
    const fire = new LogUnderFire(log, folder, postgres, opened);
    opening.defer(() => fire.endProcesses());
    await Promise.all([fire.startOne('signer'), fire.startOne('writer')]);
    fire.observer.start();
    opened.use(opening.move()); // from here on it is the suite's to close
    return fire;
  }

  /** SIGKILL of one or several at once, and a new start of each. */
  async kill(...victims: readonly Victim[]): Promise<void> {
    const processes = victims.flatMap((each) => this.processes.get(each) ?? []);
    const server = victims.includes('postgres') ? this.postgres.killAndRestart() : undefined;
    await Promise.all(processes.map((each) => each.stop('SIGKILL')));
    await server;
    await Promise.all(victims.filter((each) => each !== 'postgres').map((each) => this.startOne(each)));
  }

  /** The load ends, the signer starts a last time and works off what is there. */
  async settle(): Promise<void> {
    await this.processes.get('writer')?.stop('SIGKILL');
    await this.kill('signer');
    await this.log.signed();
    await this.observer.stop();
    await this.processes.get('signer')?.stop();
  }

  /** The stand-alone checker's words; the last line counts. */
  async check(): Promise<string[]> {
    const heard = this.heard();
    return runLogChecker(this.log.urls.ownerUrl, this.log.vkey, { ...this.observer.seen(), ...heard }, this.folder);
  }

  /** What the writers were told of their transactions. */
  private heard(): { committed: string[]; rolledBack: string[] } {
    const lines = readFileSync(join(this.folder, 'writer.log'), 'utf8').split('\n').filter(isWhole);
    const said = lines.map((line) => JSON.parse(line) as { message: string; events?: string[] });
    const of = (message: string) =>
      said.filter((each) => each.message === message).flatMap(({ events }) => events ?? []);
    return { committed: of('committed'), rolledBack: of('rolled back') };
  }

  async close(): Promise<void> {
    await this.observer.stop();
    await this.opened.disposeAsync();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async endProcesses(): Promise<void> {
    for (const each of this.processes.values()) await each.stop('SIGKILL');
  }

  private async startOne(victim: Exclude<Victim, 'postgres'>): Promise<void> {
    const env = { WRITER_URL: this.log.urls.url, WRITER_FOLDER: this.log.folder };
    const writer = { name: 'writer', entry: WRITER, env, logFile: join(this.folder, 'writer.log') };
    const started = victim === 'signer' ? this.log.startSigner() : RunningProcess.start(writer);
    this.processes.set(victim, await started);
  }
}

/** Keeps every checkpoint that is ever published in the table, or kept as signed in the signer's folder. */
class Observer {
  private readonly published = new Set<string>();
  private readonly signed = new Set<string>();
  private watching: Promise<void> | undefined;
  private isOn = true;
  private size = -1;

  constructor(private readonly log: OwnLog) {}

  start(): void {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.watching;
  }

  seen(): { published: string[]; signed: string[] } {
    return { published: [...this.published], signed: [...this.signed] };
  }

  private async watch(): Promise<void> {
    while (this.isOn) {
      this.lookAtState();
      await this.lookAtTable().catch(() => undefined); // the server is being killed
      await sleep(LOOK_EVERY_MS);
    }
  }

  private lookAtState(): void {
    const { note } = JSON.parse(readFileSync(join(this.log.folder, 'state', 'state.json'), 'utf8')) as {
      note?: string;
    };
    if (note !== undefined) this.signed.add(note);
  }

  private async lookAtTable(): Promise<void> {
    const rows = await this.log.sql.query<{ size: number; note: string }>(
      'SELECT size, note FROM tlog_checkpoint WHERE size > $1 ORDER BY size',
      [this.size],
    );
    for (const { size, note } of rows) {
      this.published.add(note);
      this.size = size;
    }
  }
}

/** What was noted outside; see the checker. */
export interface SeenOutside {
  readonly published: readonly string[];
  readonly signed: readonly string[];
  readonly committed: readonly string[];
  readonly rolledBack: readonly string[];
}

/** Runs the checker as a program of its own; gives back its lines, whatever it found. */
export async function runLogChecker(url: string, vkey: string, seen: SeenOutside, folder: string): Promise<string[]> {
  const file = join(folder, 'seen.json');
  await writeFile(file, JSON.stringify(seen));
  const run = promisify(execFile);
  const options = { env: {}, maxBuffer: 16 * 1024 * 1024 };
  const found = await run(process.execPath, [CHECKER, url, vkey, file], options).catch((error: unknown) => {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    if (code !== 1 || stdout === '') throw new Error(`the checker failed: ${stderr}`);
    return { stdout };
  });
  return found.stdout.trim().split('\n');
}

/** Makes the table of disclosures beside the log. */
export async function addDisclosures(log: OwnLog): Promise<void> {
  const client = new Client({ connectionString: log.urls.ownerUrl });
  await client.connect();
  await client.query(DISCLOSURE);
  await client.end();
}

/** A line that a killed process has written to its end. */
function isWhole(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
