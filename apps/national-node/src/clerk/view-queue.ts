import { inTransaction, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import type { SavedSearch, SavedSearchStore } from '../searches/saved-search.store.js';
import type { ClerkStore, QueuedQuestion, QueueQuery } from './clerk.store.js';

const MOST_LISTED = 200;

/**
 * The questions that wait for clerks, whose time ends first; and the looks at them that a clerk has named. Neither says
 * about whom or in which case, so neither is an entry of the log.
 */
export class ViewQueue {
  constructor(
    private readonly database: Database,
    private readonly clerks: ClerkStore,
    private readonly searches: SavedSearchStore<QueueQuery>,
    private readonly home: Home,
  ) {}

  run({ id: me }: Official, query: QueueQuery): Promise<QueuedQuestion[]> {
    const looking = { me, now: this.home.nowSeconds(), limit: MOST_LISTED };
    return inTransaction(this.database, (tx) => this.clerks.queue(tx, query, looking));
  }

  saved({ id }: Official): Promise<SavedSearch<QueueQuery>[]> {
    return inTransaction(this.database, (tx) => this.searches.of(tx, id));
  }

  async save({ id }: Official, search: SavedSearch<QueueQuery>): Promise<void> {
    await inTransaction(this.database, (tx) => this.searches.save(tx, id, search, this.home.nowSeconds()));
  }

  /** @throws clerk.not-found */
  async forget({ id }: Official, name: string): Promise<void> {
    const isGone = await inTransaction(this.database, (tx) => this.searches.forget(tx, id, name));
    if (!isGone) throw new CrexError('clerk.not-found', 'you have no such saved search');
  }
}
