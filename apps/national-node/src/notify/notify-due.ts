import { inTransaction, type Database } from '#libs/platform';
import { COUNTRIES } from '#libs/protocol';
import type { Home } from '../context.js';
import type { RegisterStore } from '../register/register.store.js';
import type { NoteNotifications } from './note-notifications.js';

const AT_ONCE = 500;

/** Looks through the whole register for what countries of nationality have not been told yet. A second run finds nothing. */
export class NotifyDue {
  constructor(
    private readonly database: Database,
    private readonly register: RegisterStore,
    private readonly notify: NoteNotifications,
    private readonly home: Home,
  ) {}

  /** @returns how many people were looked at, and how many notifications are owed by this */
  async run(): Promise<{ readonly persons: number; readonly noted: number }> {
    const others = COUNTRIES.filter((each) => each !== this.home.country);
    let [persons, noted, after] = [0, 0, ''];
    for (;;) {
      const page = await inTransaction(this.database, async (tx) => {
        await this.register.hold(tx);
        const ids = await this.register.nationalsOf(tx, others, after, AT_ONCE);
        for (const personId of ids) {
          const held = await this.register.lock(tx, personId);
          const now = held === undefined ? [] : [held.person];
          noted += await this.notify.run(tx, { before: [], after: now, change: 'IMPORTED' });
        }
        return ids;
      });
      persons += page.length;
      after = page.at(-1) ?? after;
      if (page.length < AT_ONCE) return { persons, noted };
    }
  }
}
