import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Environment, MemberId } from '#libs/protocol';
import { inherited, RunningProcess } from './child-process.js';

const run = promisify(execFile);

export interface LogSignersOptions {
  readonly env: Exclude<Environment, 'production'>;
  /** The folder of the Alliance: keys, state, logs. */
  readonly folder: string;
  /** Folder with the compiled programs. */
  readonly dist?: string;
  /** More settings of all signers. */
  readonly settings?: { readonly signers?: Readonly<Record<string, string>> };
}

export interface LogFinding {
  readonly code: string;
  readonly detail: string;
}

/** The signers of the logs of an Alliance on one machine: a process for each log, the broker's included. */
export class LogSigners {
  private readonly processes = new Map<MemberId, RunningProcess>();

  constructor(private readonly options: LogSignersOptions) {}

  /** Starts the signer of a party's log, whose database must be migrated. A new log begins with its first start. */
  async start(id: MemberId, signal?: AbortSignal): Promise<RunningProcess> {
    const settings = this.settings(id);
    await mkdir(String(settings['CREX_STATE_FOLDER']), { recursive: true, mode: 0o700 });
    const started = await RunningProcess.start({
      ...{ name: `${id}'s log signer`, entry: this.entry('main.js'), env: settings, logFile: this.logFile(id) },
      ...(signal === undefined ? {} : { signal }),
    });
    this.processes.set(id, started);
    return started;
  }

  process(id: MemberId): RunningProcess {
    const found = this.processes.get(id);
    if (found === undefined) throw new Error(`the log signer of ${id} has not been started`);
    return found;
  }

  /** Ends them all; what waits for its place then waits in the database. */
  async stop(): Promise<void> {
    await Promise.all([...this.processes.values()].map((each) => each.stop()));
  }

  /** Runs a command of the signer's admin entry; its answer is JSON. */
  async admin(id: MemberId, args: readonly string[]): Promise<unknown> {
    const command = ['--disable-warning=ExperimentalWarning', this.entry('admin.js'), ...args];
    const { stdout } = await run(process.execPath, command, {
      ...{ env: { ...inherited(), ...this.settings(id) }, maxBuffer: 64 * 1024 * 1024 },
    });
    return JSON.parse(stdout) as unknown;
  }

  /** The signer's check of the whole log in the database: what is wrong, and where. */
  async check(id: MemberId): Promise<readonly LogFinding[]> {
    // it ends with 1 on a finding, and has said what it found
    const checked = await this.admin(id, ['check']).catch((error: unknown): unknown => {
      const { code, stdout } = error as { code?: number; stdout?: string };
      if (code === 1 && stdout !== undefined && stdout !== '') return JSON.parse(stdout) as unknown;
      throw error;
    });
    return (checked as { faults: readonly LogFinding[] }).faults;
  }

  settings(id: MemberId): Record<string, string> {
    const folder = resolve(this.options.folder);
    const own = join(folder, 'alliance', id.toLowerCase());
    return {
      CREX_ENV: this.options.env,
      CREX_MEMBER: id,
      CREX_LOG_ORIGIN: originOf(id),
      CREX_DATABASE_URL_FILE: join(folder, 'state', id, 'log-url'),
      CREX_KEYS_FOLDER: own,
      CREX_KEYS_PASSPHRASE_FILE: join(own, 'passphrase'),
      CREX_STATE_FOLDER: join(folder, 'state', id, 'log-signer'),
      ...this.options.settings?.signers,
    };
  }

  logFile(id: MemberId): string {
    return join(resolve(this.options.folder), 'logs', `${id}-log-signer.log`);
  }

  private entry(file: string): string {
    return resolve(this.options.dist ?? 'dist', 'apps', 'log-signer', 'src', file);
  }
}

/** The name of a party's log, as the ceremony lists it. */
export function originOf(id: MemberId): string {
  return `log.${id.toLowerCase()}.crex.example/audit/1`;
}
