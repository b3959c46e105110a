import { cosignatureVerifier, readSignatureLines, signatureLines, type NoteSignature } from '#libs/audit';
import type { MemberView } from '#libs/directory';
import { CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { Trust } from '../directory/trust.js';
import { ownerOf } from './log-owner.js';
import type { CosignedCheckpoint } from './shelf.js';
import type { ShelfStore } from './shelf.store.js';

/** How far the clock of a witness may be ahead of ours (seconds). */
const MAX_AHEAD_SECONDS = 60;

/** Takes the cosignature of an assigned witness for one of the newest checkpoints, and hands it out with that from now on. */
export class PutCosignature {
  constructor(
    private readonly shelf: ShelfStore,
    private readonly trust: Trust,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @param lines one signature line (C2SP tlog-cosignature) and its newline
   * @throws logs.unknown-log, logs.not-witness, audit.malformed-note, logs.other-witness, logs.unknown-checkpoint,
   *   logs.from-future
   */
  async run(peer: MemberView, origin: string, lines: Uint8Array): Promise<void> {
    checkAssigned(ownerOf(this.trust.view(), origin), peer);
    const [signature, ...others] = readSignatureLines(lines);
    checkOnlyLine(signature, others);
    const verifier = cosignatureVerifier(peer.witness.vkey);
    checkOwnKey(signature, verifier);
    const recent = await this.shelf.recent(this.shelf.sql, origin);
    const cosigned = recent.find(({ note }) => verifier.verify(textOf(note), signature.signature));
    checkFound(cosigned);
    const time = verifier.timeOf(signature.signature);
    checkTime(time, this.broker.nowSeconds());
    const { size } = cosigned;
    const cosignature = { size, witness: signature.name, time, line: signatureLines([signature]) };
    await this.shelf.keepCosignature(this.shelf.sql, origin, cosignature);
  }
}

/** What is signed: all before the empty line. */
function textOf(note: string): string {
  return note.slice(0, note.lastIndexOf('\n\n') + 1);
}

function checkAssigned({ log }: MemberView, peer: MemberView): void {
  if (!log.witnesses.includes(peer.id)) {
    throw new CrexError('logs.not-witness', 'the directory assigns other witnesses to this log');
  }
}

function checkOnlyLine(
  signature: NoteSignature | undefined,
  others: readonly NoteSignature[],
): asserts signature is NoteSignature {
  if (signature === undefined || others.length > 0) {
    throw new CrexError('audit.malformed-note', 'a witness sends its own cosignature, one line');
  }
}

function checkOwnKey(signature: NoteSignature, own: Pick<NoteSignature, 'name' | 'keyId'>): void {
  if (signature.name !== own.name || !Buffer.from(signature.keyId).equals(own.keyId)) {
    throw new CrexError(
      'logs.other-witness',
      'the cosignature is of another key than the directory lists for the caller',
    );
  }
}

function checkFound(cosigned: CosignedCheckpoint | undefined): asserts cosigned is CosignedCheckpoint {
  if (cosigned === undefined) {
    throw new CrexError('logs.unknown-checkpoint', 'the cosignature holds for none of the newest checkpoints');
  }
}

function checkTime(time: number, nowSeconds: number): void {
  if (time > nowSeconds + MAX_AHEAD_SECONDS) {
    throw new CrexError('logs.from-future', 'the cosignature is dated in the future');
  }
}
