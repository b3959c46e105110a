import { encodeNote, logVerifier, openCheckpoint, openNote, rootFromTiles } from '#libs/audit';
import type { MemberView } from '#libs/directory';
import { inTransaction, sqlOf, type Database, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Trust } from '../directory/trust.js';
import { checkOwner, ownerOf } from './log-owner.js';
import type { Alarmed, ShelfAlarm, ShelvedCheckpoint } from './shelf.js';
import type { ShelfStore } from './shelf.store.js';

/**
 * Takes the newest checkpoint of a log from its owner, if the tiles that it states are there. Since tiles never change,
 * a checkpoint whose root is not theirs contradicts the log itself: it is refused, kept as evidence, and alarmed.
 */
export class PutCheckpoint {
  constructor(
    private readonly database: Database,
    private readonly shelf: ShelfStore,
    private readonly trust: Trust,
    private readonly alarmed: Alarmed,
  ) {}

  /**
   * @param note text and signatures (C2SP tlog-checkpoint); of the signatures the log's own is kept
   * @throws audit.* when it is no checkpoint of this log by the key that the directory lists, logs.unknown-log,
   *   logs.not-owner, logs.tiles-missing, logs.contradiction, logs.wrong-root, logs.size-falls
   */
  async run(peer: MemberView, origin: string, note: Uint8Array): Promise<void> {
    const owner = ownerOf(this.trust.view(), origin);
    checkOwner(owner, peer);
    const checkpoint = readSigned(note, owner);
    const conflict = await inTransaction(this.database, async (tx) => {
      await this.shelf.lock(tx, origin);
      return this.shelve(tx, origin, checkpoint);
    });
    if (conflict !== undefined) throw this.conflictWith(origin, checkpoint, conflict);
  }

  /** The evidence stays when the call is refused, so a conflict is a value here. */
  private async shelve(
    tx: Transaction,
    origin: string,
    checkpoint: ShelvedCheckpoint,
  ): Promise<Extract<ShelfAlarm, 'contradiction' | 'wrong-root'> | undefined> {
    const { size, root } = checkpoint;
    const newest = (await this.shelf.newest(sqlOf(tx), origin))?.size ?? -1n;
    const ofTiles = await rootFromTiles(this.shelf.reader(sqlOf(tx), origin), size);
    if (!Buffer.from(ofTiles).equals(root)) {
      await this.shelf.keepContradiction(tx, origin, checkpoint);
      return size <= newest ? 'contradiction' : 'wrong-root';
    }
    checkSizeGrows(size, newest);
    await this.shelf.keepCheckpoint(tx, origin, checkpoint);
    return undefined;
  }

  private conflictWith(origin: string, { size }: ShelvedCheckpoint, conflict: 'contradiction' | 'wrong-root') {
    this.alarmed(conflict, { origin, place: `checkpoint of size ${size}` });
    return conflict === 'contradiction'
      ? new CrexError('logs.contradiction', 'the log has signed another history before; both checkpoints are kept')
      : new CrexError('logs.wrong-root', 'the tiles of this size have another root; the checkpoint is kept');
  }
}

function readSigned(note: Uint8Array, { log }: MemberView): ShelvedCheckpoint {
  const verifier = logVerifier(log.vkey);
  const { size, root } = openCheckpoint(note, verifier, []);
  return { size, root, note: encodeNote(openNote(note, [verifier])) };
}

/** The same checkpoint again changes nothing. */
function checkSizeGrows(size: bigint, newest: bigint): void {
  if (size < newest) {
    throw new CrexError('logs.size-falls', 'a newer checkpoint of this log is here', {
      nextStep: 'compare the own log with it: a log that is behind was restored from a backup',
    });
  }
}
