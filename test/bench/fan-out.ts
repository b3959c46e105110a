import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '#libs/platform';
import { COUNTRIES, type CountryCode, type Subject } from '#libs/protocol';
import { personAt, sampleEvidence, sampleQuestions } from '#libs/synthetic';
import { startTestIssuer } from '#libs/testing';
import { LocalAlliance } from '../../apps/demo/src/local-alliance.js';
import { cpuSecondsOfTree, machineBusySeconds } from './cpu.js';
import { startHosted, type Hosted } from './hosted-alliance.js';
import { percentile, say, sayLoad, sayMachine, sayPercentiles } from './machine.js';
import { COUNTING, statementCounter } from './statements.js';

const SEED = 'bench';
const ASKER = 'AR';

/**
 * `npm run bench:fan-out`: how long an official waits until every other country has said whether it holds something about a
 * person: 18 nodes, each with a database, a register, keys, connections and a log signer of its own, and the broker, all on
 * this machine, with everything on. In turn with it, in the same run, the same query to one country alone.
 */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: String(COUNTRIES.length) },
    rounds: { type: 'string', default: '60' },
    persons: { type: 'string', default: '300' },
    warmup: { type: 'string', default: '60' },
    /** Processes that the answering nodes share; 18: each has its own. */
    processes: { type: 'string', default: '1' },
    /** Prints the heaviest statements too; counting them costs PostgreSQL some of the time that is measured. */
    statements: { type: 'boolean', default: false },
  },
});
const [nodes, rounds, persons] = [values.nodes, values.rounds, values.persons].map(Number) as [number, number, number];
const [warmup, processes] = [values.warmup, values.processes].map(Number) as [number, number];

/** One query as the asking official sees it. */
interface Done {
  readonly ms: number;
  /** One a country; null: not yet. */
  readonly results: readonly (string | null)[];
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crex-bench-'));
  const postgres = await startEmbeddedPostgres({
    settings: { max_connections: '600', ...(values.statements ? COUNTING : {}) },
  });
  const issuer = await startTestIssuer();
  const members = [ASKER, ...COUNTRIES.filter((country) => country !== ASKER)].slice(0, nodes) as CountryCode[];
  const local = await LocalAlliance.create({
    ...{ env: 'test', members, folder, adminUrl: postgres.adminUrl },
    issuer: { url: issuer.url, audience: (country) => `urn:crex:test:${country}` },
    settings: {
      nodes: {
        ...{ CREX_LOG_PUBLISH_PERIOD: '60s', CREX_DATABASE_POOL: '8' },
        ...{ CREX_OFFICIAL_QUESTIONS_PER_HOUR: '1000000', CREX_OFFICIAL_QUESTIONS_PER_DAY: '1000000' },
      },
    },
  });
  let running: Hosted | undefined;
  try {
    const postmaster = await sayMachine(postgres.adminUrl);
    for (const country of members) await importRegister(local, folder, country);
    running = await startHosted(local, ASKER, processes);
    const parties = running;
    const token = await issuer.token({
      audience: `urn:crex:test:${ASKER}`,
      subject: 'AR-PRO-01',
      roles: ['prosecutor'],
    });
    const subjects = people(members);
    const [only = 'BR'] = members.slice(1);
    const all = () => query(local.api(ASKER), token, 'ALL', subjects.next());
    const one = () => query(local.api(ASKER), token, [only], subjects.next());

    for (let round = 0; round < warmup; round += 1) await all();
    const counter = values.statements ? await statementCounter(postgres.adminUrl) : undefined;
    await counter?.reset();
    const before = usage(parties, postmaster);
    const started = performance.now();
    const [singles, fanned]: [Done[], Done[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      singles.push(await one());
      fanned.push(await all());
    }
    const elapsedMs = performance.now() - started;
    const after = usage(parties, postmaster);
    for (const { database, calls, ms, query: text } of (await counter?.heaviest(30)) ?? []) {
      say(
        `statement   ${(calls / rounds).toFixed(2)} calls and ${(ms / rounds).toFixed(2)} ms a round, ${database}: ${text}`,
      );
    }
    await counter?.close();
    report(members.length, singles, fanned);
    const idle = await restingUsage(parties, postmaster, 20_000);
    say(`CPU         a round (one query to one, one to all), ms: ${spent(before, after, rounds)}`);
    say(`at rest     of one second of ${members.length} nodes that are asked nothing, ms: ${idle}`);
    say(`elapsed     ${(elapsedMs / 1000).toFixed(1)} s, load ${sayLoad()}`);
  } finally {
    await (running ?? local).stop();
    await issuer.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRegister(local: LocalAlliance, folder: string, country: CountryCode): Promise<void> {
  const file = join(folder, `${country}.ndjson`);
  const lines = Array.from({ length: persons }, (_, index) => JSON.stringify(personAt({ country, seed: SEED }, index)));
  await writeFile(file, `${lines.join('\n')}\n`);
  await local.admin(country, ['import', file]);
}

/** Persons of the registers in turn: each is known to one country, and unknown to the others. */
function people(members: readonly CountryCode[]): { next(): Subject } {
  const lists = members
    .slice(1)
    .map((country) => [...sampleQuestions({ country, seed: SEED, people: persons, count: rounds + warmup })]);
  let turn = 0;
  return {
    next: () => {
      const list = lists[turn % lists.length] ?? [];
      const sample = list[Math.floor(turn / lists.length) % list.length];
      turn += 1;
      if (sample === undefined) throw new Error('there is nobody to ask about');
      return sample.subject;
    },
  };
}

async function query(api: string, token: string, to: 'ALL' | readonly CountryCode[], subject: Subject): Promise<Done> {
  const started = performance.now();
  const response = await fetch(`${api}/api/v1/queries`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=60' },
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      ...{ to, purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'BENCH 1', urgency: 'ROUTINE', subject },
      evidence: sampleEvidence('C1'),
    }),
  });
  const view = (await response.json()) as { countries?: { result: string | null }[] };
  const results = view.countries?.map(({ result }) => result) ?? [];
  return { ms: performance.now() - started, results };
}

