import { MAX_SKEW_SECONDS, type MemberId } from '#libs/protocol';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import { cosignatureSigner, cosignatureVerifier } from './cosignature.js';
import { quorumReached, type MemberWitness, type QuorumRule } from './crex-quorum.js';
import type { Ed25519Signer } from './ed25519.js';
import { logVerifier } from './log-signature.js';
import { isSameKey, readNote, signatureLines, signatureOf } from './note.js';

/** A log as the directory lists it: the key that signs its checkpoints, and the witnesses that cosign them. */
export interface ListedLogKeys {
  readonly vkey: string;
  readonly witnesses: readonly MemberWitness[];
}

/** That a member's witness had seen a checkpoint at a time (seconds since 1970, by the clock of the witness). */
export interface MemberCosignature {
  readonly member: MemberId;
  readonly time: number;
}

/** A checkpoint with the members that have cosigned it. */
export interface WitnessedCheckpoint extends Checkpoint {
  readonly cosigners: readonly MemberCosignature[];
}

/**
 * Verifies a checkpoint by the keys of the directory: the log's signature, and the cosignatures of its witnesses.
 *
 * @throws what {@link openCheckpoint} throws
 */
export function openWitnessed(note: Uint8Array | string, { vkey, witnesses }: ListedLogKeys): WitnessedCheckpoint {
  const keys = witnesses.map(({ member, vkey: witness }) => ({ member, verifier: cosignatureVerifier(witness) }));
  const checkpoint = openCheckpoint(
    note,
    logVerifier(vkey),
    keys.map(({ verifier }) => verifier),
  );
  const cosigners = checkpoint.cosignatures.flatMap((cosignature) => {
    const key = keys.find(({ verifier }) => isSameKey(verifier, cosignature));
    return key === undefined ? [] : [{ member: key.member, time: cosignature.time }];
  });
  return { ...checkpoint, cosigners };
}

/**
 * The line by which a witness says that it has verified this checkpoint and kept it: with its newline, ready to be sent.
 *
 * @throws audit.wrong-time
 */
export async function cosignatureLine(
  { note }: Pick<Checkpoint, 'note'>,
  witness: { readonly name: string; readonly key: Ed25519Signer },
  time: number,
): Promise<string> {
  return signatureLines([await signatureOf(readNote(note).text, cosignatureSigner(witness.name, witness.key, time))]);
}

/** When a quorum had seen a checkpoint (seconds since 1970). */
export interface QuorumTimes {
  /** The first moment by which a quorum had: the tree existed then. */
  readonly since: number;
  /** The last moment at which a quorum still took it for the largest tree of the log. */
  readonly until: number;
}

/** The times of the quorum among these cosigners, or undefined when they are none. */
export function quorumTimes(rule: QuorumRule, cosigners: readonly MemberCosignature[]): QuorumTimes | undefined {
  const reached = (within: (time: number) => boolean) =>
    quorumReached(
      rule,
      cosigners.filter(({ time }) => within(time)).map(({ member }) => member),
    );
  const times = cosigners.map(({ time }) => time).sort((left, right) => left - right);
  const since = times.find((limit) => reached((time) => time <= limit));
  const until = times.findLast((limit) => reached((time) => time >= limit));
  return since === undefined || until === undefined ? undefined : { since, until };
}

/**
 * True when a tree that a quorum had seen by `since` cannot hold a leaf that was made at `madeAt`: a leaf is random
 * (its event id, its salted commitments), so nobody could append it before it was made. Clocks may differ by a minute.
 */
export function isBefore(since: number, madeAt: number): boolean {
  return since + MAX_SKEW_SECONDS < madeAt;
}
