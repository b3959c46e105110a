import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface ProcessOptions {
  readonly name: string;
  /** Compiled entry file. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where its log lines go. */
  readonly logFile: string;
  readonly readyWithinMs?: number;
}

/** What a program of ours says in its log when it is up. */
export interface ReadyLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 20_000;

/** One program of ours, started as its own process. Its environment is exactly what is given. */
export class RunningProcess {
  private constructor(
    readonly name: string,
    readonly child: ChildProcess,
    readonly ready: ReadyLine,
  ) {}

  /** Starts it and waits until its log says "ready". @throws when it ends before */
  static async start(options: ProcessOptions): Promise<RunningProcess> {
    const child = spawn(process.execPath, [...NODE_OPTIONS, options.entry, ...(options.args ?? [])], {
      env: { ...inherited(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(options.logFile, { flags: 'a' });
    child.stderr.pipe(log, { end: false });
    child.once('exit', () => log.end());
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<ReadyLine>((resolve, reject) => {
      lines.on('line', (line) => {
        log.write(`${line}\n`);
        const said = parse(line);
        if (/\bready$/.test(String(said?.['message']))) resolve(said as ReadyLine);
      });
      child.once('exit', (code) =>
        reject(new Error(`${options.name} ended with ${code} before it was ready: see ${options.logFile}`)),
      );
      setTimeout(
        () => reject(new Error(`${options.name} is not ready in time: see ${options.logFile}`)),
        options.readyWithinMs ?? READY_WITHIN_MS,
      ).unref();
    });
    return new RunningProcess(options.name, child, await ready);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it and waits until it is gone; a process that does not end in time is killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), END_WITHIN_MS);
    await gone;
    clearTimeout(late);
  }
}

const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--enable-source-maps'];

/** Nothing of ours and nothing of the test runner reaches a child by accident. */
function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
