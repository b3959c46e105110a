// Does each check earn its place? Takes one `check...(` statement at a time out of a copy of the sources and runs the
// specs of the same package that reach it. A mutant that none of them notices survives, and fails the run.
//
//   node test/hostile/mutation.mjs             every check statement of every package
//   node test/hostile/mutation.mjs <words>     those whose name contains one of the words
//   node test/hostile/mutation.mjs --listed    those of mutation-listed.json, by the spec named there
//   node test/hostile/mutation.mjs --listed --sample 16    so many of them, drawn at random, as `npm test` does
import { readFile, rm } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../dist/libs/platform/src/postgres/embedded-postgres.js';
import { checksIn, filesOf, packages } from './find-checks.mjs';
import { copySources } from './copy-sources.mjs';
import { SpecRunner } from './spec-runner.mjs';
import { seededRandom } from '../../dist/test/seeded-random.js';

const WORKERS = 2;
/** So many specs at most are asked about one mutant, those nearest to it: a check has its test near it. */
const SPECS_ASKED = 12;

const { values, positionals: words } = parseArgs({
  options: { listed: { type: 'boolean', default: false }, sample: { type: 'string' } },
  allowPositionals: true,
});
const listed = values.listed ? JSON.parse(await readFile('test/hostile/mutation-listed.json', 'utf8')) : undefined;
/** Where checks count that are reached outside of any test (mutant-worker.mjs). */
const OUTSIDE = '';
const packageOf = (file) => file.split('/').slice(0, 2).join('/');

async function chosenChecks() {
  const isSource = (name) => !/\.(spec|jest)\.ts$/.test(name);
  const files = (await Promise.all((await packages()).map((folder) => filesOf(folder, isSource)))).flat();
  const all = (await Promise.all(files.map(checksIn))).flat().map((check, id) => ({ ...check, id }));
  const names = Object.values(listed ?? {}).flat();
  const lost = names.filter((name) => !all.some((check) => check.name === name));
  if (lost.length > 0) throw new Error(`no such check any more: ${lost.join('; ')}`);
  const chosen = all
    .filter(({ name }) => listed === undefined || names.includes(name))
    .filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  return values.sample === undefined ? chosen : drawn(chosen, Number(values.sample));
}

/** So many of these; which ones, the seed says that is printed. */
function drawn(checks, count) {
  const seed = Number(process.env.CREX_SEED ?? randomInt(2 ** 31));
  process.stdout.write(`seed ${seed} (CREX_SEED)\n`);
  const random = seededRandom(seed);
  const left = [...checks];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random(left.length), 1)[0]);
}

/** Checks that are taken out together, and the specs to ask: of each package its own, or as listed. */
async function chosenGroups(checks) {
  if (listed !== undefined) {
    const specs = Object.keys(listed).filter((spec) => checks.some(({ name }) => listed[spec].includes(name)));
    return [{ checks, specs }];
  }
  const byPackage = [...Map.groupBy(checks, ({ file }) => packageOf(file))];
  const isSpec = (name) => name.endsWith('.spec.ts');
  return Promise.all(byPackage.map(async ([folder, own]) => ({ checks: own, specs: await filesOf(folder, isSpec) })));
}

/** Each worker takes the next of these, until there is none. */
async function shareOut(runners, items, work) {
  const queue = [...items];
  const take = async (runner) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(runner, item);
  };
  await Promise.all(runners.map(take));
}

/** What each spec reaches, without any change. One that fails is asked once more: other work may have held it up. */
async function reachesOf(runners, specs) {
  const reaches = [];
  await shareOut(runners, specs, async (runner, spec) => {
    let result = await runner.run({ spec });
    if (result.failed !== undefined) result = await runner.afresh({ spec });
    if (result.failed !== undefined)
      throw new Error(`${spec} fails without any change: ${result.failed}: ${result.why}`);
    reaches.push(result);
  });
  return reaches;
}

