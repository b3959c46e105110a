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
import { basename, join, resolve } from 'node:path';
import ts from 'typescript';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/postgres/embedded-postgres.js';

const WORKERS = 2;
const NODE = 'apps/national-node/src';
const BROKER = 'apps/broker/src/mailbox';
const TREE = 'libs/audit/src/tlog';
const LOG = 'libs/audit/src/postgres';
const SIGNER = 'apps/log-signer/src';
const MUTATED = [
  'libs/protocol/src',
  TREE,
  ...['sequence', 'right-edge-rows', 'open-epoch', 'tree-store'].map((name) => `${LOG}/${name}.ts`),
  SIGNER,
  BROKER,
  `${NODE}/courier`,
  `${NODE}/ask`,
  `${NODE}/answer`,
  `${NODE}/trust.ts`,
];
const COPIED = ['apps', 'libs', 'test', 'docs', 'jest.config.mjs', 'package.json', 'tsconfig.json', '.swcrc'];
const TEST_LIMIT_MS = 120_000;

/** Which tests cover a file; the first group is tried first, the others when it notices nothing. */
function specsOf(file) {
  const own = file.replace(/\.ts$/, '.spec.ts');
  const ownWithDatabase = file.replace(/\.ts$/, '.db.spec.ts');
  const deliver = `${NODE}/courier/deliver.db.spec.ts`;
  const groups = file.startsWith('libs/protocol/')
    ? [[own], ['vectors', 'message', 'statement', 'content', 'slip'].map((name) => `libs/protocol/src/${name}.spec.ts`)]
    : file.startsWith(TREE)
      ? [[own], ['vectors', 'cosignature'].map((name) => `${TREE}/${name}.spec.ts`)]
      : file.startsWith(LOG)
        ? [[`${LOG}/sequence.db.spec.ts`, `${LOG}/sequence-meddling.db.spec.ts`], [`${SIGNER}/sign-log.db.spec.ts`]]
        : file.startsWith(SIGNER)
          ? [[`${SIGNER}/sign-log.db.spec.ts`], [`${SIGNER}/start-signer.db.spec.ts`]]
          : file.startsWith(BROKER)
            ? [
                [own, ownWithDatabase],
                [`${BROKER}/delivery.db.spec.ts`, `${BROKER}/put-messages.db.spec.ts`, `${BROKER}/fairness.db.spec.ts`],
              ]
            : file.startsWith(`${NODE}/ask/`)
              ? [[`${NODE}/ask/ask.db.spec.ts`]]
              : [
                  [own, ownWithDatabase],
                  basename(file) === 'trust.ts' ? [`${NODE}/courier/open-message.db.spec.ts`] : [deliver],
                ];
  return groups.map((group) => group.filter((spec) => existsSync(spec))).filter((group) => group.length > 0);
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

/** @returns true when every test passes */
function passes(folder, specs, databaseUrl) {
  const { JEST_WORKER_ID: _, ...environment } = process.env;
  const jest = [
    'node_modules/jest/bin/jest.js',
    '--silent',
    '--bail',
    '-i',
    '--forceExit',
    '--runTestsByPath',
    ...specs,
  ];
  const child = spawn(process.execPath, jest, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TEST_LIMIT_MS,
    env: {
      ...environment,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      CREX_TEST_POSTGRES: databaseUrl,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  return new Promise((done) => child.once('exit', (code) => done({ passed: code === 0, said })));
}

async function isKilled(folder, check, databaseUrl) {
  const place = join(folder, check.file);
  const text = await readFile(place, 'utf8');
  await writeFile(place, `${text.slice(0, check.start)};${text.slice(check.end)}`);
  try {
    for (const specs of specsOf(check.file)) if (!(await passes(folder, specs, databaseUrl)).passed) return true;
    return false;
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
try {
  const specs = [...new Set(checks.flatMap(({ file }) => specsOf(file).flat()))];
  const baseline = await passes(folders[0], specs, databaseUrl);
  if (!baseline.passed) throw new Error(`the tests fail without any change:\n${baseline.said.slice(-3000)}`);
  const queue = [...checks];
  await Promise.all(
    folders.map(async (folder) => {
      for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
        const killed = await isKilled(folder, check, databaseUrl);
        if (!killed) survivors.push(check.name);
        process.stdout.write(`${killed ? 'killed  ' : 'SURVIVED'} ${check.name}\n`);
      }
    }),
  );
} finally {
  await server?.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
const seconds = Math.round((Date.now() - began) / 1000);
process.stdout.write(
  `${JSON.stringify({ mutants: checks.length, killed: checks.length - survivors.length, survivors, seconds })}\n`,
);
process.exitCode = survivors.length === 0 ? 0 : 1;
