import { randomBytes, randomInt } from 'node:crypto';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { auditMigrations, localKek, openLog } from '#libs/audit';
import {
  createDatabase,
  createLogger,
  migrate,
  openDatabase,
  sqlOf,
  startEmbeddedPostgres,
  type Sql,
} from '#libs/platform';
import { COUNTRIES, PURPOSES, type CountryCode } from '#libs/protocol';
import { Home } from '../../apps/national-node/src/context.js';
import { AuditedRead } from '../../apps/national-node/src/log/audited-read.js';
import type { LogQuery } from '../../apps/national-node/src/log/log-query.js';
import { LogStatistics } from '../../apps/national-node/src/log/log-statistics.js';
import { SearchLog } from '../../apps/national-node/src/log/search-log.js';
import { appendCost } from './append-cost.js';
import { fillLog } from './log-search-data.js';

const YEAR = 365 * 86_400;
const ORIGIN = 'log.ar.crex.example/audit/1';
const AUDITOR = {
  official: { kind: 'official', id: 'AR-AUD-01', role: 'auditor', authority: 'Auditoría' },
  mandate: 'BENCH 1',
} as const;

/**
 * `npm run bench:log-search`: random searches of a log of ten million entries, through the verb, each with its own ACCESS_TO_LOG
 * entry; and what a question costs the transactions that append it and the sequencer. Makes a database server of its own and removes it.
 */
const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000000' },
    searches: { type: 'string', default: '150' },
    rounds: { type: 'string', default: '40' },
  },
});
const [entries, searches, rounds] = [values.entries, values.searches, values.rounds].map(Number) as [
  number,
  number,
  number,
];

/** One exchange of the filled log: what a search that finds something can ask for. */
interface Sample {
  readonly at: number;
  readonly partner: CountryCode;
  readonly purpose: string;
  readonly basis: string;
  readonly outcome: string;
  readonly official: number;
  readonly subject: number;
  readonly case_reference: string;
}

type Words = Omit<LogQuery, 'from' | 'to'>;

const official = ({ official: number }: Sample) => ({ id: `AR-${number}` });
const subject = ({ subject: number }: Sample) => ({
  documents: [{ country: 'AR', type: 'AR_DNI', number: String(10_000_000 + number) }],
  names: [
    { full: `Persona ${String(number).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`, kind: 'legal' },
  ] as const,
  birthDate: '1980-01-01',
});
const any = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;
const unlikely = (): Words => ({
  ...{ countries: [any(COUNTRIES.filter((each) => each !== 'AR'))], purposes: [any(PURPOSES)] },
  outcomes: [any(['REFUSED', 'NOT_IDENTIFIED', 'TIMED_OUT', 'PARTIAL'])],
});

/** Every combination that is measured: from an exchange drawn at random, or of words drawn each by itself ("unlikely"). */
const COMBINATIONS: Readonly<Record<string, (sample: Sample) => Words>> = {
  'time alone': () => ({}),
  type: () => ({ types: [any(['ASK', 'OUTCOME', 'DISCLOSURE', 'NO_RECORD', 'WITHHELD', 'SENT', 'VIEW', 'ERASURE'])] }),
  country: ({ partner }) => ({ countries: [partner] }),
  purpose: ({ purpose }) => ({ purposes: [purpose] }),
  'legal basis': ({ basis }) => ({ legalBases: [basis] }),
  outcome: ({ outcome }) => ({ outcomes: [outcome] }),
  'type, country': ({ partner }) => ({ types: ['ASK'], countries: [partner] }),
  'country, purpose, outcome': ({ partner, purpose, outcome }) => ({
    ...{ countries: [partner], purposes: [purpose], outcomes: [outcome] },
  }),
  'country, purpose, outcome, unlikely': unlikely,
  'type, country, purpose, basis, outcome': ({ partner, purpose, basis, outcome }) => ({
    ...{ types: ['OUTCOME', 'DISCLOSURE'], countries: [partner], purposes: [purpose] },
    ...{ legalBases: [basis], outcomes: [outcome] },
  }),
  official: (sample) => ({ official: official(sample) }),
  'official, busiest': () => ({ official: { id: 'AR-0' } }),
  'official, purpose, outcome': (sample) => ({
    ...{ official: official(sample), purposes: [sample.purpose], outcomes: [sample.outcome] },
  }),
  'official, busiest, unlikely': () => ({ official: { id: 'AR-0' }, ...unlikely() }),
  person: (sample) => ({ subject: subject(sample) }),
  'person, most asked': () => ({ subject: subject({ subject: 0 } as Sample) }),
  'person, purpose, outcome': (sample) => ({
    ...{ subject: subject(sample), purposes: [sample.purpose], outcomes: [sample.outcome] },
  }),
  case: ({ case_reference: caseReference }) => ({ caseReference }),
  'case, largest': () => ({ caseReference: 'GENERAL' }),
  'case, largest, unlikely': () => ({ caseReference: 'GENERAL', ...unlikely() }),
  'case, official': (sample) => ({ caseReference: sample.case_reference, official: official(sample) }),
  'case, largest, rare official': () => ({ caseReference: 'GENERAL', official: { id: 'AR-1990' } }),
  'person, official, case': (sample) => ({
    ...{ subject: subject(sample), official: official(sample), caseReference: sample.case_reference },
  }),
};

