import { Command, InvalidArgumentError } from 'commander';
import type { DirectoryView } from '#libs/directory';
import { keyOfListed } from '#libs/pki';
import {
  checkSignature,
  CrexError,
  isCrexError,
  ratesOf,
  readStatistics,
  type PairFigures,
  type ReadJws,
  type Statistics,
} from '#libs/protocol';
import { viewOfFolder } from './directory-folder.js';
import { judge, readGivenFile, say, sayVerdict } from './verify/verdict.js';

interface VerifyOptions {
  readonly root: string;
  readonly directory: string;
  readonly at?: number;
}

/** `crex statistics show|verify`: what countries have published of a month, from a file of signed figures. */
export function statisticsCommand(): Command {
  const statistics = new Command('statistics').summary('show or verify published statistics');
  const file = 'an answer of GET /api/v1/statistics, or signed figures (JWS), one a line';
  statistics
    .command('show')
    .description('Prints the figures of a file. It verifies no signature.')
    .argument('<file>', file)
    .action((path: string) => judge(() => show(path)));
  statistics
    .command('verify')
    .description(
      'Verifies each signature of a file offline, with a directory whose root you trust. Ends with 0 when all are good, ' +
        'with 1 when one is not, with 2 when that cannot be told.',
    )
    .argument('<file>', file)
    .requiredOption('--root <file>', 'the root metadata whose fingerprint you have compared by hand')
    .requiredOption('--directory <folder>', 'the files of the directory, as the broker serves them')
    .option(
      '--at <time>',
      'the moment to judge the directory by, as 2026-11-22T12:00:00Z; of signing unless given',
      moment,
    )
    .action((path: string, options: VerifyOptions) => judge(() => verify(path, options)));
  return statistics;
}

async function show(path: string): Promise<number> {
  for (const { payload } of await statisticsIn(path)) sayStatistics(payload);
  say('NOT VERIFIED this command looks at no signature: see `crex statistics verify`.');
  return 0;
}

async function verify(path: string, options: VerifyOptions): Promise<number> {
  const all = await statisticsIn(path);
  let bad = 0;
  for (const jws of all) {
    sayStatistics(jws.payload);
    const fault = await faultOf(jws, options);
    if (fault !== undefined) bad += 1;
    say(fault === undefined ? `ok           signed by ${jws.payload.by}\n` : `FAULT        ${fault}\n`);
  }
  return sayVerdict(bad === 0, `${all.length} signed as they stand`, `${bad} of ${all.length} are not what their country has signed`); // prettier-ignore
}

/**
 * By the directory of this view, the member has signed these figures, with a certificate that is not revoked by the moment that the
 * view shows.
 *
 * @throws message.wrong-environment, cli.unknown-member, message.wrong-signature, pki.*
 */
export async function checkSignedFigures(jws: ReadJws<Statistics>, view: DirectoryView): Promise<void> {
  const { by, env, time } = jws.payload;
  const member = view.member(by);
  checkEnvironmentOf(view.env, env);
  if (member === undefined) throw new CrexError('cli.unknown-member', `the directory does not list ${by}`);
  const use = { env: view.env, role: 'signing', atMs: time * 1000, nowMs: view.asOfMs } as const;
  await checkSignature(jws, keyOfListed(member, jws.certificate, use));
}

/** What is wrong with a signature; what is wrong with the directory stops the command. */
async function faultOf(jws: ReadJws<Statistics>, { directory, root, at }: VerifyOptions): Promise<string | undefined> {
  const view = await viewOfFolder({ folder: directory, root }, at ?? jws.payload.time * 1000);
  try {
    await checkSignedFigures(jws, view);
    return undefined;
  } catch (error) {
    if (isCrexError(error)) return `${error.message} (${error.code})`;
    throw error;
  }
}

function checkEnvironmentOf(directory: string, signed: string): void {
  if (directory !== signed) throw new CrexError('message.wrong-environment', `signed for ${signed}, not ${directory}`);
}

/** @throws cli.no-statistics, message.malformed */
async function statisticsIn(path: string): Promise<readonly ReadJws<Statistics>[]> {
  const text = Buffer.from(await readGivenFile(path))
    .toString('utf8')
    .trim();
  const tokens = text.startsWith('{') ? signedIn(text) : text.split(/\s+/);
  if (tokens.join('') === '') throw new CrexError('cli.no-statistics', `${path} holds no signed figures`);
  return tokens.map((token) => readStatistics(token));
}

function signedIn(text: string): readonly string[] {
  try {
    const { statistics } = JSON.parse(text) as { statistics: readonly { signed: string }[] };
    return statistics.map(({ signed }) => signed);
  } catch (cause) {
    throw new CrexError('cli.no-statistics', 'this JSON is no answer of GET /api/v1/statistics', { cause });
  }
}

function sayStatistics({ by, month, env, time, pairs }: Statistics): void {
  say(`${by} ${month}   ${env}, signed ${new Date(time * 1000).toISOString().slice(0, 19)}Z`);
  if (pairs.length === 0) say('  nothing to show: fewer than ten with each country');
  for (const pair of pairs) say(`  ${lineOf(pair)}`);
}

function lineOf(pair: PairFigures): string {
  const { side, other, kind, questions, medianSeconds, p95Seconds, outcomes, refusals } = pair;
  const rates = ratesOf(pair);
  const hits = [rates.hitsFrom, rates.hitsTo].map(percent);
  const words = Object.entries({ ...outcomes, ...Object.fromEntries(Object.entries(refusals).map(([word, count]) => [`because of ${word}`, count])) }); // prettier-ignore
  return [
    `${side === 'ASKED' ? `${kind} to ${other}` : `${kind} of ${other}`}: ${questions}`,
    `hits ${hits[0] === hits[1] ? hits[0] : hits.join(' to ')}`,
    `in time ${percent(rates.inTime)}`,
    `asked back ${percent(rates.informed)}`,
    `median ${medianSeconds ?? '-'} s`,
    `p95 ${p95Seconds ?? '-'} s`,
    words.map(([word, count]) => `${word} ${count}`).join(' '),
  ].join(', ');
}

/** A dash for what is not shown. */
function percent(rate: number | undefined): string {
  return rate === undefined ? '-' : `${(100 * rate).toFixed(1)} %`;
}

function moment(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('It is a time, as 2026-11-22T12:00:00Z.');
  return at;
}
