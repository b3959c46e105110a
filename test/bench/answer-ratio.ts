import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { leafHashOf, type AuditLog, type LogEntry, type NewEntry } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { openDatabase, type Database } from '#libs/platform';
import type { MessageId, RequestBody, Subject } from '#libs/protocol';
import { personAt, sampleQuestions } from '#libs/synthetic';
import { fixedClock } from '#libs/testing';
import type { Receiver } from '../../apps/national-node/src/courier/work-inbox.js';
import type { InboxMessage } from '../../apps/national-node/src/courier/inbox.store.js';
import type { OpenedMessage } from '../../apps/national-node/src/courier/open-message.js';
import { wire } from '../../apps/national-node/src/national-node.module.js';
import { StandInBroker } from '../hostile/stand-in-broker.js';
import { TestNode } from '../hostile/test-node.js';
import { sampleBodies } from '../vectors/sample-bodies.js';
import type { RatioOptions } from './append-ratio.js';
import { cpuSecondsOfTree } from './cpu.js';
import { percentile, say, sayLoad } from './machine.js';

const PERSONS = 3_000;
const SEED = 'bench';
/** Bytes of a question as it lies in the inbox, of its content, and of its slip. */
const [LINE_BYTES, CONTENT_BYTES, SLIP_BYTES] = [3_000, 1_500, 900];
const WARM_UP_SECONDS = 3;

/** A country that answers: its verb, and how many of its questions it has answered. */
interface Answerer {
  readonly verb: Receiver;
  readonly database: Database;
  readonly inbox: readonly Opened[];
  answered: number;
}

interface Opened {
  readonly message: InboxMessage;
  readonly opened: OpenedMessage;
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly serverMs: number;
  readonly clientMs: number;
}

/**
 * What the log costs the product's own transaction, the one that answers a question: decide (with the search in the
 * register), finish the inbox's row, append, queue the reply, keep its recipients. Its verb runs in two countries, of
 * which one has a log that appends nothing, in turns (A B B A ...). Opening the question comes before the transaction and
 * is left out.
 */
export async function measureAnswer(options: RatioOptions): Promise<void> {
  process.env['CREX_TEST_POSTGRES'] = options.adminUrl; // the server on which test nodes make their databases
  await using opened = new AsyncDisposableStack();
  const clock = fixedClock(Date.now());
  const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: clock.nowMs() });
  const broker = new StandInBroker(alliance, clock);
  const persons = Array.from({ length: PERSONS }, (_, index) => personAt({ country: 'BR', seed: SEED }, index));
  const total = Math.ceil(400 * (WARM_UP_SECONDS + options.rounds * options.roundSeconds));
  const start = async (isLogged: boolean): Promise<Answerer> => {
    const node = opened.use(await TestNode.start({ alliance, clock, broker, country: 'BR', persons }));
    const { url } = node.database;
    const database = await openDatabase({ url, entities: [], poolSize: options.connections, applicationName: 'bench' });
    opened.defer(() => database.destroy());
    if (!isLogged) {
      await node.database.owner.query('ALTER TABLE outbox DROP CONSTRAINT outbox_event_id_entry_type_fkey');
    }
    const log = isLogged ? node.base.log : withoutEntries(node.base.log);
    const { REQ: verb } = wire({ ...node.base, database, log, registry: new Registry() }).receivers;
    return { verb, database, inbox: await fillInbox(node, total), answered: 0 };
  };
  const [without, with_] = [await start(false), await start(true)];
  for (const answerer of [without, with_]) await measureRound(answerer, WARM_UP_SECONDS, options);
  const pairs: [Round, Round][] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const order = round % 2 === 1 ? [with_, without] : [without, with_];
    const [first, second] = [await measureRound(order[0] as Answerer, options.roundSeconds, options), await measureRound(order[1] as Answerer, options.roundSeconds, options)]; // prettier-ignore
    pairs.push(round % 2 === 1 ? [second, first] : [first, second]);
  }
  sayPairs(pairs, options.connections);
}

