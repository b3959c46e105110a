import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { CrexError } from '#libs/protocol';
import type { Cookies } from './cookies.js';
import type { CurrentSession } from './current-session.js';
import type { EndSessions } from './end-sessions.js';
import type { FinishSignIn } from './finish-sign-in.js';
import type { Session } from './session-content.js';
import type { SignInRules } from './sign-in-rules.js';
import type { SignOut } from './sign-out.js';
import type { StartSignIn } from './start-sign-in.js';

/** What signing in with a browser consists of. */
export interface SignInVerbs {
  readonly rules: SignInRules;
  readonly start: StartSignIn;
  readonly finish: FinishSignIn;
  readonly current: CurrentSession;
  readonly signOut: SignOut;
  readonly end: EndSessions;
}

/** A page that asks by itself says so, and keeps nobody signed in. */
const BACKGROUND = 'crex-background';

/** The sessions of browsers, for whoever has a request in hand. */
export class BrowserSessions {
  constructor(
    readonly cookies: Cookies,
    /** The console's own address as browsers have it; without it this machine alone can sign in. */
    private readonly publicUrl: string | undefined,
    private readonly verbs: SignInVerbs | undefined,
  ) {}

  /** @throws auth.unavailable where the operator has not set it up */
  configured(): SignInVerbs {
    if (this.verbs === undefined) {
      throw new CrexError('auth.unavailable', 'this node does not let browsers sign in', {
        nextStep: 'the operator sets CREX_OIDC_CLIENT_ID',
      });
    }
    return this.verbs;
  }

  /** @throws staff.issuer-unreachable */
  async of({ headers }: FastifyRequest): Promise<Session | undefined> {
    const cookie = this.cookies.read(headers.cookie, this.cookies.session);
    return this.verbs?.current.run(cookie, headers[BACKGROUND] === undefined);
  }

  /** The session of a request that may change something. @throws auth.csrf, staff.issuer-unreachable */
  async ofCall(request: FastifyRequest): Promise<Session | undefined> {
    const session = await this.of(request);
    if (session !== undefined) {
      checkOwnPage(request);
      checkCsrf(session, request);
    }
    return session;
  }

  /** An own address, as the sign-in service and the browser know it; never from a header of the request. */
  address(path: string, { raw }: FastifyRequest): string {
    return new URL(path, this.publicUrl ?? `http://127.0.0.1:${raw.socket.localPort ?? 0}`).href;
  }

  get isSecure(): boolean {
    return this.cookies.isSecure;
  }
}

/** The page of another site may lead here, but gets nothing in the name of who is signed in. */
function checkOwnPage({ headers }: FastifyRequest): void {
  if (headers['sec-fetch-site'] === 'cross-site') throw forged();
}

function checkCsrf({ csrfToken }: Session, { method, headers }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD') return;
  const given = Buffer.from(String(headers['crex-csrf'] ?? ''));
  const expected = Buffer.from(csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw forged();
}

function forged(): CrexError {
  return new CrexError('auth.csrf', 'this call did not come from a page of this console', {
    nextStep: 'send the csrfToken of GET /auth/me in the header CREX-CSRF',
  });
}
