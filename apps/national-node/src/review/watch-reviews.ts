import { Gauge, type Registry } from 'prom-client';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import type { Home } from '../context.js';
import type { RaiseAlarm } from '../log/raise-alarm.js';
import type { NoteUses } from './note-uses.js';
import type { ReviewStore } from './review.store.js';

/** Calls the operator for each use of an exceptional purpose that no auditor has looked at in time. */
export class WatchReviews {
  constructor(
    private readonly database: Database,
    private readonly reviews: ReviewStore,
    private readonly note: NoteUses,
    private readonly alarm: RaiseAlarm,
    private readonly home: Home,
    registry: Registry,
  ) {
    new Gauge({
      name: 'crex_reviews_open',
      help: 'Uses of an exceptional purpose that no auditor has looked at, and those of them that are overdue',
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        const { open, overdue } = await reviews.counts(sqlOf(database.manager), home.nowSeconds());
        this.set({ state: 'open' }, open);
        this.set({ state: 'overdue' }, overdue);
      },
    });
  }

  async run(): Promise<void> {
    const overdue = await inTransaction(this.database, async (tx) => {
      await this.note.run(sqlOf(tx));
      return this.reviews.overdue(sqlOf(tx), this.home.nowSeconds());
    });
    for (const { eventId: key, type, purpose, country, dueAt } of overdue) {
      await this.alarm.run({ kind: 'review-overdue', key, detail: { type, purpose, country, dueAt } });
    }
    await this.alarm.endAllBut(
      'review-overdue',
      overdue.map(({ eventId }) => eventId),
    );
  }
}
