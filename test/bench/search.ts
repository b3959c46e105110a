import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Evaluation, reportOf, type Decided } from '#libs/evaluation';
import { openDatabase, sqlOf, startEmbeddedPostgres, type EmbeddedPostgres } from '#libs/platform';
import { countryCode, type Subject } from '#libs/protocol';
import { noisyQuestionAt, records, type NoisyQuestion, type QuestionKind } from '#libs/synthetic';
import { startTestIssuer } from '#libs/testing';
import { LocalAlliance } from '../../apps/demo/src/local-alliance.js';
import { FindPerson } from '../../apps/national-node/src/register/find-person.js';
import { builtInRules } from '../../apps/national-node/src/register/matching-rules.js';
import { RegisterFigures } from '../../apps/national-node/src/register/register-figures.js';
import { SearchStore } from '../../apps/national-node/src/register/search.store.js';
import { percentile, say, sayLoad, sayMachine } from './machine.js';
import { fillTrigrams, trigramSearch } from './trigrams.js';

/**
 * `npm run bench:search`: a made-up register of any size, imported as a country's would be; questions with noise about
 * persons who are there and who are not, through FindPerson and through the search API; cold and warm; accuracy beside
 * speed; and pg_trgm on the same rows in the same run. Makes a database server of its own and removes it.
 */
const { values } = parseArgs({
  options: {
    country: { type: 'string', default: 'AR' },
    persons: { type: 'string', default: '100000' },
    seed: { type: 'string', default: 'bench' },
    /** Questions about persons who are there. */
    present: { type: 'string', default: '5000' },
    /** And about persons who are not: 30,000 without a false match bound its rate below 1 in 8,000 (95 %). */
    absent: { type: 'string', default: '30000' },
    /** Twins, siblings and homonyms of persons who are there, each as many. */
    alike: { type: 'string', default: '1000' },
    cold: { type: 'string', default: '300' },
    http: { type: 'string', default: '1000' },
    trigrams: { type: 'string', default: '200' },
    clients: { type: 'string', default: '2' },
    'shared-buffers': { type: 'string', default: '1GB' },
    /** In megabytes, while the indexes are built. */
    'index-memory': { type: 'string', default: '1024' },
    folder: { type: 'string', default: tmpdir() },
    /** Leaves the server's data where they are when the run ends. */
    keep: { type: 'boolean', default: false },
    /** Folder of such a run, with the same country, persons and seed: nothing is imported, nothing asked over HTTP. */
    reuse: { type: 'string' },
  },
});
const country = countryCode(values.country);
const [persons, present, absent, alike, cold, http, trigrams, clients] = [
  ...[values.persons, values.present, values.absent, values.alike],
  ...[values.cold, values.http, values.trigrams, values.clients],
].map(Number) as [number, number, number, number, number, number, number, number];
const register = { country, seed: values.seed };

interface Asked {
  readonly question: NoisyQuestion;
  readonly ms: number;
  readonly decided: Decided;
}

