import { Command, InvalidArgumentError } from 'commander';
import {
  checkBrokenPromise,
  readForkEvidence,
  readPolicy,
  readPromiseEvidence,
  type Policy,
  type PromiseVerdict,
} from '#libs/audit';
import { logKeysOf } from '#libs/directory';
import type { Finding } from '#libs/evidence';
import { keyOfListed } from '#libs/pki';
import {
  checkSignature,
  CrexError,
  digestOf,
  isCrexError,
  readContent,
  readSlip,
  type Content,
  type ReadJws,
} from '#libs/protocol';
import { viewOfFolder } from '../directory-folder.js';
import { judgeFork } from './judge-fork.js';
import { progressBar } from './progress-bar.js';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

interface EvidenceOptions {
  readonly root?: string;
  readonly directory?: string;
  readonly policy?: string;
  readonly delay: number;
}

/** `crex verify evidence`: a page of an exchange, a broken promise, a fork. Ends with 0, 1 or 2 as `crex verify log`. */
export function verifyEvidenceCommand(): Command {
  return new Command('evidence')
    .summary('verify the evidence of an exchange, of a broken promise, or of a fork')
    .description(
      'Verifies an evidence file with nothing but what you bring along: the root of the directory whose fingerprint you have ' +
        'compared by hand (--root); for a broken promise also the directory of that time (--directory); for a fork the key of the log ' +
        '(--policy). Ends with 0 when it shows what it says, with 1 and each fault when it does not, with 2 when that cannot be told.',
    )
    .argument('<file>', 'the page, or the file of an alarm')
    .option('--root <file>', 'the root metadata that you trust')
    .option('--directory <folder>', 'the files of the directory of that time, as the broker serves them')
    .option('--policy <file>', 'the key of the log, for the evidence of a fork')
    .option('--delay <seconds>', 'the maximum merge delay of the environment', secondsIn, 86_400)
    .action((file: string, options: EvidenceOptions) =>
      judge(async () => verifyFile(await readGivenFile(file), options)),
    );
}

/** With no number, or none that is later than the promise, everything would look broken. */
function secondsIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of seconds.');
  return Number(text);
}

async function verifyFile(file: Uint8Array, options: EvidenceOptions): Promise<number> {
  const { isPage } = await import('#libs/evidence'); // loads the certificates' library, which the other commands do without
  if (isPage(file)) return verifyPage(file, await readGivenFile(given(options.root, '--root')));
  if (kindOf(file) === 'fork') return judgeFork(readForkEvidence(file), await policyOf(options));
  return verifyPromise(file, options);
}

async function verifyPage(file: Uint8Array, root: Uint8Array): Promise<number> {
  const { readPage, VERIFICATION_STEPS, verifyExchange } = await import('#libs/evidence');
  const { evidence, isFaithful } = readPage(file);
  const bar = progressBar('steps', VERIFICATION_STEPS);
  const { verdict, findings } = await verifyExchange(evidence, { root }, (done) => bar.show(done));
  bar.end();
  say(`pinned root  ${digestOf(root)}`);
  const page: Finding = isFaithful
    ? { part: 'page', check: 'page', result: 'good', says: 'says what the signed data says, and nothing else' }
    : { part: 'page', check: 'page', result: 'fault', code: 'evidence.page-differs', says: 'the page says something else than its data, or more' }; // prettier-ignore
  for (const finding of [page, ...findings]) sayFinding(finding);
  const { from, to } = readable(evidence.request.slip);
  if (isFaithful && verdict === 'incomplete') {
    throw new CrexError('cli.evidence-incomplete', 'nothing is wrong, but the file does not hold everything yet', {
      nextStep: 'ask its maker for the evidence again: the logs have gone on since',
    });
  }
  return sayVerdict(
    isFaithful && verdict === 'good',
    `${from} asked and ${to} answered what the page says; both have signed it, and their logs hold it`,
    'this evidence does not show what it says: do not rely on it, keep the file',
  );
}

/** One line a check; a fault with its code. */
function sayFinding({ part, check, result, code, says }: Finding): void {
  const word = { good: 'ok', fault: 'FAULT', missing: 'MISSING' }[result];
  say(`${word.padEnd(12)} ${part}, ${check}: ${says}${code === undefined ? '' : ` (${code})`}`);
}

/** For the last line only; a slip that cannot be read is a fault, and is told as one. */
function readable(token: string): Record<'from' | 'to', string> {
  try {
    return readSlip(token).payload;
  } catch (error) {
    if (isCrexError(error)) return { from: 'one country', to: 'the other' };
    throw error;
  }
}

async function verifyPromise(file: Uint8Array, options: EvidenceOptions): Promise<number> {
  const evidence = readPromiseEvidence(file);
  const { from: answerer, to: asker, iat, dir } = readContent(evidence.answer).payload;
  const folder = { folder: given(options.directory, '--directory'), root: given(options.root, '--root') };
  const view = await viewOfFolder(folder, iat * 1000);
  say(`directory    version ${view.version}; the answer names version ${dir.version}`);
  const member = view.member(answerer);
  if (member === undefined) throw new CrexError('cli.unknown-member', `the directory does not list ${answerer}`);
  const times = { atMs: iat * 1000, nowMs: iat * 1000 };
  const checkAnswer = (answer: ReadJws<Content>) =>
    checkSignature(answer, keyOfListed(member, answer.certificate, { env: view.env, role: 'signing', ...times }));
  let verdict: PromiseVerdict;
  try {
    verdict = await checkBrokenPromise(evidence, {
      ...{ log: logKeysOf(view, member), rule: { owner: answerer, parties: [asker, answerer] } },
      ...{ maximumMergeDelay: options.delay, checkAnswer },
    });
  } catch (error) {
    if (!isCrexError(error)) throw error;
    say(`FAULT        ${error.message} (${error.code})`);
    return sayVerdict(false, '', 'this file does not show that a promise was broken');
  }
  return sayPromise(verdict, answerer);
}

function sayPromise(verdict: PromiseVerdict, answerer: string): number {
  const { promise } = verdict;
  say(`log          ${promise.origin}`);
  say(`promised     entry ${promise.leafHash}, event ${promise.eventId}, ${utc(promise.time)}, signed by ${answerer}`);
  if (verdict.verdict === 'open') {
    throw new CrexError('cli.promise-open', `the evidence ends or begins at the wrong time (${verdict.why})`, {
      nextStep: 'let the country that was promised the entry look for it again',
    });
  }
  if (verdict.verdict === 'kept') say(`found        entry ${verdict.index}`);
  else say(`not found    among ${verdict.size} entries, which witnesses took for all after ${utc(verdict.deadline)}`);
  return sayVerdict(
    verdict.verdict === 'broken',
    `${answerer} has promised an entry and had not put it into its log when it had to be there`,
    'the promised entry is in the log: the promise was kept',
  );
}

async function policyOf({ policy }: EvidenceOptions): Promise<Policy> {
  return readPolicy(await readGivenFile(given(policy, '--policy')));
}

/** Which reader the file is for; the reader then looks at it properly. */
function kindOf(file: Uint8Array): string {
  const begin = Buffer.from(file.subarray(0, 200)).toString('utf8');
  return /"evidence"\s*:\s*"([a-z-]+)"/.exec(begin)?.[1] ?? '';
}

/** @throws cli.option-missing */
function given(value: string | undefined, option: string): string {
  if (value !== undefined) return value;
  throw new CrexError('cli.option-missing', `this kind of evidence is judged with ${option}`, {
    nextStep: 'see `crex verify evidence --help`',
  });
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
