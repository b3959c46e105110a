import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localKek, openLog } from '#libs/audit';
import { openDatabase, startEmbeddedPostgres, systemClock } from '#libs/platform';
import type { AnswerBody, RequestBody, Subject } from '#libs/protocol';
import { personAt, sampleEvidence, sampleQuestions } from '#libs/synthetic';
import { startTestIssuer } from '#libs/testing';
import { LocalAlliance } from '../../apps/demo/src/local-alliance.js';
import { KeptContent, type KeptColumns } from '../../apps/national-node/src/courier/kept-content.js';
import { bareCryptography } from './bare-cryptography.js';
import { cpuSeconds, cpuSecondsOfTree, machineBusySeconds } from './cpu.js';
import { say, sayMachine, sayPercentiles } from './machine.js';
import { COUNTING, statementCounter } from './statements.js';

const SEED = 'bench';

/**
 * `npm run bench:exchange`: how many complete exchanges AR → broker → BR → broker → AR this machine makes in a second, how long one
 * takes and what it costs, with everything on; beside the bare cryptography of one exchange in the same run.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    inflight: { type: 'string', default: '64' },
    persons: { type: 'string', default: '20000' },
    warmup: { type: 'string', default: '5' },
    /** Prints the heaviest statements too; counting them costs PostgreSQL some of the time that is measured. */
    statements: { type: 'boolean', default: false },
  },
});
const [seconds, inflight, persons, warmup] = [values.seconds, values.inflight, values.persons, values.warmup].map(
  Number,
) as [number, number, number, number];

/** One exchange as the asking official sees it. */
interface Done {
  readonly ms: number;
  readonly outcome: string | null;
  /** Convictions in the answer; the answer's signatures were verified by AR's node before it was given out. */
  readonly convictions: number;
}

interface Usage {
  readonly broker: number;
  readonly asker: number;
  readonly answerer: number;
  readonly postgres: number;
  readonly machine: number;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crex-bench-'));
  const postgres = await startEmbeddedPostgres({
    settings: { max_connections: '200', ...(values.statements ? COUNTING : {}) },
  });
  const issuer = await startTestIssuer();
  const local = await LocalAlliance.create({
    ...{ env: 'test', members: ['AR', 'BR'], folder, adminUrl: postgres.adminUrl },
    issuer: { url: issuer.url, audience: (country) => `urn:crex:test:${country}` },
    settings: {
      BROKER: { CREX_MESSAGES_PER_SECOND: '100000', CREX_MESSAGE_BURST: '100000' },
      // one official asks as many as the machine can
      nodes: { CREX_OFFICIAL_QUESTIONS_PER_HOUR: '1000000', CREX_OFFICIAL_QUESTIONS_PER_DAY: '1000000' },
    },
  });
  try {
    const postmaster = await sayMachine(postgres.adminUrl);
    await importRegister(local, folder, 'AR', 100);
    await importRegister(local, folder, 'BR', persons);
    await local.start();
    const token = await issuer.token({ audience: 'urn:crex:test:AR', subject: 'AR-PRO-01', roles: ['prosecutor'] });
    const subjects = questions(persons);
    const ask = (subject: Subject) => exchange(local.api('AR'), token, subject);

    await drive(subjects, ask, warmup, inflight);
    const one = await drive(subjects, ask, 5, 1);
    const counter = values.statements ? await statementCounter(postgres.adminUrl) : undefined;
    await counter?.reset();
    const before = usage(local, postmaster);
    const started = performance.now();
    const many = await drive(subjects, ask, seconds, inflight);
    const elapsed = (performance.now() - started) / 1000;
    const used = difference(before, usage(local, postmaster));
    for (const { database, calls, ms, query } of (await counter?.heaviest(40)) ?? []) {
      const [each, cost] = [calls, ms].map((total) => (total / many.length).toFixed(2));
      say(`statement   ${each} calls and ${cost} ms per exchange, ${database}: ${query}`);
    }
    await counter?.close();
    const bare = await measureBare(...(await sampleBodies(local)));
    report({ one, many, elapsed, used, bare, left: subjects.left() });
  } finally {
    await local.stop();
    await issuer.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function importRegister(
  local: LocalAlliance,
  folder: string,
  country: 'AR' | 'BR',
  count: number,
): Promise<void> {
  const file = join(folder, `${country}.ndjson`);
  const lines = Array.from({ length: count }, (_, index) => JSON.stringify(personAt({ country, seed: SEED }, index)));
  await writeFile(file, `${lines.join('\n')}\n`);
  await local.admin(country, ['import', file]);
}

/** Distinct persons of BR's register with records, in random order; each is asked about once. */
function questions(people: number): { next(): Subject | undefined; left(): number } {
  const subjects: Subject[] = [];
  for (const sample of sampleQuestions({ country: 'BR', seed: SEED, people, count: people })) {
    if (sample.kind === 'records') subjects.push(sample.subject);
  }
  const distinct = [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject])).values()];
  for (let last = distinct.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [distinct[last], distinct[other]] = [distinct[other] as Subject, distinct[last] as Subject];
  }
  return { next: () => distinct.pop(), left: () => distinct.length };
}

