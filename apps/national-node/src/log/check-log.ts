import { openCheckpoint, rootFromTiles, tableTiles, treeHead, type CheckpointBody } from '#libs/audit';
import { CrexError } from '#libs/protocol';
import type { BrokerLogs } from './broker-logs.js';
import type { OwnLog } from './own-log.js';

const NEXT_STEP = 'restore the newest database, or open a new epoch of the log with the command of its signer';

/**
 * Finds a log that is not what it has shown to others: a database that was restored from an older backup, or another
 * history. To answer from it would put new entries in the place of old ones; so the courier stays closed until the
 * database is the right one again, or an operator opens a new epoch.
 */
export class CheckLog {
  constructor(
    private readonly own: OwnLog,
    private readonly logs: BrokerLogs,
  ) {}

  private passed = false;

  /** True once the log has been found in order; the courier works from then on. */
  get isPassed(): boolean {
    return this.passed;
  }

  /**
   * Looks until it has passed once.
   *
   * @throws log.behind, log.forked, log.not-listed, audit.* when the broker shows a checkpoint that is not ours,
   *   courier.broker-* when it cannot be asked
   */
  async run(): Promise<void> {
    if (this.passed) return;
    const shown = await this.logs.newest(this.own.origin);
    if (shown !== undefined) await this.compare(openCheckpoint(shown, this.own.verifier(), []));
    this.passed = true;
  }

  private async compare({ size, root }: CheckpointBody): Promise<void> {
    const epoch = await this.own.epoch();
    const head = epoch === undefined ? undefined : await treeHead(this.own.sql, epoch);
    checkNotBehind(head?.size ?? 0n, size);
    if (epoch !== undefined) checkSameTree(await rootFromTiles(tableTiles(this.own.sql, epoch), size), root);
  }
}

function checkNotBehind(ours: bigint, shown: bigint): void {
  if (ours < shown) {
    throw new CrexError('log.behind', 'the database is behind the log that was signed and shown', {
      nextStep: NEXT_STEP,
    });
  }
}

function checkSameTree(ours: Uint8Array, shown: Uint8Array): void {
  if (!Buffer.from(ours).equals(shown)) {
    throw new CrexError('log.forked', 'the log in the database is not the one that was signed and shown', {
      nextStep: NEXT_STEP,
    });
  }
}
