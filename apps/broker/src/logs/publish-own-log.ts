import { logEpochs, publishTree } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import { BROKER, CrexError } from '#libs/protocol';
import type { Trust } from '../directory/trust.js';
import type { PutCheckpoint } from './put-checkpoint.js';
import type { PutTile } from './put-tile.js';
import type { ShelfStore } from './shelf.store.js';

/**
 * Puts the broker's own log on the shelf, by the verbs through which everybody's gets there: what its signer has signed
 * is checked here like the log of any member.
 */
export class PublishOwnLog {
  constructor(
    private readonly database: Database,
    private readonly shelf: ShelfStore,
    private readonly putTile: PutTile,
    private readonly putCheckpoint: PutCheckpoint,
    private readonly trust: Trust,
    private readonly origin: string,
  ) {}

  /** @returns whether something new was put there @throws audit.shelf-ahead, and as the verbs that put */
  async run(): Promise<boolean> {
    const sql = sqlOf(this.database.manager);
    const own = (await logEpochs(sql)).find(({ origin }) => origin === this.origin);
    if (own === undefined) return false; // its signer has not begun yet
    const broker = this.trust.view().member(BROKER);
    if (broker === undefined) throw new CrexError('logs.unknown-log', 'the directory does not list the broker');
    const since = (await this.shelf.newest(sql, this.origin))?.size ?? 0n;
    const size = await publishTree(sql, own.epoch, since, {
      putTile: (tile, hashes) => this.putTile.run(broker, this.origin, tile, hashes),
      putCheckpoint: (note) => this.putCheckpoint.run(broker, this.origin, Buffer.from(note)),
    });
    return size > since;
  }
}
