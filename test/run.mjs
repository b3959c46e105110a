// Runs jest with the parameters given. A suite of whole programs (x.db.spec.ts, x.e2e-spec.ts, x.browser-spec.ts) that
// fails beside others is run once more, alone: a busy machine is no fault of CREX, and a fault of CREX fails twice. What
// failed the first time is printed in full and named again at the end. Units have no such excuse: they fail at once.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const JEST = 'node_modules/jest/bin/jest.js';
const WHOLE_PROGRAMS = /\.(db\.spec|e2e-spec|browser-spec)\.ts$/;
/** More suites than these do not fail by chance. */
const MOST = 3;

const folder = mkdtempSync(join(tmpdir(), 'crex-test-'));
try {
  const report = join(folder, 'report.json');
  const status = jest(...process.argv.slice(2), '--json', `--outputFile=${report}`);
  process.exitCode = status === 0 ? 0 : again(status, failedSuites(report));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param failed undefined where jest did not come to its end */
function again(status, failed) {
  if (failed === undefined || failed.length === 0 || failed.length > MOST) return status;
  if (!failed.every((path) => WHOLE_PROGRAMS.test(path))) return status;
  say('failed beside others, now once more alone', failed);
  const second = jest('--maxWorkers=1', '--runTestsByPath', ...failed);
  say(second === 0 ? 'failed beside others, passed alone: look at why' : 'failed twice', failed);
  return second;
}

function failedSuites(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  } catch {
    return undefined;
  }
}

function jest(...parameters) {
  const { status } = spawnSync(process.execPath, [JEST, ...parameters], { stdio: 'inherit' });
  return status ?? 1;
}

function say(what, paths) {
  const names = paths.map((path) => path.replace(`${process.cwd()}/`, ''));
  process.stderr.write(`\ncrex test: ${what}:\n${names.map((name) => `  ${name}\n`).join('')}`);
}
