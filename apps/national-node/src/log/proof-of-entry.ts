import { formatLogProof, placeOf, proofCheckpoint, proveEntry, type EntryType } from '#libs/audit';
import type { Sql } from '#libs/platform';

/** Where an entry stands in the tree, and the file that proves it. */
export interface Proof {
  readonly index: bigint;
  /** A tlog-proof file, with the cosignatures that this node has. @see C2SP tlog-proof */
  readonly proof: string;
}

/** Gives the proof of an entry, or PENDING while no signed checkpoint covers it. */
export interface ProofOfEntry {
  of(sql: Sql, eventId: string, type: EntryType): Promise<Proof | 'PENDING'>;
}

/** Proofs from the tree in the node's own database. */
export class ProofFromTree implements ProofOfEntry {
  /** @throws audit.not-in-tree, audit.tile-missing, audit.wrong-tile */
  async of(sql: Sql, eventId: string, type: EntryType): Promise<Proof | 'PENDING'> {
    const place = await placeOf(sql, eventId, type);
    if (place === undefined) return 'PENDING';
    const checkpoint = await proofCheckpoint(sql, place);
    if (checkpoint === undefined) return 'PENDING';
    const { proof } = await proveEntry(sql, place, checkpoint.size);
    return { index: place.index, proof: formatLogProof({ index: place.index, proof, checkpoint: checkpoint.note }) };
  }
}