type Usage = Readonly<Record<'broker' | 'asker' | 'answerers' | 'signers' | 'postgres' | 'machine', number>>;

function usage(parties: Hosted, postmaster: number): Usage {
  const of = (pids: readonly number[]) => pids.reduce((total, pid) => total + cpuSecondsOfTree(pid), 0);
  return {
    broker: of(parties.broker),
    asker: of(parties.asker),
    answerers: of(parties.answerers),
    signers: of(parties.signers),
    postgres: cpuSecondsOfTree(postmaster),
    machine: machineBusySeconds(),
  };
}

async function restingUsage(parties: Hosted, postmaster: number, ms: number): Promise<string> {
  const before = usage(parties, postmaster);
  await sleep(ms);
  return spent(before, usage(parties, postmaster), ms / 1000);
}

function spent(before: Usage, after: Usage, parts: number): string {
  const keys = Object.keys(before) as (keyof Usage)[];
  return keys.map((key) => `${key} ${(((after[key] - before[key]) * 1000) / parts).toFixed(0)}`).join(', ');
}

function report(count: number, singles: readonly Done[], fanned: readonly Done[]): void {
  const results = new Map<string, number>();
  for (const result of fanned.flatMap((done) => done.results)) {
    const name = result ?? 'unfinished';
    results.set(name, (results.get(name) ?? 0) + 1);
  }
  const most = count - 1;
  const incomplete = fanned.filter(({ results: each }) => each.length !== most || each.includes(null)).length;
  say(
    `answers     ${[...results].map(([name, times]) => `${times} ${name}`).join(', ')}; ${incomplete} queries incomplete`,
  );
  say(`one         ${sayPercentiles(singles.map(({ ms }) => ms))} until the one country has answered`);
  say(`all         ${sayPercentiles(fanned.map(({ ms }) => ms))} until all ${most} have answered`);
  const p95 = (done: readonly Done[]) =>
    percentile(
      done.map(({ ms }) => ms),
      0.95,
    );
  say(`ratio       ${(p95(fanned) / p95(singles)).toFixed(2)} × the p95 of one country`);
}

await main();
