import { loadDirectory, readFile, refreshDirectory, type DirectoryView } from '#libs/directory';
import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';

/** The directory as the broker itself sees it: read from what it serves, verified like everybody else does. */
export class CurrentDirectory {
  private held: DirectoryView | undefined;

  constructor(
    private readonly database: Database,
    private readonly broker: BrokerIdentity,
  ) {}

  /** @throws directory.none, directory.expired */
  view(): DirectoryView {
    if (this.held === undefined) throw new CrexError('directory.none', 'no directory has been published yet');
    if (this.broker.nowSeconds() >= this.held.expiresAt) {
      throw new CrexError('directory.expired', 'the directory has expired; nothing is relayed until it is renewed');
    }
    return this.held;
  }

  /** Brings the view up to date with what is published. */
  async refresh(): Promise<DirectoryView> {
    const sql = sqlOf(this.database.manager);
    this.held ??= await loadDirectory(sql, this.broker.clock.nowMs());
    const { view } = await refreshDirectory({
      ...{ sql, env: this.broker.env, nowMs: this.broker.clock.nowMs() },
      fetch: (path) => readFile(sql, path),
      ...(this.held === undefined ? {} : { held: this.held }),
    });
    this.held = view;
    return view;
  }
}
