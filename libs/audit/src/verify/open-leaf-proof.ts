import { CrexError } from '#libs/protocol';
import { leafHashOf, readLeaf, type Leaf } from '../leaf.js';
import type { Checkpoint } from '../tlog/checkpoint.js';
import { readLogProof } from '../tlog/log-proof.js';
import type { Policy } from '../tlog/policy-file.js';
import { openByPolicy } from '../tlog/quorum-policy.js';
import { checkInclusion } from '../tlog/tree.js';

/** An entry that is in a log, by its proof. Whether enough witnesses have seen it, the policy's quorum tells. */
export interface OpenedProof {
  readonly leaf: Leaf;
  readonly index: bigint;
  readonly checkpoint: Checkpoint;
}

/**
 * Verifies that an entry is in a log that the policy lists.
 *
 * @param bytes the entry as the log has it; without them the proof file must carry it in its `extra` line
 * @throws audit.leaf-missing, and what reading proof, policy and leaf throws
 * @see C2SP tlog-proof
 */
export function openLeafProof(file: Uint8Array | string, policy: Policy, bytes?: Uint8Array): OpenedProof {
  const { index, proof, checkpoint: note, extra } = readLogProof(file);
  const leafBytes = bytes ?? extra;
  checkLeafGiven(leafBytes);
  const checkpoint = openByPolicy(note, policy);
  const { size, root } = checkpoint;
  checkInclusion({ index, size, leafHash: leafHashOf(leafBytes), proof, root });
  return { leaf: readLeaf(leafBytes), index, checkpoint };
}

function checkLeafGiven(leaf: Uint8Array | undefined): asserts leaf is Uint8Array {
  if (leaf === undefined) throw new CrexError('audit.leaf-missing', 'the proof file does not carry the entry');
}
