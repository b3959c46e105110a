import { proveFork, readCheckpointBody, readNote, readVerifierKey, type ForkEvidence, type Policy } from '#libs/audit';
import { CrexError } from '#libs/protocol';
import { say, sayVerdict } from './verdict.js';

/**
 * Judges the evidence of a fork by the log's key in a policy, and says what it shows.
 *
 * @returns 0: the log has signed two histories; 1: both checkpoints belong to one
 * @throws audit.unknown-log, cli.fork-undecided, and what proveFork throws
 */
export function judgeFork({ checkpoints, proof }: ForkEvidence, policy: Policy): number {
  const [one, other] = checkpoints;
  const vkey = keyOf(one, policy);
  const { verdict, origin, sizes } = proveFork(one, other, vkey, proof);
  checkDecided(verdict);
  say(`log          ${origin}`);
  say(`key          ${vkey}`);
  for (const note of checkpoints) {
    const { size, root } = readCheckpointBody(readNote(note).text);
    say(`signed       ${size} entries, root ${Buffer.from(root).toString('base64')}`);
  }
  const isFork = verdict === 'fork';
  const of = sizes[0] === sizes[1] ? `two roots for ${sizes[0]} entries` : `two beginnings of ${sizes[0]} entries`;
  return sayVerdict(
    isFork,
    `the key of this log has signed two histories, ${of}: no honest log does that`,
    'both checkpoints belong to one history: no fork is shown',
  );
}

/** The key that the policy lists for the log that a checkpoint names; the checkpoint is verified with it afterwards. */
function keyOf(note: string, policy: Policy): string {
  const { origin } = readCheckpointBody(readNote(note).text);
  const log = policy.logs.find(({ vkey }) => readVerifierKey(vkey).name === origin);
  if (log === undefined)
    throw new CrexError('audit.unknown-log', 'the policy does not list the log of this checkpoint');
  return log.vkey;
}

function checkDecided(verdict: string): void {
  if (verdict === 'undecided') {
    throw new CrexError('cli.fork-undecided', 'the sizes differ, and nothing leads from one checkpoint to the other', {
      nextStep: 'name the folder or address of the larger tree’s hash tiles with --tiles',
    });
  }
}
