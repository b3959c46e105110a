import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CONFIG = `export default { testMatch: ['<rootDir>/*.ts'], transform: {} };`;
const PASSES = `test('passes', () => {});`;
const FAILS = `test('fails', () => { throw new Error('broken'); });`;
/** Fails the first time alone. */
const FAILS_ONCE = `const fs = require('node:fs');
test('fails once', () => { if (!fs.existsSync('ran')) { fs.writeFileSync('ran', ''); throw new Error('busy'); } });`;

describe('a run of all tests', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crex-run-'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'jest.config.mjs'), CONFIG);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The end of `test/run.mjs` in a project of these suites. */
  async function runOf(suites: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(suites)) await writeFile(join(folder, name), text);
    return new Promise<{ code: unknown; said: string }>((done) => {
      const options = { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } };
      execFile(process.execPath, [resolve('test/run.mjs'), '--runInBand'], options, (error, _, said) => {
        done({ code: error?.code ?? 0, said });
      });
    });
  }

  it('tries a suite of whole programs that failed once more, and names it', async () => {
    const { code, said } = await runOf({ 'program.db.spec.ts': FAILS_ONCE, 'unit.spec.ts': PASSES });
    expect(said).toMatch(/passed alone: look at why:\n {2}program\.db\.spec\.ts/);
    expect(await readFile(join(folder, 'ran'), 'utf8')).toBe('');
    expect(code).toBe(0);
  });

  it('fails where such a suite fails twice', async () => {
    const { code, said } = await runOf({ 'program.e2e-spec.ts': FAILS });
    expect(said).toMatch(/failed twice:\n {2}program\.e2e-spec\.ts/);
    expect(code).toBe(1);
  });

  it.each([
    ['a unit', { 'unit.spec.ts': FAILS_ONCE, 'program.db.spec.ts': PASSES }],
    ['one of them and a unit', { 'unit.spec.ts': FAILS_ONCE, 'program.db.spec.ts': FAILS }],
    ['more than three', Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.db.spec.ts`, FAILS]))],
  ])('fails at once for %s', async (_, suites) => {
    const { code, said } = await runOf(suites);
    expect(said).not.toContain('crex test:');
    expect(code).toBe(1);
  });
});
