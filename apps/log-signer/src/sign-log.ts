import {
  extendFrontier,
  formatCheckpoint,
  frontierRoot,
  integratePending,
  leafHashOf,
  leavesBetween,
  logEpochs,
  MAX_INTEGRATED,
  openCheckpoint,
  openEpoch,
  readLeaf,
  signNote,
  type Frontier,
} from '#libs/audit';
import type { SqlDatabase } from '#libs/platform/plain';
import { CrexError, type Clock } from '#libs/protocol';
import { epochOf } from './config.js';
import { epochStartLeaf } from './epoch-start.js';
import type { LogKey } from './log-key.js';
import type { LogTables, LogTablesStore } from './log-tables.store.js';
import { freshState, type SignerState } from './signer-state.js';
import type { StateFolder } from './state-folder.js';

/** What a round has done. */
export interface Round {
  /** Entries that got their place in the tree. */
  readonly added: number;
  /** Size of the tree that is signed and published now. */
  readonly size: bigint;
}

const RESTORE_OR_OPEN =
  'restore the newest state of the database; if it is lost, stop the signer and run `open-epoch` (docs/operate.md)';
const FIND_OUT =
  'somebody changed the log in the database: run `check`, keep a copy of everything, tell the other operators';

/**
 * One round of the log: waiting entries get their place in the tree, and the tree that results is signed. The signer
 * believes nothing that the database says of the tree: it computes each root from its own frontier and the leaves, and
 * what it signs is in its own folder before anybody sees it. What does not fit ends the round with a code.
 */
export class SignLog {
  /** True once this process has seen that database and folder belong together. */
  private isOpen = false;