async function main(): Promise<void> {
  if (values.reuse !== undefined) return reuse(values.reuse);
  const folder = await mkdtemp(join(values.folder, 'crex-bench-'));
  // The server runs as another user when this runs as root.
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  let postgres = await startServer(data);
  const { port } = postgres;
  const issuer = await startTestIssuer();
  const local = await LocalAlliance.create({
    ...{ env: 'test', members: [country], folder: join(folder, 'alliance'), adminUrl: postgres.adminUrl },
    issuer: { url: issuer.url, audience: (member) => `urn:crex:test:${member}` },
  });
  try {
    await sayMachine(postgres.adminUrl);
    await importRegister(local, join(folder, 'register.ndjson'));
    await saySizes(local);

    await postgres.stop();
    const dropped = await dropPages(data);
    postgres = await startServer(data, port);
    const { there, all } = await searches(local.databaseUrls(country).app, dropped);

    await local.start();
    const token = await issuer.token({ audience: `urn:crex:test:${country}`, subject: 'REG-01', roles: ['registrar'] });
    const overHttp = (subject: Subject) => search(local.api(country), token, subject);
    await each(questions('present', 100, 'warm-up'), overHttp, clients);
    sayTimes('HTTP        one client, each search an entry of the log', await each(questions('present', http, 'http'), overHttp, 1)); // prettier-ignore
    const started = performance.now();
    const parallel = await each(questions('present', http, 'http-many'), overHttp, clients);
    sayTimes(`            ${clients} clients`, parallel);
    say(`            ${((parallel.length * 1000) / (performance.now() - started)).toFixed(0)} searches/s`);

    if (trigrams > 0) await compareWithTrigrams(postgres.adminUrl, there);
    sayAccuracy(all);
  } finally {
    await local.stop();
    await issuer.close();
    await postgres.stop();
    if (values.keep) say(`kept        ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

/** The searches alone, on the register of an earlier run. */
async function reuse(folder: string): Promise<void> {
  const data = join(folder, 'data');
  const dropped = cold > 0 ? await dropPages(data) : 'nothing dropped';
  const postgres = await startServer(data);
  try {
    await sayMachine(postgres.adminUrl);
    const url = new URL(postgres.adminUrl);
    url.pathname = `/crex_${country.toLowerCase()}`;
    const { all } = await searches(url.href, dropped);
    sayAccuracy(all);
  } finally {
    await postgres.stop();
  }
}

/** Cold, then warm, by the node's own verb. */
async function searches(url: string, dropped: string): Promise<{ there: Asked[]; all: Asked[] }> {
  const coldly = await withFinder(url, 1, (ask) => each(questions('present', cold, 'cold'), ask, 1));
  if (cold > 0) sayTimes(`cold        after a restart of the server (${dropped})`, coldly);
  return withFinder(url, clients, async (ask) => {
    await each(questions('present', 1000, 'warm-up'), ask, clients);
    const there = await each(questions('present', present, 'bench'), ask, 1);
    sayTimes('warm        who are there, one client', there);
    const nobody = await each(questions('absent', absent, 'bench'), ask, clients);
    sayTimes(`            who are not there, ${clients} clients`, nobody);
    const started = performance.now();
    const both = await each(questions('present', present, 'throughput'), ask, clients);
    const perSecond = (both.length * 1000) / (performance.now() - started);
    sayTimes(`            who are there, ${clients} clients`, both);
    say(`throughput  ${perSecond.toFixed(0)} searches/s with ${clients} clients, load ${sayLoad()}`);
    const kinds: readonly QuestionKind[] = ['twin', 'sibling', 'homonym'];
    const likes = [];
    for (const kind of kinds) likes.push(...(await each(questions(kind, alike, 'bench'), ask, clients)));
    return { there, all: [...coldly, ...there, ...nobody, ...both, ...likes] };
  });
}

function sayAccuracy(all: readonly Asked[]): void {
  const evaluation = new Evaluation();
  for (const { question, decided } of all) evaluation.add(question, decided);
  say('');
  say(reportOf(evaluation, 20));
}

function startServer(dataDirectory: string, port?: number): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    ...{ dataDirectory, ...(port !== undefined && { port }) },
    settings: { max_connections: '100', shared_buffers: values['shared-buffers'], max_wal_size: '8GB' },
  });
}

async function importRegister(local: LocalAlliance, file: string): Promise<void> {
  const started = performance.now();
  const out = createWriteStream(file);
  let bytes = 0;
  let lines = '';
  for (const person of records({ ...register, count: persons, convicted: persons > 200_000 ? 0 : 0.35 })) {
    lines += `${JSON.stringify(person)}\n`;
    if (lines.length < 1 << 20) continue;
    bytes += Buffer.byteLength(lines);
    if (!out.write(lines)) await once(out, 'drain');
    lines = '';
  }
  out.end(lines);
  await once(out, 'close');
  const made = performance.now();
  const megabytes = (bytes + Buffer.byteLength(lines)) / 1e6;
  say(`register    ${persons} persons of ${country}, seed ${values.seed}, ${megabytes.toFixed(0)} MB, made in ${seconds(made - started)}`); // prettier-ignore
  await local.admin(country, ['import', file, '--index-memory', values['index-memory']]);
  const took = performance.now() - made;
  say(`import      ${seconds(took)}, ${((persons * 1000) / took).toFixed(0)} persons/s, indexes and counts included`);
  await rm(file);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function saySizes(local: LocalAlliance): Promise<void> {
  const { owner: url } = local.databaseUrls(country);
  const database = await openDatabase({ url, entities: [], poolSize: 1, applicationName: 'bench' });
  const rows = await database.query<{ name: string; size: string }[]>(
    `SELECT relname AS name, pg_size_pretty(pg_relation_size(oid)) AS size FROM pg_class
     WHERE relname LIKE 'person%' AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 1000000
     ORDER BY pg_relation_size(oid) DESC`,
  );
  const [keys] = await database.query<{ keys: number }[]>(
    'SELECT avg(cardinality(keys))::float8 AS keys FROM (SELECT keys FROM person_search LIMIT 100000) p',
  );
  await database.destroy();
  say(`sizes       ${rows.map(({ name, size }) => `${name} ${size}`).join(', ')}; ${keys?.keys.toFixed(1) ?? '?'} keys a person`); // prettier-ignore
}

/** Takes the data files out of the system's page cache, as far as the file system does it. @returns what was done */
async function dropPages(data: string): Promise<string> {
  const run = promisify(execFile);
  const files = (await readdir(join(data, 'base'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  let dropped = 0;
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    // posix_fadvise(DONTNEED) over the whole file; needs no more rights than reading it
    const done = await run('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']).then(
      () => true,
      () => false,
    );
    if (done) dropped += 1;
  }
  return `its buffers empty; the system asked to drop ${dropped} of ${files.length} data files from its cache`;
}

function questions(kind: QuestionKind, count: number, questionSeed: string): NoisyQuestion[] {
  const wanted = { ...register, people: persons, count, kinds: [kind], questionSeed };
  return Array.from({ length: count }, (_, index) => noisyQuestionAt(wanted, index));
}

type Ask = (subject: Subject) => Promise<Decided>;

/** The node's own verb, each question in a transaction of its own. */
async function withFinder<T>(url: string, poolSize: number, work: (ask: Ask) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, entities: [], poolSize, applicationName: 'bench' });
  const store = new SearchStore();
  const finder = new FindPerson(store, new RegisterFigures(store), builtInRules);
  try {
    return await work((subject) =>
      database.transaction(async (tx) => {
        const found = await finder.run(tx, subject, 'AS_NEEDED');
        if (found.decision === 'REGISTER_INCOMPLETE') throw new Error('the register says that it is not complete');
        const { decision, candidates, personId } = found;
        return { decision, candidates, ...(personId !== undefined && { personId }) };
      }),
    );
  } finally {
    await database.destroy();
  }
}

async function search(api: string, token: string, subject: Subject): Promise<Decided> {
  const response = await fetch(`${api}/api/v1/register/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'BENCH 1', subject }),
  });
  if (!response.ok) throw new Error(`the search API answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Decided;
}

/** Asks every question once, `parallel` at a time. */
async function each(list: readonly NoisyQuestion[], ask: Ask, parallel: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let question = list[next++]; question !== undefined; question = list[next++]) {
      const started = performance.now();
      const { decision, personId, candidates } = await ask(question.subject);
      const ms = performance.now() - started;
      const kept = candidates.map(({ personId: id, probability, weight }) => ({ personId: id, probability, weight }));
      asked.push({
        question,
        ms,
        decided: { decision, candidates: kept, ...(personId !== undefined && { personId }) },
      });
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return asked;
}

function sayTimes(what: string, asked: readonly Asked[]): void {
  const times = asked.map(({ ms }) => ms);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1)) as [
    string,
    string,
    string,
  ];
  const max = times.reduce((most, ms) => Math.max(most, ms), 0).toFixed(1);
  say(`${what}: ${times.length} searches, p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${max} ms`);
}

/** The same names in a table of their own with a trigram index, in the same server. */
async function compareWithTrigrams(adminUrl: string, there: readonly Asked[]): Promise<void> {
  const database = await openDatabase({ url: adminUrl, entities: [], poolSize: 1, applicationName: 'bench' });
  try {
    const sql = sqlOf(database.manager);
    const started = performance.now();
    await fillTrigrams(sql, records({ ...register, count: persons, convicted: 0 }));
    say(`pg_trgm     filled and indexed in ${seconds(performance.now() - started)}`);
    const ours = there.slice(0, trigrams);
    const times: number[] = [];
    let found = 0;
    for (const { question } of ours) {
      const begun = performance.now();
      const ids = await trigramSearch(sql, question.subject);
      times.push(performance.now() - begun);
      if (ids.includes(question.truth.personId ?? '')) found += 1;
    }
    const at = (share: number): [number, number] => [percentile(times, share), percentile(ours.map(({ ms }) => ms), share)]; // prettier-ignore
    const line = ([theirs, own]: [number, number]): string =>
      `${theirs.toFixed(1)} ms, ${(theirs / own).toFixed(1)} × ours`;
    say(`            the first ${ours.length} of the warm questions: p50 ${line(at(0.5))}; p99 ${line(at(0.99))}; the person among 200 candidates ${found}`); // prettier-ignore
  } finally {
    await database.destroy();
  }
}

await main();
