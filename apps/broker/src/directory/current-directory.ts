import { loadDirectory, readFile, refreshDirectory, type DirectoryView } from '#libs/directory';
import { FreshRun, sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';

/** The directory as the broker itself sees it: read from what it serves, verified like everybody else does. */
export class CurrentDirectory {
  private held: DirectoryView | undefined;
  private readonly looking = new FreshRun(() => this.readNewer());

  /** @param changed hears of every view that replaces another */
  constructor(
    private readonly database: Database,
    private readonly broker: BrokerIdentity,
    private readonly changed: (view: DirectoryView) => void,
  ) {}

  /** @throws directory.none, directory.expired */
  view(): DirectoryView {
    if (this.held === undefined) throw new CrexError('directory.none', 'no directory has been published yet');
    if (this.broker.nowSeconds() >= this.held.expiresAt) {
      throw new CrexError('directory.expired', 'the directory has expired; nothing is relayed until it is renewed');
    }
    return this.held;
  }

  /** The last view, expired or not: enough to say whom an answer is for, never to let anybody in. */
  last(): DirectoryView | undefined {
    return this.held;
  }

  /** A file as it is published; `undefined` when there is none under this path. */
  file(path: string): Promise<Uint8Array | undefined> {
    return readFile(sqlOf(this.database.manager), path);
  }

  /** The last good view of the database, expired or not: where a start begins. @throws directory.none */
  async load(): Promise<void> {
    const view = await loadDirectory(sqlOf(this.database.manager), this.broker.clock.nowMs());
    if (view === undefined) {
      throw new CrexError('directory.none', 'no directory has been published in this database', {
        nextStep: 'run the command publish-directory with the folder of the first publication, then start again',
      });
    }
    this.hold(view);
  }

  /** Brings the view up to date with all that was published before the call. */
  refresh(): Promise<DirectoryView> {
    return this.looking.run();
  }

  private async readNewer(): Promise<DirectoryView> {
    const sql = sqlOf(this.database.manager);
    const { view } = await refreshDirectory({
      ...{ sql, env: this.broker.env, nowMs: this.broker.clock.nowMs() },
      fetch: (path) => readFile(sql, path),
      ...(this.held === undefined ? {} : { held: this.held }),
    });
    this.hold(view);
    return view;
  }

  private hold(view: DirectoryView): void {
    if (this.held === view) return;
    this.held = view;
    this.changed(view);
  }
}
