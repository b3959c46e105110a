import { sqlOf, type Database } from '#libs/platform';
import type { Home } from '../context.js';
import type { SessionStore } from './session.store.js';

/** A sign-in that came back late or twice is known for so long. */
const REMEMBERED_SECONDS = 3_600;

/** Deletes sessions and sign-ins whose time is over. */
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly home: Home,
  ) {}

  async run(): Promise<void> {
    const now = this.home.nowSeconds();
    await this.sessions.endOverdue(sqlOf(this.database.manager), now, now - REMEMBERED_SECONDS);
  }
}
