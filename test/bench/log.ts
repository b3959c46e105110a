import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '#libs/platform';
import { measureAnswer } from './answer-ratio.js';
import { measureAppend } from './append-ratio.js';
import { measureCheckpointDelay } from './checkpoint-delay.js';
import { measureCheck } from './check-speed.js';
import { measureCosignedDelay } from './cosigned-delay.js';
import { say, sayMachine } from './machine.js';
import { measureProofs } from './proof-latency.js';
import { COUNTING, statementCounter } from './statements.js';
import { measureVerification } from './verify-speed.js';

const PARTS = ['append', 'answer', 'signed', 'cosigned', 'verify', 'check', 'proof'] as const;

/**
 * `npm run bench:log`: what appending costs the caller's transaction, one of its own and that of an answer, how soon an
 * entry is in a signed, and in a cosigned checkpoint, how fast a log is verified, and checked in its tables, how long a
 * proof takes in a log of ten million entries.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...PARTS] },
    connections: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '5' },
    'round-seconds': { type: 'string', default: '2' },
    'delay-seconds': { type: 'string', default: '20' },
    'cosigned-seconds': { type: 'string', default: '180' },
    'verify-entries': { type: 'string', default: '100000' },
    'check-entries': { type: 'string', default: '1000000' },
    'proof-entries': { type: 'string', default: '10000000' },
    proofs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    /** Prints the heaviest statements of the whole run too; counting them costs some of the time that is measured. */
    statements: { type: 'boolean', default: false },
  },
});
const RATES = [5, 100];

async function main(): Promise<void> {
  const isWanted = (part: (typeof PARTS)[number]): boolean => values.only.includes(part);
  await using postgres = await startEmbeddedPostgres({
    settings: { track_commit_timestamp: 'on', max_wal_size: '4GB', ...(values.statements ? COUNTING : {}) },
  });
  const { adminUrl } = postgres;
  const postmaster = await sayMachine(adminUrl);
  say(`seed        ${values.seed}`);
  const counter = values.statements ? await statementCounter(adminUrl) : undefined;
  await counter?.reset();
  const [connections, rounds, roundSeconds] = [values.connections, values.rounds, values['round-seconds']].map(Number) as [number, number, number]; // prettier-ignore
  const ratio = { adminUrl, postmaster, connections, rounds, roundSeconds };
  if (isWanted('append')) await measureAppend(ratio);
  if (isWanted('answer')) await measureAnswer(ratio);
  if (isWanted('signed')) await measureCheckpointDelay(adminUrl, RATES, Number(values['delay-seconds']));
  if (isWanted('cosigned')) await measureCosignedDelay(adminUrl, Number(values['cosigned-seconds']));
  if (isWanted('verify')) await measureVerification(adminUrl, Number(values['verify-entries']), 5);
  if (isWanted('check')) await measureCheck(adminUrl, Number(values['check-entries']));
  for (const { calls, ms, query } of (await counter?.heaviest(25)) ?? []) {
    say(`statement   ${calls} calls, ${(ms / calls).toFixed(3)} ms each: ${query}`);
  }
  await counter?.close();
  if (isWanted('proof'))
    await measureProofs(adminUrl, Number(values['proof-entries']), Number(values.proofs), Number(values.seed));
}

await main();
