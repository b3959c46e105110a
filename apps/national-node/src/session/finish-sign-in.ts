import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import { personOf, type Person } from '../staff/official-claims.js';
import type { IssuerClient, Vouched } from './issuer-client.js';
import type { IssuerDigests } from './issuer-digests.js';
import { logSignIn } from './log-sign-in.js';
import { sealContent, type Session } from './session-content.js';
import { digestOfSecret, newSecret } from './session-secret.js';
import type { SessionStore, SignInAttempt } from './session.store.js';
import type { SignInRules } from './sign-in-rules.js';
import { secretsOf } from './start-sign-in.js';

/** Who has just proven it again may have taken so long to come back. */
const STEP_UP_SECONDS = 120;

/** What a browser brings that comes back from the sign-in service. */
export interface Return {
  readonly at: URL;
  readonly browser: string | undefined;
  /** The session that it has already. */
  readonly session: Session | undefined;
}

/**
 * Ends a sign-in: takes the attempt, which is good once, redeems the code, asks who it is, and makes a session under a new
 * cookie. Every end stands in the log, a refusal too.
 */
export class FinishSignIn {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly issuer: IssuerClient,
    private readonly log: AuditLog,
    private readonly digests: IssuerDigests,
    private readonly rules: SignInRules,
    private readonly home: Home,
  ) {}

  /**
   * @throws auth.sign-in-over, auth.issuer-refused, auth.invalid-answer, auth.wrong-country, auth.other-person,
   * auth.step-up-refused, staff.no-role, staff.unauthenticated, staff.issuer-unreachable
   */
  async run({ at, browser = '', session }: Return): Promise<{ cookie: string; returnTo: string }> {
    const state = at.searchParams.get('state') ?? '';
    const attempt = await this.takeAttempt(state, browser);
    let claims: Vouched['claims'] | undefined;
    try {
      const maxAgeSeconds = attempt.stepUp ? STEP_UP_SECONDS : this.rules.lifeSeconds;
      const vouched = await this.issuer.redeem({ at, state, ...secretsOf(browser, state), maxAgeSeconds });
      claims = vouched.claims;
      const person = personOf(claims, this.rules.claimNames);
      checkCountry(person, this.rules.claimNames.country, this.home.country);
      if (attempt.stepUp) {
        checkSamePerson(session, claims['sub']);
        checkClass(person, this.rules.stepUp.acr);
      }
      const cookie = await this.begin(person, vouched, attempt, session);
      return { cookie, returnTo: attempt.returnTo };
    } catch (error) {
      await this.logRefusal(error, claims);
      throw error;
    }
  }

  /** The attempt that this browser began, good once; a second use is written into the log, once. */
  private async takeAttempt(state: string, browser: string): Promise<SignInAttempt> {
    const now = this.home.nowSeconds();
    const attempt = await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      const stateDigest = digestOfSecret(state);
      const found = await this.sessions.attempt(sql, stateDigest, digestOfSecret(browser));
      if (found?.usedAt === null) await this.sessions.markUsed(sql, stateDigest, now);
      else if (found?.replayedAt === null) await this.sessions.markReplayed(sql, stateDigest, now);
      const isOver = found !== undefined && (found.usedAt !== null || found.endsAt <= now);
      if (isOver && found.replayedAt === null) {
        await this.log.append(sql, [logSignIn('REFUSED', undefined, 'auth.sign-in-over')]);
      }
      return found;
    });
    checkOpen(attempt, now);
    return attempt;
  }

  private async begin(
    person: Person,
    { claims, refreshToken }: Vouched,
    { stepUp }: SignInAttempt,
    before: Session | undefined,
  ): Promise<string> {
    const now = this.home.nowSeconds();
    const cookie = newSecret();
    const subject = String(claims['sub']);
    const steppedUp = stepUp ? before : undefined;
    const endsAt = steppedUp?.endsAt ?? now + this.lifeSeconds(refreshToken);
    const kept = { person, subject, csrfToken: steppedUp?.csrfToken ?? newSecret() };
    const content = { ...kept, ...(refreshToken === undefined ? {} : { refreshToken }) };
    await inTransaction(this.database, async (tx) => {
      const sql = sqlOf(tx);
      if (before !== undefined) await this.replace(sql, before, stepUp);
      await this.sessions.add(sql, {
        ...{ cookieDigest: digestOfSecret(cookie), content: sealContent(cookie, content) },
        ...this.digests.of(claims),
        ...{ signedInAt: steppedUp?.signedInAt ?? now, checkedAt: now, endsAt },
        idleEndsAt: Math.min(now + this.rules.idleSeconds, endsAt),
      });
      await this.log.append(sql, [logSignIn(stepUp ? 'STEPPED_UP' : 'SIGNED_IN', person)]);
    });
    return cookie;
  }

  /** The cookie's value changes at each sign-in: whoever knew the old one has nothing. */
  private async replace(sql: Sql, before: Session, stepUp: boolean): Promise<void> {
    await this.sessions.end(sql, before.cookieDigest);
    if (!stepUp) await this.log.append(sql, [logSignIn('SIGNED_OUT', before.person)]);
  }

  /** A service that cannot be asked again vouches only for so long. */
  private lifeSeconds(refreshToken: string | undefined): number {
    const { lifeSeconds, recheckSeconds } = this.rules;
    return refreshToken === undefined ? Math.min(lifeSeconds, recheckSeconds) : lifeSeconds;
  }

  private async logRefusal(error: unknown, claims: Vouched['claims'] | undefined): Promise<void> {
    if (!isCrexError(error)) return;
    const { staffNumber = 'sub' } = this.rules.claimNames;
    const id = claims?.[staffNumber] ?? claims?.['sub'];
    const who = typeof id === 'string' ? { id: id.slice(0, 64) } : undefined;
    await inTransaction(this.database, (tx) => this.log.append(sqlOf(tx), [logSignIn('REFUSED', who, error.code)]));
  }
}

function checkOpen(attempt: SignInAttempt | undefined, now: number): asserts attempt is SignInAttempt {
  if (attempt?.usedAt !== null || attempt.endsAt <= now) {
    throw new CrexError('auth.sign-in-over', 'this sign-in is over, or was begun in another browser', {
      nextStep: 'sign in again',
    });
  }
}

function checkCountry({ country }: Person, claim: string | undefined, own: string): void {
  if (claim !== undefined && country !== own) {
    throw new CrexError('auth.wrong-country', 'the sign-in service says that you are of another country', {
      nextStep: 'sign in at the node of your own country',
    });
  }
}

function checkSamePerson(session: Session | undefined, subject: unknown): void {
  if (session?.subject !== subject) {
    throw new CrexError('auth.other-person', 'whoever confirms who they are must be who is signed in', {
      nextStep: 'sign in again',
    });
  }
}

function checkClass({ authentication }: Person, wanted: string | undefined): void {
  if (wanted !== undefined && authentication.acr !== wanted) {
    throw new CrexError('auth.step-up-refused', 'the sign-in service has not confirmed who you are as it must', {
      nextStep: 'sign in in the way that your authority prescribes for this',
    });
  }
}
