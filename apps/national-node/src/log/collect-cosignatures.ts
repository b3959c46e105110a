import {
  checkpointOfSize,
  cosignaturesOf,
  cosignatureVerifier,
  readCheckpointBody,
  readNote,
  signatureLines,
  storeCosignature,
  type CosignatureVerifier,
  type Note,
} from '#libs/audit';
import { isCrexError, type MemberId } from '#libs/protocol';
import type { CurrentDirectory } from '../current-directory.js';
import type { BrokerLogs } from './broker-logs.js';
import type { OwnLog } from './own-log.js';

/** A witness cosigns the same tree again and again; of these lines one in so many seconds is kept. */
const KEEP_EVERY_SECONDS = 600;

/**
 * Takes home what witnesses have said of this log, so that its own proofs carry it. Each line is verified by the key that
 * the directory lists for a witness that it assigns; what does not hold is left out, as if the broker had not shown it.
 */
export class CollectCosignatures {
  constructor(
    private readonly own: OwnLog,
    private readonly logs: BrokerLogs,
    private readonly directory: CurrentDirectory,
  ) {}

  /** @returns how many new lines were kept @throws log.not-listed, directory.expired, courier.broker-* */
  async run(): Promise<number> {
    const epoch = await this.own.epoch();
    if (epoch === undefined) return 0;
    const { origin, witnesses } = this.own.listed();
    const verifiers = this.verifiersOf(witnesses);
    let kept = 0;
    for (const shown of await this.logs.recent(origin)) kept += await this.collect(epoch, shown, verifiers);
    return kept;
  }

  private verifiersOf(witnesses: readonly MemberId[]): CosignatureVerifier[] {
    return witnesses.flatMap((id) => {
      const member = this.directory.view().member(id);
      return member === undefined ? [] : [cosignatureVerifier(member.witness.vkey)];
    });
  }

  /** Only lines under a checkpoint that is in our own tables count: what witnesses say of another is not about this log. */
  private async collect(epoch: number, shown: string, verifiers: readonly CosignatureVerifier[]): Promise<number> {
    const note = readIfNote(shown);
    if (note === undefined) return 0;
    const { size } = readCheckpointBody(note.text);
    const ours = await checkpointOfSize(this.own.sql, epoch, size);
    if (ours === undefined || readNote(ours.note).text !== note.text) return 0;
    const known = new Map((await cosignaturesOf(this.own.sql, epoch, size)).map((each) => [each.witness, each.time]));
    let kept = 0;
    for (const signature of note.signatures) {
      const verifier = verifiers.find(
        ({ name, keyId }) => name === signature.name && Buffer.from(keyId).equals(signature.keyId),
      );
      if (verifier?.verify(note.text, signature.signature) !== true) continue;
      const time = verifier.timeOf(signature.signature);
      const before = known.get(signature.name);
      if (before !== undefined && time < before + KEEP_EVERY_SECONDS) continue;
      const line = signatureLines([signature]);
      await storeCosignature(this.own.sql, { epoch, size }, { witness: signature.name, time, line });
      known.set(signature.name, time);
      kept += 1;
    }
    return kept;
  }
}

function readIfNote(text: string): Note | undefined {
  try {
    const note = readNote(text);
    readCheckpointBody(note.text);
    return note;
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}
