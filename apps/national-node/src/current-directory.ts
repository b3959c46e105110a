import { loadDirectory, refreshDirectory, snapshotHashAt, type DirectoryView, type FetchFile } from '#libs/directory';
import { FreshRun, sqlOf, type Database } from '#libs/platform';
import { CrexError, type Digest } from '#libs/protocol';
import type { Home } from './context.js';

/** Versions of the last weeks whose hashes are at hand without the database. */
const HASHES_KEPT = 4_096;

/** This node's own copy of the directory: verified, kept in the database, never going back. */
export class CurrentDirectory {
  private held: DirectoryView | undefined;
  private readonly earlier = new Map<number, Digest | undefined>();
  private readonly fetching = new FreshRun(() => this.fetchNewer());

  constructor(
    private readonly database: Database,
    private readonly fetch: FetchFile,
    private readonly home: Home,
  ) {}

  /** @throws directory.none, directory.expired */
  view(): DirectoryView {
    if (this.held === undefined) throw new CrexError('directory.none', 'this node has not fetched a directory yet');
    if (this.home.nowSeconds() >= this.held.expiresAt) {
      throw new CrexError(
        'directory.expired',
        'the directory has expired: nothing is sent or opened until a newer one is fetched',
      );
    }
    return this.held;
  }

  /** The last view, expired or not: what this country has published itself, never what others may be trusted by. */
  last(): DirectoryView | undefined {
    return this.held;
  }

  /** The hash of a version as this node has accepted it; `undefined` for one that it has never held. */
  async hashOf(version: number): Promise<Digest | undefined> {
    if (this.held?.version === version) return this.held.hash;
    if (!this.earlier.has(version)) {
      if (this.earlier.size >= HASHES_KEPT) this.earlier.clear();
      this.earlier.set(version, await snapshotHashAt(sqlOf(this.database.manager), version));
    }
    return this.earlier.get(version);
  }

  /** The last good view of the database, for a start without the broker. */
  async load(): Promise<void> {
    this.held = await loadDirectory(sqlOf(this.database.manager), this.home.clock.nowMs());
  }

  /** Fetches all that was published before the call. */
  refresh(): Promise<DirectoryView> {
    return this.fetching.run();
  }

  private async fetchNewer(): Promise<DirectoryView> {
    const { view } = await refreshDirectory({
      ...{ sql: sqlOf(this.database.manager), fetch: this.fetch, env: this.home.env, nowMs: this.home.clock.nowMs() },
      ...(this.held === undefined ? {} : { held: this.held }),
    });
    this.held = view;
    return view;
  }
}
