import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningProcess } from './child-process.js';

describe('a program as a process of its own', () => {
  let folder: string;
  const entry = async (text: string) => {
    const file = join(folder, 'program.mjs');
    await writeFile(file, text);
    return { name: 'it', entry: file, env: { TOLD: 'yes' }, logFile: join(folder, 'log') };
  };
  const READY =
    'console.log(JSON.stringify({ message: "ready", told: process.env.TOLD, secret: process.env.NODE_OPTIONS }));';
  const STAY = 'setInterval(() => {}, 1000);';

  let opened: AsyncDisposableStack;
  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    folder = await mkdtemp(join(tmpdir(), 'crex-process-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
  });
  afterEach(() => opened.disposeAsync());

  it('is ready when its log says so, has the settings that it is given and none of ours', async () => {
    const running = await RunningProcess.start(await entry(READY + STAY));
    opened.defer(() => running.stop());
    expect(running.ready).toEqual({ message: 'ready', told: 'yes' });
    expect(await readFile(join(folder, 'log'), 'utf8')).toContain('"ready"');
    await running.stop();
    expect(running.isRunning).toBe(false);
  });

  it('ends by itself when the process that started it is gone: its standard input closes', async () => {
    const running = await RunningProcess.start(await entry(READY + STAY));
    opened.defer(() => running.stop());
    const { child } = running;
    child.stdin?.end();
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGTERM');
  });

  it('that ends before it is ready, or is not ready in time, is an error, and does not stay', async () => {
    await expect(RunningProcess.start(await entry('process.exit(3)'))).rejects.toThrow(/ended with 3/);
    const slow = RunningProcess.start({ ...(await entry(STAY)), readyWithinMs: 300 });
    await expect(slow).rejects.toThrow(/not ready in time/);
  });

  it('can be stopped while it starts', async () => {
    const stopping = new AbortController();
    const starting = RunningProcess.start({ ...(await entry(STAY)), signal: stopping.signal });
    stopping.abort();
    await expect(starting).rejects.toThrow(/stopped while it started/);
  });
});
