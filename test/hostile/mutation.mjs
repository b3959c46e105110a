// Does each check earn its place? Deletes one `check...(` statement at a time from a copy of the sources and runs the
// tests that cover it. A mutant that no test notices survives, and fails the run.
//
//   node test/hostile/mutation.mjs             every check statement of the folders below
//   node test/hostile/mutation.mjs --listed    those of the exchange itself alone (mutation-listed.json), as `npm test` does
//   node test/hostile/mutation.mjs <words>     those whose name contains one of the words
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/postgres/embedded-postgres.js';

const WORKERS = 2;
const NODE = 'apps/national-node/src';
const BROKER = 'apps/broker/src';
const MUTATED = [
  BROKER,
  NODE,
  'apps/log-signer/src',
  ...['protocol', 'pki', 'directory', 'audit', 'policy', 'platform'].map((lib) => `libs/${lib}/src`),
];
const COPIED = ['apps', 'libs', 'test', 'docs', 'jest.config.mjs', 'package.json', 'tsconfig.json', '.swcrc'];
/** A test that waits for ever has noticed; the whole of them is given more. */
const ONE_TEST_LIMIT_MS = 40_000;
const TEST_LIMIT_MS = 180_000;
const BASELINE_LIMIT_MS = 1_200_000;

/**
 * Besides a file's own specs: those that use it, in groups that are tried one after the other, by the beginning of its
 * path. The first line that fits counts; without one, all specs of its folder.
 */
const USED_BY = [
  [`${BROKER}/mailbox/`, ['mailbox/delivery mailbox/put-messages', 'mailbox/fairness http/refusals'], BROKER],
  [`${BROKER}/directory/`, ['directory/directory', 'http/refusals mailbox/put-messages'], BROKER],
  [`${BROKER}/http/`, ['http/refusals', 'mailbox/fairness'], BROKER],
  [`${NODE}/ask/`, ['ask/ask'], NODE],
  [`${NODE}/staff/`, ['staff/access-token staff/staff-api'], NODE],
  [`${NODE}/trust.ts`, ['courier/open-message'], NODE],
  [`${NODE}/courier/`, ['courier/deliver courier/open-message'], NODE],
  ['libs/protocol/', ['vectors message statement content slip'], 'libs/protocol/src'],
  ['libs/directory/src/postgres/', ['directory'], 'libs/directory/src'],
  [
    'libs/audit/src/postgres/',
    ['audit-log own-affairs', 'search search-tables', 'postgres/sequence postgres/publish-tree postgres/rights'],
    'libs/audit/src',
  ],
];

/** Which tests cover a file; the first group is tried first, the others when it notices nothing. */
async function specsOf(file) {
  const [, usedBy, folder] = USED_BY.find(([start]) => file.startsWith(start)) ?? [];
  const users = usedBy?.map((names) => names.split(' ').map((name) => `${folder}/${name}`));
  const groups = [[file.replace(/\.ts$/, '')], ...(users ?? [await specsIn(dirname(file))])];
  return groups
    .map((group) =>
      group.flatMap((name) => [`${name}.spec.ts`, `${name}.db.spec.ts`]).filter((spec) => existsSync(spec)),
    )
    .filter((group) => group.length > 0);
}

async function specsIn(folder) {
  const files = await readdir(folder);
  const specs = files.filter((name) => name.endsWith('.spec.ts'));
  return [...new Set(specs.map((name) => join(folder, name.replace(/(\.db)?\.spec\.ts$/, ''))))];
}

async function sourcesUnder(path) {
  if (path.endsWith('.ts')) return [path];
  const files = await readdir(path, { recursive: true });
  return files
    .filter((name) => name.endsWith('.ts') && !/\.(spec|jest)\.ts$/.test(name))
    .map((name) => join(path, name));
}

