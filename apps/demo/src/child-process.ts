import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessOptions {
  readonly name: string;
  /** Compiled entry file. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where its log lines go. */
  readonly logFile: string;
  readonly readyWithinMs?: number;
  /** Ends it while it is still starting. */
  readonly signal?: AbortSignal;
}

/** What a program of ours says in its log when it is up. */
export interface ReadyLine {
  readonly message: string;
  readonly [field: string]: unknown;
}

const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 20_000;

/**
 * One program of ours, started as its own process. Its environment is exactly what is given. Ctrl-C at a terminal does
 * not reach it (a session of its own), so that it ends in the order in which it is stopped; when the process that
 * started it is killed, it ends by itself.
 */
export class RunningProcess {
  private constructor(
    readonly name: string,
    readonly child: ChildProcess,
    readonly ready: ReadyLine,
  ) {}

  /** Starts it and waits until its log says "ready". @throws when it ends before, or is not ready in time */
  static async start(options: ProcessOptions): Promise<RunningProcess> {
    const child = spawn(process.execPath, [...NODE_OPTIONS, options.entry, ...(options.args ?? [])], {
      ...{ env: { ...inherited(), ...options.env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
    });
    const log = createWriteStream(options.logFile, { flags: 'a' });
    child.stderr.pipe(log, { end: false });
    child.once('exit', () => log.end());
    try {
      return new RunningProcess(options.name, child, await readyLine(child, log, options));
    } catch (error) {
      await end(child, 'SIGTERM');
      throw error;
    }
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it and waits until it is gone; a process that does not end in time is killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await end(this.child, signal);
  }
}

/** Its standard input is a pipe of ours that nobody writes to: it closes when we die, whatever we die of. Then it ends. */
const END_WITH_PARENT =
  'data:text/javascript,' +
  'process.stdin.once("end",()=>process.kill(process.pid,"SIGTERM")).on("error",()=>{}).resume().unref()';
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--import', END_WITH_PARENT];

function readyLine(child: ChildProcess, log: WriteStream, options: ProcessOptions): Promise<ReadyLine> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      clearTimeout(late);
      reject(new Error(`${options.name} ${what}: see ${options.logFile}`));
    };
    const late = setTimeout(() => fail('is not ready in time'), options.readyWithinMs ?? READY_WITHIN_MS);
    const abort = (): void => fail('was stopped while it started');
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted === true) abort();
    child.once('exit', (code) => fail(`ended with ${code} before it was ready`));
    createInterface({ input: child.stdout as Readable }).on('line', (line) => {
      if (!log.writableEnded) log.write(`${line}\n`);
      const said = parse(line);
      if (said === undefined || !/\bready$/.test(String(said['message']))) return;
      clearTimeout(late);
      options.signal?.removeEventListener('abort', abort);
      resolve(said as ReadyLine);
    });
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  await gone;
  clearTimeout(late);
}

/** Nothing of ours and nothing of the test runner reaches a child by accident. What is compiled once is compiled for all. */
export function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_COMPILE_CACHE'];
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
