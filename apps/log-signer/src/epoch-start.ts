import { randomUUID } from 'node:crypto';
import { encodeLeaf } from '#libs/audit';
import { nowSeconds, type Clock } from '#libs/protocol';

/** Why an epoch begins, and what was before it. */
export interface EpochStart {
  /** A code: `new-log`, `database-restored`, `yearly`. */
  readonly reason: string;
  readonly previousOrigin?: string;
  /** SHA-256 of the last checkpoint of the previous epoch as the signer made it (base64url); absent when it is lost. */
  readonly previousCheckpointDigest?: string;
}

/** The leaf of an EPOCH_START entry. @throws audit.malformed-leaf when the reason is no code */
export function epochStartLeaf(origin: string, start: EpochStart, clock: Clock): Uint8Array {
  return encodeLeaf({
    v: 1,
    type: 'EPOCH_START',
    eventId: randomUUID(),
    origin,
    at: nowSeconds(clock),
    ...start,
    c: {},
  });
}
