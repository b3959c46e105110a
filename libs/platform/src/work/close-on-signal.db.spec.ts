import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A process of its own: the function ends it. Runs the compiled file, which `npm test` builds first. */
async function codeAfterSigterm(close: string, signals = 1): Promise<unknown> {
  const compiled = (file: string) => JSON.stringify(path.resolve('dist/libs/platform/src', file));
  const program = `import { closeOnSignal } from ${compiled('work/close-on-signal.js')};
    import { createLogger } from ${compiled('logging/logger.js')};
    closeOnSignal(${close}, 1500, createLogger({ service: 'spec', level: 'silent' }));
    setInterval(() => {}, 1000); console.log('up');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  for (let sent = 0; sent < signals; sent += 1) child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as unknown[];
  return code;
}

describe('a process that gets SIGTERM', () => {
  it('ends with 0 when everything closed, however often it is told', async () => {
    const close = '() => new Promise((resolve) => setTimeout(resolve, 100))';
    expect(await codeAfterSigterm(close, 2)).toBe(0);
  });
  it('ends with 1 when closing failed', async () => {
    expect(await codeAfterSigterm("() => Promise.reject(new Error('x'))")).toBe(1);
  });
  it('ends with 1 when closing does not finish in time', async () => {
    expect(await codeAfterSigterm('() => new Promise(() => {})')).toBe(1);
  });
});