/** The log as it is, but `append` writes nothing and encrypts nothing. */
function withoutEntries(log: AuditLog): AuditLog {
  const append = (_: unknown, entries: readonly NewEntry[]): Promise<LogEntry[]> =>
    Promise.resolve(
      entries.map(({ eventId, entry }) => {
        const leaf = { ...entry, v: 1, eventId, origin: 'nowhere', at: 0, c: {} } as LogEntry['leaf'];
        return { leaf, bytes: NOTHING, leafHash: NO_HASH };
      }),
    );
  return Object.create(log, { append: { value: append } }) as AuditLog;
}

const NOTHING = Buffer.alloc(0);
const NO_HASH = leafHashOf(NOTHING).toString('base64url');

/** Questions of AR about persons of the register, as they lie in the inbox. */
async function fillInbox(node: TestNode, count: number): Promise<Opened[]> {
  const asked = [...sampleQuestions({ country: 'BR', seed: SEED, people: PERSONS, count: PERSONS })]
    .filter(({ kind }) => kind === 'records')
    .map(({ subject }) => subject);
  const digestOf = (of: string) => `translate(rtrim(encode(sha256(('${of}' || n)::bytea), 'base64'), '='), '+/', '-_')`;
  const rows = await node.database.owner.query<Omit<InboxMessage, 'line'> & { readonly number: number }>(
    `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, line, received_at)
     SELECT 'AR-BR-1-' || lpad(n::text, 12, '0'), 'AR', 'AR-BR-1', n, 'request', 0, ${digestOf('s')}, ${digestOf('c')}, $2::bytea, now()
     FROM generate_series(1, $1::integer) n
     RETURNING number, message_id AS "messageId", sender, class, slip_digest AS "slipDigest",
       content_digest AS "contentDigest", received_at AS "receivedAt", attempts, state`,
    [count, randomBytes(LINE_BYTES)],
  );
  const content = randomBytes(CONTENT_BYTES).toString('base64url').slice(0, CONTENT_BYTES);
  const signed = { slip: content.slice(0, SLIP_BYTES), content };
  return rows.map((row) => {
    const subject = asked[row.number % asked.length] as Subject;
    const body: RequestBody = { ...sampleBodies.REQ, subject };
    const { messageId, sender: from } = row;
    const slip = { id: messageId satisfies MessageId, from, to: 'BR', class: 'request', priority: 0 };
    const opened = { content: { body, kind: 'REQ' }, signed, slip } as unknown as OpenedMessage;
    return { message: { ...row, line: NOTHING }, opened };
  });
}

async function measureRound(
  answerer: Answerer,
  seconds: number,
  { connections, postmaster }: RatioOptions,
): Promise<Round> {
  const [cpu, own] = [cpuSecondsOfTree(postmaster), process.cpuUsage()];
  const started = performance.now();
  const took: number[] = [];
  const lane = async (): Promise<void> => {
    while (performance.now() < started + seconds * 1000) {
      const next = answerer.inbox[answerer.answered++];
      if (next === undefined) throw new Error('the inbox of the bench is empty: ask for shorter rounds');
      const at = performance.now();
      await answerer.verb.run(next.message, next.opened);
      took.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const elapsed = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  return {
    ...{ perSecond: took.length / elapsed, p50: percentile(took, 0.5) },
    serverMs: ((cpuSecondsOfTree(postmaster) - cpu) * 1000) / took.length,
    clientMs: (user + system) / 1000 / took.length,
  };
}

function sayPairs(pairs: readonly [Round, Round][], connections: number): void {
  const ratios = pairs.map(([without, with_]) => without.perSecond / with_.perSecond);
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  say(`answer      ratio ${percentile(ratios, 0.5).toFixed(2)} (${spread} in ${pairs.length} pairs), ${connections} connections: a question answered with records`); // prettier-ignore
  for (const [index, name] of ['without', 'with   '].entries()) {
    const of = (key: keyof Round) => percentile(pairs.map((pair) => (pair[index] as Round)[key]), 0.5); // prettier-ignore
    say(
      `  ${name}   ${of('perSecond').toFixed(0)} transactions/s, p50 ${of('p50').toFixed(1)} ms, ` +
        `CPU PostgreSQL ${of('serverMs').toFixed(2)} ms and client ${of('clientMs').toFixed(2)} ms (load ${sayLoad()})`,
    );
  }
}
