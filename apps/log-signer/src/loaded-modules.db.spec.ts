import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Loads a compiled file in a process of its own and prints whatever it has loaded. */
const LIST = `import { registerHooks } from 'node:module';
  const seen = new Set();
  registerHooks({ load: (url, context, next) => { seen.add(url); return next(url, context); } });
  await import(process.argv[1]);
  console.log([...seen].join('\\n'));`;

async function packagesLoadedBy(file: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '-e', LIST, resolve(file)], {
    maxBuffer: 16 * 1024 * 1024,
  });
  const names = stdout.split('\n').map((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

describe('the process that holds the key of a log', () => {
  it('loads no web framework and no mapper', async () => {
    const packages = await packagesLoadedBy('dist/apps/log-signer/src/start-signer.js');
    expect(packages).toEqual(expect.arrayContaining(['pg', 'pino', 'prom-client', 'jose']));
    expect(packages.filter((name) => /^(@nestjs\/|typeorm$|fastify$|undici$|rxjs$)/.test(name))).toEqual([]);
  });
});