  constructor(
    private readonly database: SqlDatabase,
    private readonly tables: LogTablesStore,
    private readonly folder: StateFolder,
    private readonly key: LogKey,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws log-signer.state-missing, log-signer.other-database, log-signer.later-epoch, log-signer.database-behind,
   *         log-signer.other-tree, log-signer.other-checkpoint, and what integratePending, leavesBetween throw
   */
  async run(): Promise<Round> {
    if (!this.isOpen) await this.open();
    const seen = await this.look();
    if (seen.size > this.state.frontier.size)
      await this.sign(seen.size, seen.root); // a crash came between
    else if (seen.signed?.size !== this.state.frontier.size) await this.publish();
    if (!seen.hasPending) return { added: 0, size: seen.size };
    const integrated = await this.database.transaction((sql) => integratePending(sql, this.epoch));
    if (integrated === undefined) return { added: 0, size: seen.size }; // another process is at it
    if (integrated.added > 0) await this.sign(integrated.size, integrated.root);
    return { added: integrated.added, size: integrated.size };
  }

  /** A new log begins here, and an epoch that the folder knows and the database does not yet: a crash came between. */
  private async open(): Promise<void> {
    const epochs = await logEpochs(this.database);
    if (this.folder.current === undefined) {
      checkNewLog(epochs.length);
      const origin = this.key.signer.name;
      await this.folder.replace(freshState(origin, epochStartLeaf(origin, { reason: 'new-log' }, this.clock)));
    }
    const isThere = epochs.some(({ epoch }) => epoch === this.epoch);
    if (this.state.note === undefined && !isThere) await openEpoch(this.database, this.epoch, this.state.start);
    this.isOpen = true;
  }

  /** What the database says now, if it can be the one of our state. */
  private async look(): Promise<LogTables> {
    const seen = await this.tables.look(this.epoch);
    checkKnowsEpoch(seen);
    checkSameStart(seen, this.state);
    checkNewestEpoch(seen, this.epoch);
    checkNotBehind(seen, this.state);
    checkSameRoot(seen, this.state);
    checkSameNote(seen, this.state);
    return seen;
  }

  /** Signs the tree of this size, if it extends the one that was signed last and the leaves give its root. */
  private async sign(size: bigint, root: Uint8Array): Promise<void> {
    let { frontier } = this.state;
    // none as a rule; our own from before, if our folder had to be restored
    for (const known of await this.tables.notesBetween(this.epoch, frontier.size, size)) {
      frontier = await this.extend(frontier, known.size);
      checkOwnNote(known.note, frontier, this.key);
    }
    frontier = await this.extend(frontier, size);
    checkRoot(frontier, root);
    const text = formatCheckpoint({ origin: this.state.origin, size, root: frontierRoot(frontier) });
    const note = await signNote(text, [this.key.signer]);
    await this.folder.replace({ ...this.state, frontier, note });
    await this.publish();
  }

  private async extend(from: Frontier, size: bigint): Promise<Frontier> {
    let frontier = from;
    while (frontier.size < size) {
      const most = frontier.size + BigInt(MAX_INTEGRATED);
      const end = most < size ? most : size;
      const leaves = await leavesBetween(this.database, this.epoch, frontier.size, end);
      if (frontier.size === 0n) checkBeginsWith(leaves[0], this.state.start);
      frontier = extendFrontier(frontier, leaves.map(leafHashOf));
    }
    return frontier;
  }

  private async publish(): Promise<void> {
    const { frontier, note } = this.state;
    if (note === undefined) return;
    const at = new Date(this.clock.nowMs());
    await this.tables.publish({ epoch: this.epoch, size: frontier.size, root: frontierRoot(frontier), note, at });
  }

  private get state(): SignerState {
    const state = this.folder.current;
    if (state === undefined) throw stateMissing();
    return state;
  }

  private get epoch(): number {
    return epochOf(this.state.origin);
  }
}

/** A database with a log, and a folder without: nobody knows what was signed last. */
function checkNewLog(epochs: number): void {
  if (epochs > 0) throw stateMissing();
}

function checkKnowsEpoch(seen: LogTables | undefined): asserts seen is LogTables {
  if (seen === undefined) throw behind('the database does not know the epoch that was signed last');
}

function checkSameStart(seen: LogTables, { origin, start }: SignerState): void {
  if (seen.openedBy !== readLeaf(start).eventId || seen.origin !== origin) {
    throw new CrexError(
      'log-signer.other-database',
      'the epoch in the database has another origin, or was begun by another entry, than ours',
      {
        nextStep: 'check which database and which folder the signer is given',
      },
    );
  }
}

function checkNewestEpoch({ newest }: LogTables, epoch: number): void {
  if (newest !== epoch) {
    throw new CrexError('log-signer.later-epoch', `the database has epoch ${newest}, the folder knows ${epoch}`, {
      nextStep: 'give the signer the folder in which the later epoch was opened',
    });
  }
}

function checkNotBehind({ size, signed }: LogTables, { frontier }: SignerState): void {
  if (size < frontier.size) throw behind(`the database has ${size} entries in the tree, ${frontier.size} were signed`);
  if (signed !== undefined && size < signed.size)
    throw behind(`the database has ${size} entries in the tree, and a checkpoint of ${signed.size}`);
}

function checkSameRoot({ size, root }: LogTables, { frontier }: SignerState): void {
  if (size === frontier.size) checkRoot(frontier, root);
}

function checkSameNote({ signed }: LogTables, { frontier, note }: SignerState): void {
  if (signed?.size === frontier.size && signed.note !== note) {
    throw new CrexError(
      'log-signer.other-checkpoint',
      `the database has another checkpoint of ${signed.size} entries`,
      {
        nextStep: FIND_OUT,
      },
    );
  }
}

function checkRoot(frontier: Frontier, root: Uint8Array): void {
  if (!Buffer.from(frontierRoot(frontier)).equals(root))
    throw otherTree(
      `the database has another tree of ${frontier.size} entries than what was signed and its leaves give`,
    );
}

function checkBeginsWith(leaf: Uint8Array | undefined, start: Uint8Array): void {
  if (leaf === undefined || !Buffer.from(start).equals(leaf)) throw otherTree('the tree begins with another entry');
}

/** What the database shows as signed must be signed by our key, and be the tree that we compute. */
function checkOwnNote(note: string, frontier: Frontier, { verifier }: LogKey): void {
  const { size, root } = openCheckpoint(note, verifier, []);
  if (size !== frontier.size || !Buffer.from(frontierRoot(frontier)).equals(root))
    throw otherTree(`a checkpoint of ${size} entries was signed for another tree`);
}

function otherTree(detail: string): CrexError {
  return new CrexError('log-signer.other-tree', detail, { nextStep: FIND_OUT });
}

function behind(detail: string): CrexError {
  return new CrexError('log-signer.database-behind', detail, { nextStep: RESTORE_OR_OPEN });
}

function stateMissing(): CrexError {
  return new CrexError('log-signer.state-missing', 'the folder does not say what was signed last', {
    nextStep: 'restore the newest copy of state.json; if there is none, run `open-epoch` (docs/operate.md)',
  });
}