/**
 * What to run for a check, nearest first: the tests of its own spec that reach it, of the specs of its folder, of the
 * others; then whole specs that reach it while they set up what their tests need.
 */
function triesFor(check, reaches) {
  const own = check.file.replace(/\.ts$/, '');
  const isOwn = (spec) => spec === `${own}.spec.ts` || spec === `${own}.db.spec.ts`;
  const distance = ({ spec }) => (isOwn(spec) ? 0 : dirname(spec) === dirname(check.file) ? 1 : 2);
  const places = reaches
    .filter(({ spec }) => listed === undefined || (listed[spec] ?? []).includes(check.name))
    .sort((a, b) => distance(a) - distance(b) || a.milliseconds - b.milliseconds)
    .map(({ spec, reachedBy }) => ({
      spec,
      tests: reachedBy.filter(([name, ids]) => name !== OUTSIDE && ids.includes(check.id)).map(([name]) => name),
      outside: reachedBy.some(([name, ids]) => name === OUTSIDE && ids.includes(check.id)),
    }));
  const some = places.filter(({ tests }) => tests.length > 0).map(({ spec, tests }) => ({ spec, tests }));
  const whole = places.filter(({ outside }) => outside).map(({ spec }) => ({ spec }));
  return [...some.slice(0, SPECS_ASKED), ...whole.slice(0, SPECS_ASKED)];
}

const controls = new Map();

/** Whether these tests pass with the check, alone and in this order: some need what the test before them left. */
async function passesAlone(runner, order) {
  const key = JSON.stringify(order);
  if (!controls.has(key)) controls.set(key, (await runner.run(order)).failed === undefined);
  return controls.get(key);
}

/** `killed` and by which test, `late` (a spec that came to no end), `SURVIVED`, or `UNREACHED` by any test. */
async function fateOf(runner, check, reaches) {
  const tries = triesFor(check, reaches);
  for (const { spec, tests } of tries) {
    let { failed, late } = await runner.run({ spec, tests, without: check.id });
    if (failed === undefined) continue;
    if (!(await passesAlone(runner, { spec, tests }))) {
      ({ failed, late } = await runner.afresh({ spec, without: check.id }));
    }
    if (failed !== undefined) return { fate: late ? 'late' : 'killed', by: `${spec}: ${failed}` };
  }
  return { fate: tries.length === 0 ? 'UNREACHED' : 'SURVIVED', by: tries.map(({ spec }) => spec).join(' ') };
}

const checks = await chosenChecks();
const given = process.env.CREX_TEST_POSTGRES;
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const server = given === undefined ? await startEmbeddedPostgres({ settings: fast }) : undefined;
const began = Date.now();
const elapsed = () => Math.round((Date.now() - began) / 1000);
const folder = await copySources(checks);
const runners = Array.from({ length: WORKERS }, () => new SpecRunner(folder, given ?? server.adminUrl));
const fates = [];
try {
  for (const group of await chosenGroups(checks)) {
    const reaches = await reachesOf(runners, group.specs);
    process.stdout.write(
      `${group.checks.length} checks, ${reaches.length} specs pass without a change, ${elapsed()} s\n`,
    );
    await shareOut(runners, group.checks, async (runner, check) => {
      const { fate, by } = await fateOf(runner, check, reaches);
      fates.push({ name: check.name, fate });
      process.stdout.write(`${fate.padEnd(9)} ${check.name} <- ${by}\n`);
    });
  }
} finally {
  for (const runner of runners) runner.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
}
const withFate = (...wanted) => fates.filter(({ fate }) => wanted.includes(fate)).map(({ name }) => name);
const survivors = withFate('SURVIVED', 'UNREACHED');
const killed = checks.length - survivors.length;
const result = { mutants: checks.length, killed, survivors, late: withFate('late'), seconds: elapsed() };
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(survivors.length === 0 ? 0 : 1);
