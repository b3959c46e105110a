import { createHash } from 'node:crypto';
import { latestCheckpoint, logEpochs, openCheckpoint, openEpoch } from '#libs/audit';
import type { Sql } from '#libs/platform/plain';
import { CrexError, isCrexError, type Clock } from '#libs/protocol';
import { epochOf, originOfEpoch } from './config.js';
import { epochStartLeaf, type EpochStart } from './epoch-start.js';
import type { LogKey } from './log-key.js';
import type { SignLog } from './sign-log.js';
import { freshState } from './signer-state.js';
import type { StateFolder } from './state-folder.js';

export interface OpenedEpoch {
  readonly origin: string;
  /** To be listed in the directory. */
  readonly vkey: string;
  readonly previousOrigin: string;
  readonly previousCheckpointDigest: string | undefined;
  /** Why the previous epoch could not be signed to its end; `undefined` when it was. */
  readonly closedBy: string | undefined;
}

/**
 * Ends the present epoch and begins the next, under a new origin and with an EPOCH_START entry that names the last
 * checkpoint: the one way on after the database was lost or restored. What was signed under the old origin stays signed.
 */
export class OpenEpoch {
  constructor(
    private readonly sql: Sql,
    private readonly folder: StateFolder,
    private readonly signLog: SignLog,
    private readonly keyOf: (origin: string) => LogKey,
    private readonly clock: Clock,
  ) {}

  /** @throws log-signer.no-epoch-yet, audit.malformed-leaf when the reason is no code */
  async run(reason: string): Promise<OpenedEpoch> {
    const last = (await logEpochs(this.sql)).at(-1);
    const previousOrigin = this.folder.current?.origin ?? last?.origin;
    if (previousOrigin === undefined) throw noEpochYet();
    const epoch = Math.max(epochOf(previousOrigin), last?.epoch ?? 0) + 1;
    const origin = originOfEpoch(previousOrigin, epoch);

    const closedBy = await this.signToTheEnd();
    const previousCheckpointDigest = await this.lastDigest(previousOrigin);
    const previous: EpochStart = {
      ...{ reason, previousOrigin },
      ...(previousCheckpointDigest === undefined ? {} : { previousCheckpointDigest }),
    };
    const state = freshState(origin, epochStartLeaf(origin, previous, this.clock));
    await this.folder.keepEnded();
    await this.folder.replace(state);
    await openEpoch(this.sql, epoch, state.start);
    return { origin, vkey: this.keyOf(origin).vkey, previousOrigin, previousCheckpointDigest, closedBy };
  }

  /** The code of what keeps the present epoch closed, if anything does. */
  private async signToTheEnd(): Promise<string | undefined> {
    try {
      let added: number;
      do ({ added } = await this.signLog.run());
      while (added > 0);
      return undefined;
    } catch (error) {
      if (isCrexError(error) && !error.code.startsWith('platform.')) return error.code;
      throw error;
    }
  }

  /** From our folder; if that was lost, from the database, if it is ours. */
  private async lastDigest(origin: string): Promise<string | undefined> {
    const note = this.folder.current?.note ?? (await this.lastOwnNote(origin));
    return note === undefined ? undefined : createHash('sha256').update(note).digest('base64url');
  }

  private async lastOwnNote(origin: string): Promise<string | undefined> {
    const stored = await latestCheckpoint(this.sql, epochOf(origin));
    if (stored === undefined) return undefined;
    try {
      return openCheckpoint(stored.note, this.keyOf(origin).verifier, []).note;
    } catch (error) {
      if (isCrexError(error)) return undefined; // not ours: then there is no last one that we know of
      throw error;
    }
  }
}

function noEpochYet(): CrexError {
  return new CrexError('log-signer.no-epoch-yet', 'neither folder nor database has an epoch', {
    nextStep: 'start the signer: it begins a new log by itself',
  });
}
