import { CrexError, isCrexError } from '#libs/protocol';
import type { Checkpoint } from '../tlog/checkpoint.js';
import { readLogProof } from '../tlog/log-proof.js';
import type { Policy } from '../tlog/policy-file.js';
import { openByPolicy, policySatisfied } from '../tlog/quorum-policy.js';
import { checkInclusion } from '../tlog/tree.js';

/** Notes whose signatures are remembered: thousands of proofs lead to a few checkpoints. */
const MAX_REMEMBERED = 64;

/** Leaves that were proven together: each in a log that a policy knows, and no two histories among them. */
export class ProvenLeaves {
  private readonly opened = new Map<string, Checkpoint>();
  /** Root by origin and size, leaf hash by origin and index (base64). */
  private readonly known = new Map<string, string>();
  private readonly seen = new Map<string, Checkpoint>();

  constructor(private readonly policies: readonly Policy[]) {}

  /** Every checkpoint that a proof leads to, the largest first. */
  get checkpoints() {
    return [...this.seen.values()]
      .toSorted((left, right) => (left.size < right.size ? 1 : -1))
      .map(({ origin, size, cosignatures }) => ({ origin, size, cosigners: cosignatures.map(({ name }) => name) }));
  }

  /**
   * The leaf is in the log of the proof's checkpoint, which that log and a quorum have signed.
   *
   * @throws audit.unknown-log, audit.no-quorum, audit.proof-invalid, audit.fork and what the readers of proof and note throw
   */
  check(leafHash: Uint8Array, file: string): { readonly index: bigint; readonly checkpoint: Checkpoint } {
    const { index, proof, checkpoint: note } = readLogProof(file);
    const checkpoint = this.open(note);
    const { origin, size, root } = checkpoint;
    checkInclusion({ index, size, leafHash, proof, root });
    this.checkOne(`${origin} root of ${size}`, root);
    this.checkOne(`${origin} leaf ${index}`, leafHash);
    this.seen.set(`${origin} ${size}`, checkpoint);
    return { index, checkpoint };
  }

  private open(note: string): Checkpoint {
    const before = this.opened.get(note);
    if (before !== undefined) return before;
    const checkpoint = this.openByAny(note);
    for (const oldest of [...this.opened.keys()].slice(0, this.opened.size - MAX_REMEMBERED + 1))
      this.opened.delete(oldest);
    this.opened.set(note, checkpoint);
    return checkpoint;
  }

  /** By the first policy that knows the log and whose quorum is reached. */
  private openByAny(note: string): Checkpoint {
    let refusal: CrexError | undefined;
    for (const policy of this.policies) {
      try {
        const checkpoint = openByPolicy(note, policy);
        checkQuorum(policy, checkpoint);
        return checkpoint;
      } catch (error) {
        if (!isCrexError(error)) throw error;
        if (refusal === undefined || refusal.code === 'audit.unknown-log') refusal = error;
      }
    }
    throw refusal ?? new CrexError('audit.unknown-log', 'no policy lists the log of this checkpoint');
  }

  /** Two leaves at one place, or two roots of one size, are two histories. */
  private checkOne(place: string, hash: Uint8Array): void {
    const text = Buffer.from(hash).toString('base64');
    const before = this.known.get(place);
    this.known.set(place, before ?? text);
    if (before !== undefined && before !== text)
      throw new CrexError('audit.fork', 'the log has signed two histories: keep the file, it is evidence', {
        nextStep: 'take the two checkpoints out of the proofs and give them to `crex log prove-fork`',
      });
  }
}

function checkQuorum(policy: Policy, { cosignatures }: Checkpoint): void {
  if (!policySatisfied(policy, cosignatures))
    throw new CrexError('audit.no-quorum', 'fewer witnesses have cosigned the checkpoint than the policy demands');
}
