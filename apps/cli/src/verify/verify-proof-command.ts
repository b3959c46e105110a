import { Command } from 'commander';
import {
  checkInclusion,
  leafHashOf,
  openByPolicy,
  policySatisfied,
  readLeaf,
  readLogProof,
  readPolicy,
  type Policy,
} from '#libs/audit';
import { isCrexError } from '#libs/protocol';
import { judge, readGivenFile, say, sayVerdict } from './verdict.js';

/** `crex verify proof`: one entry is in a log. Ends with 0, 1 or 2 as `crex verify log`. */
export function verifyProofCommand(): Command {
  return new Command('proof')
    .summary('verify that an entry is in a log that its witnesses have seen')
    .description(
      'Verifies a C2SP tlog-proof file of an entry (leaf) by the keys of a policy file. Ends with 0 when the entry is in the log, ' +
        'with 1 when that is not shown, with 2 when it cannot be told.',
    )
    .argument('<file>', 'the .tlog-proof file')
    .requiredOption('--leaf <file>', 'the entry: its bytes as the log has them')
    .requiredOption('--policy <file>', 'the keys of the log and its witnesses, and how many of them are enough')
    .action((file: string, { leaf, policy }: { leaf: string; policy: string }) =>
      judge(async () => {
        const [proof, entry, keys] = await Promise.all([file, leaf, policy].map(readGivenFile));
        return verifyProof(proof as Uint8Array, entry as Uint8Array, readPolicy(keys as Uint8Array));
      }),
    );
}

function verifyProof(file: Uint8Array, leafBytes: Uint8Array, policy: Policy): number {
  const bad = 'this proof does not show that the entry is in the log';
  try {
    const { index, proof, checkpoint: note } = readLogProof(file);
    const checkpoint = openByPolicy(note, policy);
    const { size, root } = checkpoint;
    checkInclusion({ index, size, leafHash: leafHashOf(leafBytes), proof, root });
    const leaf = readLeaf(leafBytes);
    say(`log          ${checkpoint.origin}, entry ${index} of ${size}`);
    say(`entry        ${leaf.type} of event ${leaf.eventId}, ${new Date(leaf.at * 1000).toISOString()}`);
    say(`cosigned     ${checkpoint.cosignatures.map(({ name }) => name).join(', ') || 'by nobody'}`);
    return sayVerdict(
      policySatisfied(policy, checkpoint.cosignatures),
      'this entry is in the log, and enough witnesses have seen the log with it',
      'the entry is in the log, but fewer witnesses have seen it than the policy demands',
    );
  } catch (error) {
    if (!isCrexError(error)) throw error;
    say(`FAULT        ${error.message} (${error.code})`);
    return sayVerdict(false, '', bad);
  }
}
