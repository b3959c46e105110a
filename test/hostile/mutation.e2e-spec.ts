import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 600_000;
const SAMPLE = 8;

interface Result {
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly string[];
}

/**
 * `npm run mutation` takes out every check there is, with `--listed` those that mutation-listed.json names; here a sample
 * of these, another one each time.
 */
describe('each check of the exchange, in nodes and broker,', () => {
  it(
    'has a test that fails when the check is taken out',
    async () => {
      const command = ['test/hostile/mutation.mjs', '--listed', '--sample', String(SAMPLE)];
      const { stdout } = await run(process.execPath, command, { timeout: LIMIT_MS }).catch((error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return { stdout: `${stdout}${stderr}` };
      });
      const last = stdout.split('\n').find((line) => line.startsWith('{"mutants"'));
      if (last === undefined) throw new Error(stdout);
      const result = JSON.parse(last) as Result;
      expect(result.survivors).toEqual([]);
      expect([result.mutants, result.killed]).toEqual([SAMPLE, SAMPLE]);
    },
    LIMIT_MS,
  );
});
