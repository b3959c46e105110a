import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';

const compiled = (file: string) => JSON.stringify(path.resolve('dist/libs/platform/src', file));

/** A process of its own, up: closing ends it. Runs the compiled files, which `npm test` builds first. */
async function start(close: string, level: 'silent' | 'info', stdout: 'pipe' | number): Promise<ChildProcess> {
  const program = `import { closeOnSignal } from ${compiled('work/close-on-signal.js')};
    import { createLogger } from ${compiled('logging/logger.js')};
    const logger = createLogger({ service: 'spec', level: '${level}' });
    closeOnSignal(${close}, 1500, logger);
    setInterval(() => {}, 1000); logger.info('here I am'); console.error('up');`;
  const stdio: StdioOptions = ['ignore', stdout, 'pipe'];
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, options, { stdio });
  await once(child.stderr as NonNullable<typeof child.stderr>, 'data');
  return child;
}

async function codeAfterSigterm(child: ChildProcess, signals = 1): Promise<unknown> {
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  for (let sent = 0; sent < signals; sent += 1) child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as unknown[];
  clearTimeout(late);
  return code;
}

describe('a process that gets SIGTERM', () => {
  const quiet = (close: string) => start(close, 'silent', 'pipe');

  it('ends with 0 when everything closed, however often it is told', async () => {
    const close = '() => new Promise((resolve) => setTimeout(resolve, 100))';
    expect(await codeAfterSigterm(await quiet(close), 2)).toBe(0);
  });
  it('ends with 1 when closing failed', async () => {
    expect(await codeAfterSigterm(await quiet("() => Promise.reject(new Error('x'))"))).toBe(1);
  });
  it('ends with 1 when closing does not finish in time', async () => {
    expect(await codeAfterSigterm(await quiet('() => new Promise(() => {})'))).toBe(1);
  });
});

describe('a process whose log nobody can take any more ends in order:', () => {
  const talking = `async () => { for (const what of ['loops', 'server', 'database']) logger.info({ what }, 'closed'); }`;

  it('the reader has gone', async () => {
    const child = await start(talking, 'info', 'pipe');
    child.stdout?.destroy();
    expect(await codeAfterSigterm(child)).toBe(0);
  });
  it('the disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    const child = await start(talking.replace("'closed')", "'closed'), logger.fatal('x')"), 'info', full);
    closeSync(full);
    expect(await codeAfterSigterm(child)).toBe(0);
  });
});
