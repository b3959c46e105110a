import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import { personOf, type Person } from '../staff/official-claims.js';
import type { IssuerClient, Vouched } from './issuer-client.js';
import { logSignIn } from './log-sign-in.js';
import { openSession, sealContent, type Session } from './session-content.js';
import { digestOfSecret } from './session-secret.js';
import type { SessionStore } from './session.store.js';
import type { SignInRules } from './sign-in-rules.js';

/** A session's idle end moves at most so often: not every call writes. */
const MOVE_SECONDS = 60;

/**
 * The session of a cookie, if it has not ended. After a while the sign-in service is asked again who it is: a role that it
 * has taken away is gone then, and a session that it has ended ends here. While it cannot be asked nobody comes in.
 */
export class CurrentSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly issuer: IssuerClient,
    private readonly log: AuditLog,
    private readonly rules: SignInRules,
    private readonly home: Home,
  ) {}

  /**
   * @param isUse whether a person did this, so that the idle end moves; a page that asks by itself is no use
   * @throws staff.issuer-unreachable
   */
  async run(cookie: string | undefined, isUse: boolean): Promise<Session | undefined> {
    if (cookie === undefined) return undefined;
    const now = this.home.nowSeconds();
    const sql = sqlOf(this.database.manager);
    const cookieDigest = digestOfSecret(cookie);
    const row = await this.sessions.find(sql, cookieDigest, now);
    if (row === undefined) return undefined;
    const idleEndsAt = Math.min(now + this.rules.idleSeconds, row.endsAt);
    const moves = isUse && idleEndsAt >= row.idleEndsAt + MOVE_SECONDS;
    if (moves) await this.sessions.use(sql, cookieDigest, idleEndsAt);
    const session = { ...openSession(cookie, row), ...(moves ? { idleEndsAt } : {}) };
    return session.checkedAt + this.rules.recheckSeconds > now ? session : this.recheck(cookie, session);
  }

  /** One call asks, under the lock of the row; those beside it wait and take what it has found. */
  private recheck(cookie: string, { cookieDigest, idleEndsAt }: Session): Promise<Session | undefined> {
    const now = this.home.nowSeconds();
    return inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      const row = await this.sessions.find(sql, cookieDigest, now, true);
      if (row === undefined) return undefined;
      const session = { ...openSession(cookie, row), idleEndsAt };
      if (session.checkedAt + this.rules.recheckSeconds > now) return session;
      return this.askAgain(sql, cookie, session, now);
    });
  }

  private async askAgain(sql: Sql, cookie: string, session: Session, now: number): Promise<Session | undefined> {
    const { refreshToken: token, subject, csrfToken, cookieDigest } = session;
    try {
      if (token === undefined) throw new CrexError('auth.issuer-refused', 'the sign-in service cannot be asked again');
      const { claims, refreshToken = token } = await this.issuer.refresh(token, subject);
      const person = stillThere(session.person, claims, this.rules);
      await this.sessions.renew(
        sql,
        cookieDigest,
        sealContent(cookie, { person, subject, csrfToken, refreshToken }),
        now,
      );
      return { ...session, person, refreshToken, checkedAt: now };
    } catch (error) {
      if (!isCrexError(error) || error.code === 'staff.issuer-unreachable') throw error;
      await this.sessions.end(sql, cookieDigest);
      await this.log.append(sql, [logSignIn('ENDED', session.person, error.code)]);
      return undefined;
    }
  }
}

/** What is said now counts; when and how they proved who they are stays, where nothing newer is said. */
function stillThere(before: Person, claims: Vouched['claims'], { claimNames }: SignInRules): Person {
  const person = personOf(claims, claimNames);
  if (person.id !== before.id || person.country !== before.country) {
    throw new CrexError('auth.other-person', 'the sign-in service speaks of another person now');
  }
  return { ...person, authentication: { ...before.authentication, ...person.authentication } };
}
