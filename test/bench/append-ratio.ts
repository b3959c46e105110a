import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { NewEntry } from '#libs/audit';
import { inTransaction, openDatabase, sqlOf, type Sql } from '#libs/platform';
import { bareEntry, disclosureEntry, OwnLog } from '../logs/own-log.js';
import { cpuSecondsOfTree } from './cpu.js';
import { percentile, say, sayLoad } from './machine.js';

export interface RatioOptions {
  readonly adminUrl: string;
  /** Process id of the server. */
  readonly postmaster: number;
  readonly connections: number;
  /** Of one round without, and of one with the log. */
  readonly roundSeconds: number;
  /** Pairs of rounds in each case. */
  readonly rounds: number;
}

/** What the caller's transaction does beside the log. */
interface Caller {
  readonly name: string;
  readonly work: (sql: Sql, eventId: string) => Promise<unknown>;
  readonly entry: (eventId: string) => NewEntry;
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  /** CPU milliseconds of a transaction: PostgreSQL's, and this process's. */
  readonly serverMs: number;
  readonly clientMs: number;
}

const PERSONS = 20_000;
const QUESTIONS = 20_000;
/** Bytes of a sealed answer. */
const ANSWER = randomBytes(2048);
const WARM_UP_SECONDS = 3;
const TABLES = `
  CREATE TABLE bench_person (number integer PRIMARY KEY, data bytea NOT NULL);
  INSERT INTO bench_person SELECT i, decode(repeat(md5(i::text), 32), 'hex') FROM generate_series(0, ${PERSONS - 1}) i;
  CREATE TABLE bench_question (number integer PRIMARY KEY, state text NOT NULL) WITH (fillfactor = 50);
  INSERT INTO bench_question SELECT i, 'NEW' FROM generate_series(0, ${QUESTIONS - 1}) i;
  CREATE TABLE bench_answer (event_id uuid PRIMARY KEY, body bytea NOT NULL);
  GRANT SELECT ON bench_person, bench_question TO crex_app;
  GRANT UPDATE ON bench_question TO crex_app;
  GRANT INSERT ON bench_answer TO crex_app`;

const insertAnswer = (sql: Sql, eventId: string) =>
  sql.query('INSERT INTO bench_answer (event_id, body) VALUES ($1, $2)', [eventId, ANSWER]);

const CALLERS: readonly Caller[] = [
  { name: 'one row; an entry without parts', work: insertAnswer, entry: bareEntry },
  {
    name: 'what an answer does; a disclosure with three parts',
    work: async (sql, eventId) => {
      await sql.query('SELECT data FROM bench_person WHERE number = $1', [randomInt(PERSONS)]);
      await sql.query(`UPDATE bench_question SET state = 'DONE' WHERE number = $1`, [randomInt(QUESTIONS)]);
      await insertAnswer(sql, eventId);
    },
    entry: disclosureEntry,
  },
];

/**
 * What appending to the log costs the transaction in which it is done: the same transaction without it and with it, in
 * turns (A B B A ...), so that what else the machine does meets both. The ratio is that of the time a transaction takes.
 */
export async function measureAppend(options: RatioOptions): Promise<void> {
  await using log = await OwnLog.create(options.adminUrl, options.connections);
  const owner = await openDatabase({ url: log.urls.ownerUrl, entities: [], poolSize: 1, applicationName: 'bench' });
  await owner.query(TABLES);
  await owner.destroy();
  for (const isSequenced of [false, true]) {
    const signer = isSequenced ? await log.startSigner() : undefined;
    if (signer !== undefined) await log.signed();
    for (const caller of CALLERS) {
      for (const otherWorkMs of [0, 20]) {
        const bench = { log, caller, otherWorkMs, isSequenced, ...options };
        await measureRound(bench, true, WARM_UP_SECONDS);
        sayCase(bench, await measurePairs(bench));
      }
    }
    await signer?.stop();
  }
}

type Bench = RatioOptions & {
  readonly log: OwnLog;
  readonly caller: Caller;
  readonly otherWorkMs: number;
  readonly isSequenced: boolean;
};

async function measurePairs(bench: Bench): Promise<[without: Round, with_: Round][]> {
  const pairs: [Round, Round][] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    const isWithFirst = round % 2 === 1;
    const first = await measureRound(bench, isWithFirst, bench.roundSeconds);
    const second = await measureRound(bench, !isWithFirst, bench.roundSeconds);
    pairs.push(isWithFirst ? [second, first] : [first, second]);
  }
  return pairs;
}

async function measureRound(bench: Bench, isLogged: boolean, seconds: number): Promise<Round> {
  const { log, connections, postmaster } = bench;
  const [cpu, own] = [cpuSecondsOfTree(postmaster), process.cpuUsage()];
  const started = performance.now();
  const took: number[] = [];
  const lane = async (): Promise<void> => {
    while (performance.now() < started + seconds * 1000) {
      const at = performance.now();
      await transact(bench, isLogged);
      took.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const elapsed = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const serverMs = ((cpuSecondsOfTree(postmaster) - cpu) * 1000) / took.length;
  // the round without the log must not pay for what this one left to the sequencer
  if (isLogged && bench.isSequenced) await log.signed();
  const clientMs = (user + system) / 1000 / took.length;
  return { perSecond: took.length / elapsed, p50: percentile(took, 0.5), serverMs, clientMs };
}

async function transact({ log, caller, otherWorkMs }: Bench, isLogged: boolean): Promise<void> {
  const eventId = randomUUID();
  await inTransaction(log.database, async (tx) => {
    const sql = sqlOf(tx);
    await caller.work(sql, eventId);
    if (otherWorkMs > 0) await sql.query('SELECT pg_sleep($1)', [otherWorkMs / 1000]);
    if (isLogged) await log.log.append(sql, [caller.entry(eventId)]);
  });
}

function sayCase({ caller, otherWorkMs, isSequenced, connections }: Bench, pairs: readonly [Round, Round][]): void {
  const ratios = pairs.map(([without, with_]) => without.perSecond / with_.perSecond);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  say(
    `append      ratio ${percentile(ratios, 0.5).toFixed(2)} (${spread} in ${pairs.length} pairs), ${connections} connections, ` +
      `${otherWorkMs} ms of other work, sequencer ${isSequenced ? 'on' : 'off'}: ${caller.name}`,
  );
  for (const [index, name] of ['without', 'with   '].entries()) {
    const of = (key: keyof Round) => percentile(pairs.map((pair) => (pair[index] as Round)[key]), 0.5); // prettier-ignore
    say(
      `  ${name}   ${of('perSecond').toFixed(0)} transactions/s, p50 ${of('p50').toFixed(1)} ms, ` +
        `CPU PostgreSQL ${of('serverMs').toFixed(2)} ms and client ${of('clientMs').toFixed(2)} ms (load ${sayLoad()})`,
    );
  }
}
