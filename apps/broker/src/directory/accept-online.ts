import { acceptOnline, type AcceptedPart, type ListedView } from '#libs/directory';
import { inTransaction, type Database } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { CurrentDirectory } from './current-directory.js';
import { checkPublished, type Published, type Publisher } from './publisher.js';

/** A member's own online part: TUF metadata that its delegation key has signed, and the file that it names. */
export interface OnlinePart {
  readonly metadata: Uint8Array;
  readonly target: Uint8Array;
}

/** Publishes what a member says about itself. The broker adds nothing to it and can sign nothing in its place. */
export class AcceptOnline {
  constructor(
    private readonly database: Database,
    private readonly publisher: Publisher,
    private readonly directory: CurrentDirectory,
    private readonly broker: BrokerIdentity,
  ) {}

  /**
   * @returns the snapshot version in which the part stands; the same part again changes nothing
   * @throws directory.* for a part that some client would refuse
   */
  async run(peer: ListedView, part: OnlinePart): Promise<number> {
    const version = await inTransaction(this.database, async (tx) => {
      const current = await this.publisher.begin(tx);
      checkPublished(current);
      const { files, changed } = this.accept(current, peer, part);
      return changed ? (await this.publisher.publishSnapshot(tx, current, files)).version : current.snapshotVersion;
    });
    await this.directory.refresh();
    return version;
  }

  private accept(current: Published, peer: ListedView, part: OnlinePart): AcceptedPart {
    try {
      const now = { env: this.broker.env, nowMs: this.broker.clock.nowMs() };
      return acceptOnline(current, { member: peer.id, ...part }, now);
    } catch (error) {
      // it is the part that has expired, not the directory: the caller must not read "come back later"
      if (!isCrexError(error, 'directory.expired')) throw error;
      throw new CrexError('directory.part-expired', 'the pushed part is no longer valid', { cause: error });
    }
  }
}