async function exchange(api: string, token: string, subject: Subject): Promise<Done> {
  const started = performance.now();
  const body = {
    to: ['BR'],
    purpose: 'C1',
    legalBasis: 'NASSAU-1992',
    caseReference: 'BENCH 1',
    urgency: 'ROUTINE',
    evidence: sampleEvidence('C1'),
    subject,
  };
  const response = await fetch(`${api}/api/v1/requests`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=60' },
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
  const view = (await response.json()) as {
    questions?: { outcome: string | null; answer?: { record?: { convictions: unknown[] } } }[];
  };
  const question = view.questions?.[0];
  const convictions = question?.answer?.record?.convictions.length ?? 0;
  return { ms: performance.now() - started, outcome: question?.outcome ?? null, convictions };
}

/** Keeps `parallel` exchanges under way for `forSeconds`, then lets the last ones finish. */
async function drive(
  subjects: { next(): Subject | undefined },
  ask: (subject: Subject) => Promise<Done>,
  forSeconds: number,
  parallel: number,
): Promise<Done[]> {
  const until = performance.now() + forSeconds * 1000;
  const done: Done[] = [];
  const lane = async (): Promise<void> => {
    while (performance.now() < until) {
      const subject = subjects.next();
      if (subject === undefined) return;
      done.push(await ask(subject));
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return done;
}

function usage(local: LocalAlliance, postmaster: number): Usage {
  const of = (id: 'BROKER' | 'AR' | 'BR') => cpuSeconds(local.process(id).child.pid ?? 0);
  return {
    ...{ broker: of('BROKER'), asker: of('AR'), answerer: of('BR') },
    ...{ postgres: cpuSecondsOfTree(postmaster), machine: machineBusySeconds() },
  };
}

function difference(before: Usage, after: Usage): Usage {
  const keys = Object.keys(before) as (keyof Usage)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as Usage;
}

/** The bodies of one real exchange of this run: the bare cryptography works on messages of the same size. */
async function sampleBodies(local: LocalAlliance): Promise<[RequestBody, AnswerBody]> {
  const database = await openDatabase({
    url: local.databaseUrls('AR').app,
    entities: [],
    poolSize: 1,
    applicationName: 'bench',
  });
  const { auditKek, auditPseudonym: pseudonymKey } = local.alliance.member('AR');
  const kek = localKek(auditKek);
  const kept = new KeptContent(
    openLog({ origin: 'log.ar.crex.example/audit/1', kek, pseudonymKey, clock: systemClock }),
  );
  const rows = await database.query<(KeptColumns & { id: string })[]>(
    `SELECT o.message_id AS id, o.content, o.content_key FROM question q JOIN outbox o ON o.event_id = q.question_id
     WHERE q.question_id = (SELECT question_id FROM question WHERE outcome = 'RECORDS' ORDER BY question_id LIMIT 1)
     UNION ALL
     SELECT i.message_id, i.content, i.content_key FROM question q JOIN inbox i ON i.message_id = q.answer_message_id
     WHERE q.question_id = (SELECT question_id FROM question WHERE outcome = 'RECORDS' ORDER BY question_id LIMIT 1)`,
  );
  const bodies = await database.transaction(async (tx) => {
    const opened = [];
    for (const { id, ...columns } of rows) opened.push((await kept.open(tx, id, columns))?.body);
    return opened;
  });
  await database.destroy();
  return bodies as [RequestBody, AnswerBody];
}

/** CPU milliseconds of the bare cryptography of one exchange, several under way at once as in the nodes. */
async function measureBare(request: RequestBody, answer: AnswerBody): Promise<number> {
  const exchangeOnce = await bareCryptography();
  const batch = () => Promise.all(Array.from({ length: 16 }, () => exchangeOnce(request, answer)));
  await batch();
  const before = process.cpuUsage();
  let count = 0;
  for (const until = performance.now() + 5_000; performance.now() < until; count += 16) await batch();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

interface Report {
  readonly one: readonly Done[];
  readonly many: readonly Done[];
  readonly elapsed: number;
  readonly used: Usage;
  readonly bare: number;
  readonly left: number;
}

function report({ one, many, elapsed, used, bare, left }: Report): void {
  const good = many.filter(({ outcome, convictions }) => outcome === 'RECORDS' && convictions > 0);
  const perExchange = (cpu: number) => ((cpu * 1000) / many.length).toFixed(2);
  const total = used.broker + used.asker + used.answerer + used.postgres;
  const total1 = (total * 1000) / many.length;
  say(
    `in flight   ${inflight}, ${elapsed.toFixed(1)} s, ${many.length} exchanges of distinct persons drawn at random (${left} left over)`,
  );
  say(
    `answers     ${good.length} with records, ${many.filter(({ outcome }) => outcome === null).length} unfinished, ${many.length - good.length} not as expected`,
  );
  say(`throughput  ${(good.length / elapsed).toFixed(1)} exchanges/s`);
  say(
    `latency     ${inflight} in flight: ${sayPercentiles(many.map(({ ms }) => ms))}; 1 in flight: ${sayPercentiles(one.map(({ ms }) => ms))}`,
  );
  say(
    `CPU         ${total1.toFixed(2)} ms per exchange: PostgreSQL ${perExchange(used.postgres)}, broker ${perExchange(used.broker)}, answerer ${perExchange(used.answerer)}, asker ${perExchange(used.asker)} (user and kernel)`,
  );
  say(`            whole machine, the asking client included: ${perExchange(used.machine)} ms per exchange`);
  say(`bare        ${bare.toFixed(2)} ms CPU for the cryptography of one exchange alone`);
  say(`ratio       ${(total1 / bare).toFixed(2)} × the bare cryptography`);
}

await main();