async function main(): Promise<void> {
  const settings = {
    shared_buffers: '2GB',
    effective_cache_size: '8GB',
    max_wal_size: '8GB',
    checkpoint_timeout: '30min',
  };
  const postgres = await startEmbeddedPostgres({ settings });
  try {
    say(
      `machine     ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
    );
    say(
      `load        ${loadavg()
        .map((each) => each.toFixed(1))
        .join(' ')} at the start`,
    );
    const { one, batch, placed } = await appendCost(postgres.adminUrl, rounds);
    say(`append      one question in four transactions ${one.toFixed(2)} ms, in transactions of 64 ${batch.toFixed(2)} ms; its place and search rows ${placed.toFixed(2)} ms`); // prettier-ignore
    await measureSearches(postgres.adminUrl, settings);
  } finally {
    await postgres.stop();
  }
}

async function measureSearches(adminUrl: string, settings: object): Promise<void> {
  const names = { name: 'bench_log', ownerRole: 'bench_owner', appRole: 'bench_app', logRole: 'bench_signer' };
  const passwords = { ownerPassword: 'o', appPassword: 'a', logPassword: 'l' };
  const { ownerUrl, url } = await createDatabase({ adminUrl, ...names, ...passwords });
  await migrate(ownerUrl, auditMigrations);
  const ownerData = await openDatabase({ url: ownerUrl, entities: [], poolSize: 1, applicationName: 'bench owner' });
  const database = await openDatabase({ url, entities: [], poolSize: 4, applicationName: 'bench' });
  const [owner, sql] = [sqlOf(ownerData.manager), sqlOf(database.manager)];
  const clock = { nowMs: () => Date.now() };
  const [pseudonymKey, to] = [randomBytes(32), Math.floor(Date.now() / 1000)];
  const log = openLog({ origin: ORIGIN, kek: localKek(randomBytes(32)), pseudonymKey, clock });
  await log.preparePeriodKeys(sql);
  say(`filling     ${entries} entries of three years`);
  await fillLog(owner, { entries, country: 'AR', origin: ORIGIN, pseudonymKey, from: to - 3 * YEAR, to }, say);
  await printTables(owner, settings);

  const home = new Home('AR', 'test', clock, 'America/Argentina/Buenos_Aires');
  const reads = new AuditedRead(database, log, createLogger({ service: 'bench', level: 'error' }));
  const search = new SearchLog(reads, log, home);
  const samples = await owner.query<Sample>(
    'SELECT at, partner, purpose, basis, outcome, official, subject, case_reference FROM bench_exchange TABLESAMPLE BERNOULLI (0.2)',
  );
  const run = async (words: Words, { at }: Sample) => {
    const spans = [3 * YEAR + 2, 30 * 86_400, 86_400];
    const span = any(spans);
    // the last of all pages as often as the first
    const last = span === spans[0] ? to + 1 : Math.min(to + 1, at + Math.ceil(span / 2));
    const place = { at: last - randomInt(span), entryId: 0 };
    const started = performance.now();
    const query = { ...words, from: last - span, to: last };
    const page = await search.run(AUDITOR, query, { limit: 50, ...(randomInt(2) === 0 ? {} : { after: place }) });
    return { ms: performance.now() - started, found: page.entries.length };
  };
  const all: number[] = [];
  say(
    `searches    ${searches} of each kind after ${Math.ceil(searches / 5)} to warm up; pages of 50; three years, a month or a day; first page or a later one`,
  );
  for (const [name, words] of Object.entries(COMBINATIONS)) {
    const times: number[] = [];
    let found = 0;
    for (let number = -Math.ceil(searches / 5); number < searches; number++) {
      const sample = any(samples);
      const done = await run(words(sample), sample);
      if (number < 0) continue;
      times.push(done.ms);
      found += done.found;
    }
    all.push(...times);
    say(`  ${name.padEnd(40)} ${percentiles(times)}, ${(found / times.length).toFixed(1)} entries a page`);
  }
  say(`  ${'all'.padEnd(40)} ${percentiles(all)}`);
  const started = performance.now();
  const cells = await new LogStatistics(reads, home).run(AUDITOR, { from: to - YEAR, to }, ['day', 'type', 'country']);
  say(
    `statistics  a year by day, type and country: ${((performance.now() - started) / 1000).toFixed(1)} s, ${cells.length} cells`,
  );
  say(
    `load        ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')} at the end`,
  );
  await database.destroy();
  await ownerData.destroy();
}

async function printTables(owner: Sql, settings: object): Promise<void> {
  const tables = await owner.query<{ name: string; rows: number; size: string }>(
    `SELECT relname AS name, reltuples::bigint AS rows, pg_size_pretty(pg_total_relation_size(oid)) AS size
     FROM pg_class WHERE relname LIKE 'audit%' AND relkind = 'r' AND reltuples > 0 ORDER BY relname`,
  );
  const server = await owner.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  say(`PostgreSQL  ${server.map(({ name, setting }) => `${name}=${setting}`).join(', ')}, ${JSON.stringify(settings)}`);
  for (const { name, rows, size } of tables) say(`  ${name.padEnd(20)} ${rows} rows, ${size}`);
}

function percentiles(times: readonly number[]): string {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  return `p50 ${at(0.5).padStart(6)} ms, p95 ${at(0.95).padStart(6)} ms, p99 ${at(0.99).padStart(6)} ms, most ${at(1).padStart(6)} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
