import * as oidc from 'openid-client';
import { systemClock } from '#libs/platform';
import { CrexError, type Clock } from '#libs/protocol';

export interface IssuerSettings {
  /** URL of the country's OpenID Connect issuer, to the character as its tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Without it the client is public: PKCE alone. */
  readonly clientSecret?: string | undefined;
  readonly scope: string;
  /** Claims are read from the ID token, or from the userinfo endpoint too. */
  readonly claimsFrom: 'id-token' | 'userinfo';
}

/** What the sign-in service says of somebody, checked. */
export interface Vouched {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly refreshToken?: string;
}

/** A code that came back, and what it must belong to. */
export interface Redemption {
  /** The address to which the browser was led back, with all that stands in it. */
  readonly at: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly maxAgeSeconds: number;
}

interface Found {
  readonly configuration: Promise<oidc.Configuration>;
  readonly atMs: number;
  readonly skew: number;
}

const TIMEOUT_SECONDS = 5;
const CLOCK_TOLERANCE_SECONDS = 10;
/** Metadata are looked up anew after this time; keys follow their own rule (openid-client). */
const METADATA_LIFE_MS = 3_600_000;

/**
 * The country's sign-in service, seen by a client: authorization code with PKCE (S256), state and nonce; the issuer is
 * checked in the answer (RFC 9207) and in the ID token, whose signature is checked whatever way it came.
 */
export class IssuerClient {
  private found: Found | undefined;

  constructor(
    private readonly settings: IssuerSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws staff.issuer-unreachable */
  async authorizationUrl(parameters: {
    redirectUri: string;
    state: string;
    nonce: string;
    verifier: string;
    maxAgeSeconds: number;
    acr?: string | undefined;
  }): Promise<URL> {
    const { redirectUri, state, nonce, verifier, maxAgeSeconds, acr } = parameters;
    const configuration = await this.configuration();
    return oidc.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: redirectUri, scope: this.settings.scope, state, nonce },
      ...{ code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      max_age: String(maxAgeSeconds),
      ...(acr === undefined ? {} : { acr_values: acr }),
    });
  }

  /** @throws auth.issuer-refused, auth.invalid-answer, staff.issuer-unreachable */
  async redeem({ at, state, nonce, verifier, maxAgeSeconds }: Redemption): Promise<Vouched> {
    const configuration = await this.configuration();
    return this.asked(async () => {
      const tokens = await oidc.authorizationCodeGrant(configuration, at, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, maxAge: maxAgeSeconds },
        idTokenExpected: true,
      });
      return this.vouched(configuration, tokens);
    });
  }

  /** Asks again who somebody is. @throws auth.issuer-refused, auth.invalid-answer, staff.issuer-unreachable */
  async refresh(refreshToken: string, subject: string): Promise<Vouched> {
    const configuration = await this.configuration();
    return this.asked(async () => {
      const tokens = await oidc.refreshTokenGrant(configuration, refreshToken);
      const vouched = await this.vouched(configuration, tokens, subject);
      checkSame(vouched.claims['sub'], subject);
      return { refreshToken, ...vouched };
    });
  }

  /** Where the browser signs out of the sign-in service too; `undefined` when it has no such place. */
  async endSessionUrl(returnTo: string): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    // no id_token_hint: it would put a person's data into an address
    return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
  }

  private async vouched(
    configuration: oidc.Configuration,
    tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    subject?: string,
  ): Promise<Vouched> {
    const ofToken = tokens.claims();
    const { claimsFrom } = this.settings;
    if (ofToken === undefined && claimsFrom === 'id-token') throw invalidAnswer();
    const sub = ofToken?.sub ?? subject ?? '';
    const userinfo = claimsFrom === 'userinfo' ? await oidc.fetchUserInfo(configuration, tokens.access_token, sub) : {};
    const { refresh_token: refreshToken } = tokens;
    return { claims: { ...userinfo, ...ofToken }, ...(refreshToken === undefined ? {} : { refreshToken }) };
  }

  private async configuration(): Promise<oidc.Configuration> {
    const skew = Math.round((this.clock.nowMs() - systemClock.nowMs()) / 1000);
    if (!this.isFresh(skew)) this.found = { configuration: this.discover(skew), atMs: systemClock.nowMs(), skew };
    try {
      return await (this.found as Found).configuration;
    } catch (cause) {
      this.found = undefined;
      throw unreachable(cause);
    }
  }

  private isFresh(skew: number): boolean {
    const { atMs = -Infinity, skew: taken = 0 } = this.found ?? {};
    return systemClock.nowMs() - atMs < METADATA_LIFE_MS && Math.abs(skew - taken) < CLOCK_TOLERANCE_SECONDS / 2;
  }

  /** @param skew by how many seconds the node's clock is before that of this machine */
  private async discover(skew: number): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const isPlain = issuer.startsWith('http:'); // allowed by the configuration in demo and test alone
    const configuration = await oidc.discovery(
      new URL(issuer),
      clientId,
      { [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS, [oidc.clockSkew]: skew },
      clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; refused in production (config.ts)
        execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
      },
    );
    checkIssuer(configuration.serverMetadata().issuer, issuer);
    return configuration;
  }

  private async asked<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw refusalOf(cause);
    }
  }
}

/** The service did not get as far as to say something about anybody. */
const IS_OUT_OF_ORDER: readonly (string | undefined)[] = [
  ...['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'],
];

/** Why it came to nothing, in our own words: the service's text may name the person. */
function refusalOf(cause: unknown): CrexError {
  if (cause instanceof CrexError) return cause;
  if (cause instanceof oidc.AuthorizationResponseError || isInvalidGrant(cause)) {
    return new CrexError('auth.issuer-refused', 'the sign-in service has not let you in', {
      nextStep: 'sign in again; if it lasts, ask who runs the sign-in service',
    });
  }
  return cause instanceof oidc.ClientError && !IS_OUT_OF_ORDER.includes(cause.code)
    ? invalidAnswer()
    : unreachable(cause);
}

/** A code or refresh token that is over: no other answer of the token endpoint says anything about the person. */
function isInvalidGrant(cause: unknown): boolean {
  return cause instanceof oidc.ResponseBodyError && cause.error === 'invalid_grant';
}

function invalidAnswer(): CrexError {
  return new CrexError('auth.invalid-answer', 'the sign-in service gave an answer that is not valid here', {
    nextStep: 'sign in again; if it lasts, tell the operator',
  });
}

function unreachable(cause: unknown): CrexError {
  return new CrexError('staff.issuer-unreachable', 'the sign-in service does not answer as it must', {
    ...{ cause, nextStep: 'try again later; if it lasts, tell the operator' },
  });
}

/** Discovery 1.0, 4.3: exactly the issuer that was asked, or another could answer for it. */
function checkIssuer(named: string, expected: string): void {
  if (named !== expected) throw new CrexError('staff.wrong-metadata', 'the metadata are of another issuer');
}

function checkSame(named: unknown, subject: string): void {
  if (named !== subject) throw invalidAnswer();
}
