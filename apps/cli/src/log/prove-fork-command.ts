import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import {
  beginningProof,
  formatForkEvidence,
  openByPolicy,
  readForkEvidence,
  readPolicy,
  type ForkEvidence,
  type Policy,
} from '#libs/audit';
import { CrexError } from '#libs/protocol';
import { givenLog } from '../verify/log-sources.js';
import { judge, readGivenFile, say } from '../verify/verdict.js';
import { judgeFork } from '../verify/judge-fork.js';

interface ForkOptions {
  readonly policy: string;
  readonly tiles?: string;
  readonly out?: string;
}

/** `crex log prove-fork`: that a log has signed two histories. Ends with 0 when that is shown, 1 when it is not, 2 when it cannot be told. */
export function proveForkCommand(): Command {
  return new Command('prove-fork')
    .summary('show, or judge, that a log has signed two histories')
    .description(
      'Judges an evidence file (an alarm’s, or of this command), or two checkpoints of one log, by the key of the log in a policy file. ' +
        'Two checkpoints of different sizes need the hash tiles of the larger tree, from a folder or an address (--tiles). With --out ' +
        'the evidence is written into a file that needs nothing else. Ends with 0 when the log has signed two histories, with 1 when ' +
        'both belong to one, with 2 when that cannot be told.',
    )
    .argument('<files...>', 'one evidence file, or two checkpoint files', collect)
    .requiredOption('--policy <file>', 'the key of the log, from the directory')
    .option('--tiles <folder or address>', 'where the hash tiles of the larger tree are')
    .option('--out <file>', 'write the evidence')
    .action((files: readonly string[], options: ForkOptions) => judge(() => proveFork(files, options)));
}

async function proveFork(files: readonly string[], { policy: path, tiles, out }: ForkOptions): Promise<number> {
  const policy = readPolicy(await readGivenFile(path));
  const [first, second] = await Promise.all(files.map(readGivenFile));
  const evidence =
    second === undefined
      ? readForkEvidence(first as Uint8Array)
      : await evidenceOf([first as Uint8Array, second], policy, tiles);
  const code = judgeFork(evidence, policy);
  if (out !== undefined && code === 0) {
    await writeNew(out, formatForkEvidence(evidence));
    say(`\nwritten      ${out}`);
  }
  return code;
}

async function evidenceOf(
  notes: readonly [Uint8Array, Uint8Array],
  policy: Policy,
  tiles: string | undefined,
): Promise<ForkEvidence> {
  const checkpoints = [Buffer.from(notes[0]).toString('utf8'), Buffer.from(notes[1]).toString('utf8')] as const;
  const [smaller, larger] = notes
    .map((note) => openByPolicy(note, policy).size)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const needsNone = smaller === larger || smaller === 0n || tiles === undefined;
  const proof = needsNone ? [] : await beginningProof(givenLog(tiles), smaller as bigint, larger as bigint);
  return { checkpoints, proof };
}

/** Evidence is never written over. @throws cli.file-exists */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new CrexError('cli.file-exists', `${path} cannot be written, or is there already`, {
      ...{ cause, nextStep: 'name a file that is not there yet' },
    });
  }
}

function collect(file: string, before: readonly string[] | undefined): readonly string[] {
  const files = [...(before ?? []), file];
  if (files.length > 2) throw new InvalidArgumentError('It is one evidence file, or two checkpoint files.');
  return files;
}
