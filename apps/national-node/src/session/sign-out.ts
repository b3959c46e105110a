import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Logger } from '#libs/platform';
import type { IssuerClient } from './issuer-client.js';
import { logSignIn } from './log-sign-in.js';
import type { Session } from './session-content.js';
import type { SessionStore } from './session.store.js';

/** Ends a session here, and says where the browser ends it at the sign-in service. */
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly issuer: IssuerClient,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** @param home address of the console's first page @returns where to go on */
  async run(session: Session, home: string): Promise<string> {
    await inTransaction(this.database, async (tx) => {
      await this.sessions.end(sqlOf(tx), session.cookieDigest);
      await this.log.append(sqlOf(tx), [logSignIn('SIGNED_OUT', session.person)]);
    });
    try {
      return (await this.issuer.endSessionUrl(home)) ?? '/';
    } catch (error) {
      // here it is over, whatever the sign-in service does
      this.logger.warn({ err: error }, 'nobody can be signed out at the sign-in service now');
      return '/';
    }
  }
}
