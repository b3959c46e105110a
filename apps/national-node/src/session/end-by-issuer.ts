import { jwtVerify, type JWTPayload } from 'jose';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { CrexError, isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { IssuerKeys } from '../staff/issuer-keys.js';
import type { IssuerDigests } from './issuer-digests.js';
import { logSignIn } from './log-sign-in.js';
import type { SessionStore } from './session.store.js';

const ALGORITHMS = ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'];
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_LENGTH = 8_192;
const MAX_AGE_SECONDS = 120;
const CLOCK_TOLERANCE_SECONDS = 10;

/**
 * Ends what the sign-in service has ended: one of its sessions (`sid`), or all of a person (`sub`). The log cannot say who it
 * was: only their browsers' cookies open what the sessions know.
 *
 * @see OpenID Connect Back-Channel Logout 1.0, 2.6
 */
export class EndByIssuer {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly keys: IssuerKeys,
    private readonly log: AuditLog,
    private readonly digests: IssuerDigests,
    private readonly client: { readonly issuer: string; readonly clientId: string },
    private readonly home: Home,
  ) {}

  /** @throws auth.invalid-answer, staff.issuer-unreachable */
  async run(token: string): Promise<void> {
    const claims = await this.verify(token);
    checkIsLogout(claims);
    const { issuerSession: session, issuerSubject } = this.digests.of(claims);
    const which = session === undefined ? { subject: issuerSubject } : { session };
    await inTransaction(this.database, async (tx) => {
      const ended = await this.sessions.endOfIssuer(sqlOf(tx), which);
      if (ended > 0) await this.log.append(sqlOf(tx), [logSignIn('ENDED', undefined, 'auth.issuer-refused')]);
    });
  }

  private async verify(token: string): Promise<JWTPayload> {
    const { issuer, clientId: audience } = this.client;
    try {
      const { payload } = await jwtVerify(token.slice(0, MAX_LENGTH), this.keys.keyFor, {
        ...{ issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['iat', 'jti', 'events'] },
        ...{ currentDate: new Date(this.home.clock.nowMs()), maxTokenAge: MAX_AGE_SECONDS },
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return payload;
    } catch (cause) {
      throw isCrexError(cause) ? cause : invalid();
    }
  }
}

/** An ID token is none: that is what `events` is for, and why `nonce` must be absent. */
function checkIsLogout({ events, nonce, sid, sub }: JWTPayload): void {
  const event = (events as Record<string, unknown> | null)?.[EVENT];
  const names = typeof sid === 'string' || typeof sub === 'string';
  if (typeof event !== 'object' || event === null || nonce !== undefined || !names) throw invalid();
}

function invalid(): CrexError {
  return new CrexError('auth.invalid-answer', 'this is no logout token of the sign-in service for this node');
}
