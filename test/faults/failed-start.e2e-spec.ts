import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { testServerUrl } from '#libs/testing';

const WITHIN_MS = 90_000;

/** Runs one suite alone, in the process of the runner, with a fault planted into its start. */
async function run(suite: string, fault: string): Promise<{ code: unknown; said: string }> {
  const jest = ['node_modules/jest/bin/jest.js', '-i', '--runTestsByPath', suite];
  const planted = ['--setupFilesAfterEnv', './test/faults/plant-fault.jest.ts'];
  const { JEST_WORKER_ID: _, ...environment } = process.env;
  const child = spawn(process.execPath, [...jest, ...planted], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...environment,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ...{ CREX_TEST_POSTGRES: testServerUrl(), PLANTED_FAULT: fault },
    },
  });
  const late = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
  try {
    // the stream ends with the last process that has it: a program that the suite left behind would hold it open
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<unknown[]>]);
    return { code, said };
  } finally {
    clearTimeout(late);
  }
}

describe('a suite whose start breaks down ends by itself', () => {
  it.each([
    ['a broker as a process', 'apps/broker/src/start-broker.db.spec.ts', 'beforeAll:2'],
    ['a node that cannot go on with its database', 'apps/national-node/src/courier/collect.db.spec.ts', 'connection:4'],
    ['an Alliance that has started', 'test/e2e/first-exchange.e2e-spec.ts', 'beforeAll:1'],
  ])(
    '%s',
    async (_, suite, fault) => {
      const { code, said } = await run(suite, fault);
      expect(said).toContain('planted: the start breaks down here');
      expect(said).not.toContain('Jest did not exit');
      expect(code).toBe(1);
    },
    2 * WITHIN_MS,
  );
});
