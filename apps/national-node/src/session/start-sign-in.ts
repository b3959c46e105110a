import { sqlOf, type Database } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { IssuerClient } from './issuer-client.js';
import { ownPath } from './return-to.js';
import { derived, digestOfSecret, newSecret } from './session-secret.js';
import type { SessionStore } from './session.store.js';
import type { SignInRules } from './sign-in-rules.js';

/** So many sign-ins may be under way at once; whoever starts more without ending them shuts the door, and nothing else. */
const MOST_UNDER_WAY = 5_000;
export const SIGN_IN_SECONDS = 600;

/** What a browser brings that wants to sign in. */
export interface Start {
  readonly returnTo: unknown;
  readonly stepUp: boolean;
  /** Of an earlier sign-in of this browser that may still be under way in another tab. */
  readonly browser: string | undefined;
  readonly redirectUri: string;
}

/** Begins a sign-in: where the browser goes, and the value by which it will be known when it comes back. */
export class StartSignIn {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly issuer: IssuerClient,
    private readonly rules: SignInRules,
    private readonly home: Home,
  ) {}

  /** @throws auth.invalid-input, auth.rate-limited, staff.issuer-unreachable */
  async run({ returnTo, stepUp, browser = newSecret(), redirectUri }: Start): Promise<{ to: URL; browser: string }> {
    const path = ownPath(returnTo);
    const state = newSecret();
    const to = await this.issuer.authorizationUrl({
      ...{ redirectUri, state, ...secretsOf(browser, state) },
      maxAgeSeconds: stepUp ? 0 : this.rules.lifeSeconds,
      acr: stepUp ? this.rules.stepUp.acr : undefined,
    });
    const attempt = { stateDigest: digestOfSecret(state), browserDigest: digestOfSecret(browser) };
    const now = this.home.nowSeconds();
    const endsAt = now + SIGN_IN_SECONDS;
    const sql = sqlOf(this.database.manager);
    const begun = await this.sessions.begin(sql, { ...attempt, returnTo: path, stepUp, endsAt }, MOST_UNDER_WAY, now);
    checkRoom(begun);
    return { to, browser };
  }
}

/** Nonce and PKCE verifier of a sign-in: made of the browser's own secret, so nobody has to keep them. */
export function secretsOf(browser: string, state: string): { nonce: string; verifier: string } {
  return { nonce: derived(browser, `nonce ${state}`), verifier: derived(browser, `verifier ${state}`) };
}

function checkRoom(begun: boolean): void {
  if (!begun) {
    throw new CrexError('auth.rate-limited', 'too many sign-ins are under way', {
      nextStep: 'try again in some minutes',
    });
  }
}
