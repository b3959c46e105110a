// Makes a fresh clone ready: installs what package-lock.json names (when it is missing or has changed) and builds.
// Runs on the Node that started npm (20 or later), before any dependency exists, so it imports Node only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const STAMP = 'node_modules/.crex-ready';
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`CREX needs Node 20 or later to install itself; this is ${process.versions.node}.`);
if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
  fail(`CREX runs on Linux (x64, arm64); this is ${process.platform} ${process.arch}.`);
}

const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(readFileSync('package.json'));
const fingerprint = `${wanted.digest('hex')} ${process.platform}-${process.arch}`;
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== fingerprint) {
  say(
    'installing dependencies: about 1 GB on disk, one to two minutes. Ctrl-C stops it; deleting this folder removes it.',
  );
  // not `npm ci`: it insists on optional packages of other platforms, which not every registry serves
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!existsSync('node_modules/.bin/node'))
    fail('npm did not install Node 24 (optional package node-linux-*). Is npm set to omit optional packages?');
  writeFileSync(STAMP, fingerprint);
}
if (!process.argv.includes('--no-build')) run('npm', ['run', '--silent', 'build']);

function run(command, args) {
  const done = spawnSync(command, args, { stdio: 'inherit' });
  if (done.status !== 0) fail(`"${command} ${args.join(' ')}" failed; see above.`);
}
function say(text) {
  process.stderr.write(`crex: ${text}\n`);
}
function fail(text) {
  say(text);
  process.exit(1);
}
