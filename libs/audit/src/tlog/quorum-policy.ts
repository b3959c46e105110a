import { CrexError } from '#libs/protocol';
import { openCheckpoint, readCheckpointBody, type Checkpoint } from './checkpoint.js';
import { cosignatureVerifier } from './cosignature.js';
import { logVerifier } from './log-signature.js';
import { isSameKey, readNote, type NoteSignature } from './note.js';
import type { Policy } from './policy-file.js';
import { readVerifierKey } from './verifier-key.js';

/**
 * True when the keys that cosigned are enough for the policy's quorum. The caller leaves out cosignatures that are too
 * old for it.
 *
 * @see C2SP tlog-policy, quorum
 */
export function policySatisfied(policy: Policy, cosigners: readonly Pick<NoteSignature, 'name' | 'keyId'>[]): boolean {
  if (policy.quorum === 'none') return true;
  const reached = new Set(
    policy.witnesses
      .filter(({ vkey }) => cosigners.some((cosigner) => isSameKey(cosigner, readVerifierKey(vkey))))
      .map(({ name }) => name),
  );
  // Definitions stand before their uses, so one pass is enough.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => reached.has(member)).length >= threshold) reached.add(name);
  }
  return reached.has(policy.quorum);
}

/**
 * Verifies a checkpoint by a policy's keys: that of the log whose origin it states, and those of all its witnesses.
 * Whether the quorum is reached, {@link policySatisfied} tells.
 *
 * @throws audit.unknown-log, and what {@link openCheckpoint} throws
 */
export function openByPolicy(note: Uint8Array | string, policy: Policy): Checkpoint {
  const { origin } = readCheckpointBody(readNote(note).text); // not verified yet: it only chooses the key
  const log = policy.logs.find(({ vkey }) => readVerifierKey(vkey).name === origin);
  if (log === undefined)
    throw new CrexError('audit.unknown-log', 'the policy does not list the log of this checkpoint');
  const witnesses = policy.witnesses.map(({ vkey }) => cosignatureVerifier(vkey));
  return openCheckpoint(note, logVerifier(log.vkey), witnesses);
}
