import { openCheckpoint, publishTree } from '#libs/audit';
import type { BrokerLogs } from './broker-logs.js';
import type { OwnLog } from './own-log.js';

/**
 * Shows what the log's signer has signed: hash tiles and checkpoint go to the broker, entries never. Remembers nothing:
 * where to go on is asked of the broker, whose answer this log must have signed.
 */
export class PublishLog {
  constructor(
    private readonly own: OwnLog,
    private readonly logs: BrokerLogs,
  ) {}

  /**
   * @returns whether something new was shown
   * @throws log.not-listed, audit.shelf-ahead, audit.* when the broker shows a checkpoint that is not ours, courier.broker-*
   */
  async run(): Promise<boolean> {
    const epoch = await this.own.epoch();
    if (epoch === undefined) return false;
    const { origin } = this.own.listed();
    const shown = await this.logs.newest(origin);
    const since = shown === undefined ? 0n : openCheckpoint(shown, this.own.verifier(), []).size;
    const size = await publishTree(this.own.sql, epoch, since, {
      putTile: (tile, hashes) => this.logs.putTile(origin, tile, hashes),
      putCheckpoint: (note) => this.logs.putCheckpoint(origin, note),
    });
    return size > since;
  }
}
