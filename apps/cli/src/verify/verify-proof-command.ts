import { Command } from 'commander';
import {
  GROUPS,
  openLeafProof,
  partsErasedBy,
  policySatisfied,
  readPolicy,
  type Checkpoint,
  type Leaf,
  type Policy,
} from '#libs/audit';
import { CrexError, isCrexError } from '#libs/protocol';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

interface ProofOptions {
  readonly leaf: string;
  readonly policy: string;
  readonly erasure?: string;
  readonly erasureProof?: string;
}

/** `crex verify proof`: one entry is in a log. Ends with 0, 1 or 2 as `crex verify log`. */
export function verifyProofCommand(): Command {
  return new Command('proof')
    .summary('verify that an entry is in a log that its witnesses have seen')
    .description(
      'Verifies a C2SP tlog-proof file of an entry (leaf) by the keys of a policy file. Ends with 0 when the entry is in the log, ' +
        'with 1 when that is not shown, with 2 when it cannot be told. With the entry of an erasure it says which content was lawfully erased.',
    )
    .argument('<file>', 'the .tlog-proof file')
    .requiredOption('--leaf <file>', 'the entry: its bytes as the log has them')
    .requiredOption('--policy <file>', 'the keys of the log and its witnesses, and how many of them are enough')
    .option('--erasure <file>', 'the entry that says that its content was erased; with --erasure-proof')
    .option('--erasure-proof <file>', 'the .tlog-proof file of that entry')
    .action((file: string, options: ProofOptions) =>
      judge(async () => {
        const [proof, entry, keys] = await Promise.all([file, options.leaf, options.policy].map(readGivenFile));
        const erasure = await readErasure(options);
        return verifyProof(proof as Uint8Array, entry as Uint8Array, readPolicy(keys as Uint8Array), erasure);
      }),
    );
}

/** @throws cli.unreadable-file, cli.half-an-erasure */
async function readErasure({ erasure, erasureProof }: ProofOptions): Promise<GivenErasure | undefined> {
  if (erasure === undefined && erasureProof === undefined) return undefined;
  if (erasure === undefined || erasureProof === undefined) {
    throw new CrexError('cli.half-an-erasure', 'an erasure is told by its entry and the proof of that', {
      nextStep: 'give both --erasure and --erasure-proof',
    });
  }
  const [leaf, proof] = await Promise.all([readGivenFile(erasure), readGivenFile(erasureProof)]);
  return { leaf, proof };
}

/** The entry that erased parts of the one that is verified, as it came. */
interface GivenErasure {
  readonly leaf: Uint8Array;
  readonly proof: Uint8Array;
}

function verifyProof(file: Uint8Array, leafBytes: Uint8Array, policy: Policy, given?: GivenErasure): number {
  const bad = 'this proof does not show that the entry is in the log';
  try {
    const { checkpoint, leaf } = openProof(file, leafBytes, policy);
    const erasure = given === undefined ? undefined : openProof(given.proof, given.leaf, policy);
    sayContent(leaf, erasure?.leaf);
    const opened = erasure === undefined ? [checkpoint] : [checkpoint, erasure.checkpoint];
    return sayVerdict(
      opened.every(({ cosignatures }) => policySatisfied(policy, cosignatures)),
      'this entry is in the log, and enough witnesses have seen the log with it',
      'the entry is in the log, but fewer witnesses have seen it than the policy demands',
    );
  } catch (error) {
    if (!isCrexError(error)) throw error;
    say(`FAULT        ${error.message} (${error.code})`);
    return sayVerdict(false, '', bad);
  }
}

function openProof(file: Uint8Array, leafBytes: Uint8Array, policy: Policy): { checkpoint: Checkpoint; leaf: Leaf } {
  const { leaf, index, checkpoint } = openLeafProof(file, policy, leafBytes);
  say(`log          ${checkpoint.origin}, entry ${index} of ${checkpoint.size}`);
  say(`entry        ${leaf.type} of event ${leaf.eventId}, ${utc(leaf.at)}`);
  say(`cosigned     ${checkpoint.cosignatures.map(({ name }) => name).join(', ') || 'by nobody'}`);
  return { checkpoint, leaf };
}

/** What has become of the parts that the entry commits to, as far as these two entries tell. */
function sayContent(leaf: Leaf, erasure: Leaf | undefined): void {
  const erased = erasure === undefined ? [] : partsErasedBy(leaf, erasure);
  if (erasure !== undefined) checkErases(erased);
  if (erasure !== undefined && 'ground' in erasure) {
    say(`content      ${erased.join(', ')}: lawfully erased, ${utc(erasure.at)}, ground ${erasure.ground} (${erasure.type} ${erasure.eventId})`); // prettier-ignore
  }
  const rest = GROUPS.filter((group) => leaf.c[group] !== undefined && !erased.includes(group));
  if (rest.length > 0) say(`content      ${rest.join(', ')}: committed to, not part of this proof`);
}

function checkErases(erased: readonly string[]): void {
  if (erased.length === 0) {
    throw new CrexError('cli.no-erasure', 'the entry given as erasure has erased nothing of this entry');
  }
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