/** Every statement that is nothing but a call, awaited or not, of something named check... */
async function checksIn(file) {
  const text = await readFile(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isExpressionStatement(node)) {
      const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
      const callee = ts.isCallExpression(call) ? call.expression : undefined;
      const name = callee && (ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText());
      if (/^check[A-Z]\w*$/.test(name ?? '')) {
        const statement = node.getText().replace(/\s+/g, ' ');
        found.push({ file, statement, start: node.getStart(), end: node.getEnd() });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const seen = new Map();
  return found.map((check) => {
    const nth = (seen.get(check.statement) ?? 0) + 1;
    seen.set(check.statement, nth);
    return { ...check, name: `${file}: ${check.statement}${nth === 1 ? '' : ` (${nth})`}` };
  });
}

async function copySources() {
  const folder = await mkdtemp(join(tmpdir(), 'crex-mutants-'));
  for (const name of COPIED) await cp(name, join(folder, name), { recursive: true });
  for (const name of ['node_modules', 'dist']) await symlink(resolve(name), join(folder, name));
  return folder;
}

/** Whether every test passes. What does not end in time has noticed something too, and is told apart. */
function passes(folder, specs, databaseUrl, limitMs = TEST_LIMIT_MS) {
  const { JEST_WORKER_ID: _, ...environment } = process.env;
  const jest = [
    'node_modules/jest/bin/jest.js',
    '--silent',
    '--bail',
    '-i',
    '--forceExit',
    `--testTimeout=${ONE_TEST_LIMIT_MS}`,
    '--runTestsByPath',
    ...specs,
  ];
  const child = spawn(process.execPath, jest, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limitMs,
    env: {
      ...environment,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      CREX_TEST_POSTGRES: databaseUrl,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((done) =>
    child.once('exit', (code, signal) => done({ passed: code === 0, late: signal !== null, said })),
  );
}

/** `killed`, `late` (no test came to an end), or `SURVIVED`. */
async function fateOf(folder, check, databaseUrl) {
  const place = join(folder, check.file);
  const text = await readFile(place, 'utf8');
  await writeFile(place, `${text.slice(0, check.start)};${text.slice(check.end)}`);
  try {
    for (const specs of await specsOf(check.file)) {
      const { passed, late } = await passes(folder, specs, databaseUrl);
      if (!passed) return late ? 'late' : 'killed';
    }
    return 'SURVIVED';
  } finally {
    await writeFile(place, text);
  }
}

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const listed = process.argv.includes('--listed')
  ? JSON.parse(await readFile('test/hostile/mutation-listed.json', 'utf8'))
  : undefined;
const files = (await Promise.all(MUTATED.map(sourcesUnder))).flat();
const all = (await Promise.all(files.map(checksIn))).flat();
const lost = (listed ?? []).filter((name) => !all.some((check) => check.name === name));
if (lost.length > 0) throw new Error(`no such check any more: ${lost.join('; ')}`);
const checks = all
  .filter(({ name }) => listed === undefined || listed.includes(name))
  .filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

const server =
  process.env.CREX_TEST_POSTGRES === undefined
    ? await startEmbeddedPostgres({ settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
    : undefined;
const databaseUrl = process.env.CREX_TEST_POSTGRES ?? server.adminUrl;
const folders = await Promise.all(Array.from({ length: WORKERS }, copySources));
const began = Date.now();
const survivors = [];
const late = [];
try {
  const specs = [...new Set((await Promise.all(checks.map(({ file }) => specsOf(file)))).flat(2))];
  const baseline = await passes(folders[0], specs, databaseUrl, BASELINE_LIMIT_MS);
  if (!baseline.passed) throw new Error(`the tests fail without any change:\n${baseline.said.slice(-3000)}`);
  const queue = [...checks];
  await Promise.all(
    folders.map(async (folder) => {
      for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
        const fate = await fateOf(folder, check, databaseUrl);
        if (fate === 'SURVIVED') survivors.push(check.name);
        if (fate === 'late') late.push(check.name);
        process.stdout.write(`${fate.padEnd(8)} ${check.name}\n`);
      }
    }),
  );
} finally {
  await server?.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
const seconds = Math.round((Date.now() - began) / 1000);
process.stdout.write(
  `${JSON.stringify({ mutants: checks.length, killed: checks.length - survivors.length, survivors, late, seconds })}\n`,
);
process.exitCode = survivors.length === 0 ? 0 : 1;
