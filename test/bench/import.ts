import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localKek, openLog } from '#libs/audit';
import { createDatabase, migrate, openDatabase, sqlOf, startEmbeddedPostgres, systemClock } from '#libs/platform';
import { people } from '#libs/synthetic';
import { Home } from '../../apps/national-node/src/context.js';
import { nodeMigrations } from '../../apps/national-node/src/migrations.js';
import { registerVerbs } from '../../apps/national-node/src/register/register-verbs.js';
import { cpuSeconds, cpuSecondsOfTree } from './cpu.js';
import { say, sayLoad, sayMachine } from './machine.js';

// npm run bench:import -- [persons] [--notify]: a first load, and the same file again; --notify: countries of nationality are owed it
const [count, ...options] = process.argv.slice(2);
const persons = Number(count ?? 100_000);
const notify = options.includes('--notify');
const COUNTRY = 'BR';
const operator = { kind: 'operator', id: 'bench' } as const;

await using opened = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'crex-import-'));
opened.defer(() => rm(folder, { recursive: true }));
const postgres = await startEmbeddedPostgres();
opened.defer(() => postgres.stop());
const server = await sayMachine(postgres.adminUrl);

const file = join(folder, 'register.ndjson');
await timed('written', () => writeFile(file, persons));
say(`${persons} persons, ${((await stat(file)).size / 2 ** 20).toFixed(0)} MiB`);

const password = () => randomBytes(12).toString('hex');
const { url, ownerUrl } = await createDatabase({
  ...{
    adminUrl: postgres.adminUrl,
    name: 'bench',
    ownerRole: 'bench_owner',
    appRole: 'bench_app',
    logRole: 'bench_log',
  },
  ...{ ownerPassword: password(), appPassword: password(), logPassword: password() },
});
await migrate(ownerUrl, nodeMigrations);
const database = await openDatabase({ url, entities: [], poolSize: 6, applicationName: 'bench' });
opened.defer(() => database.destroy());
const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
const log = openLog({ origin: 'log.br.crex.example/audit/1', ...keys, clock: systemClock });
await log.preparePeriodKeys(sqlOf(database.manager));
const home = new Home(COUNTRY, 'test', systemClock, 'America/Sao_Paulo');
const { importRegister } = registerVerbs({ database, log, home });

for (const run of ['first load', 'same file again']) {
  const steps = new Map<string, number>();
  const began = performance.now();
  const cpuBefore = cpuNow();
  const counts = await importRegister.run(operator, file, {
    notify,
    refuse: ({ line, code }) => say(`line ${line} is refused: ${code}`),
    progress: ({ step }) => {
      if (!steps.has(step)) steps.set(step, performance.now());
    },
  });
  const ended = performance.now();
  const marks = [['digest and start', began] as const, ...steps, ['end', ended] as const];
  const parts = marks.slice(0, -1).map(([step, at], place) => `${step} ${seconds((marks[place + 1]?.[1] ?? at) - at)}`);
  say(
    `${run.padEnd(16)} ${Math.round(persons / ((ended - began) / 1000))} persons/s, ${seconds(ended - began)}: ${parts.join(', ')}`,
  );
  const cpu = cpuNow().map((at, place) => (((at - (cpuBefore[place] ?? 0)) * 1e6) / persons).toFixed(0));
  say(`                 CPU a person: here ${cpu[0]} µs, PostgreSQL ${cpu[1]} µs`);
  say(
    `                 ${JSON.stringify(counts)}, ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB here, load ${sayLoad()}`,
  );
}
if (notify) {
  const [owed] = await sqlOf(database.manager).query<{ rows: number; convictions: number; size: string }>(
    `SELECT count(*) AS rows, count(DISTINCT conviction) AS convictions,
       pg_size_pretty(pg_total_relation_size('notification')) AS size FROM notification`,
  );
  say(`${owed?.rows} notifications of ${owed?.convictions} convictions wait to be sent, ${owed?.size}`);
}
const sizes = await sqlOf(database.manager).query<{ name: string; size: string }>(
  `SELECT c.relname AS name, pg_size_pretty(pg_relation_size(c.oid)) AS size FROM pg_class c
   WHERE c.relname ~ '^(person|conviction)' AND c.relkind IN ('r', 'i') ORDER BY pg_relation_size(c.oid) DESC LIMIT 12`,
);
say(sizes.map(({ name, size }) => `${name} ${size}`).join(', '));

/** Seconds of this process with its threads, and of the server with its backends. */
function cpuNow(): number[] {
  return [cpuSeconds(process.pid), cpuSecondsOfTree(server)];
}

async function writeFile(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  for (const person of people({ country: COUNTRY, seed: 'bench', count })) {
    if (!out.write(`${JSON.stringify(person)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  say(`${what} in ${seconds(performance.now() - began)}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
