import { errors, jwtVerify, type JWTPayload } from 'jose';
import { CrexError, isCrexError, type Clock } from '#libs/protocol';
import { IssuerKeys } from './issuer-keys.js';
import { personOf, type ClaimNames, type Person } from './official-claims.js';

export interface SignInSettings {
  /** URL of the country's OpenID Connect issuer, to the character as its tokens name it. */
  readonly issuer: string;
  /** What `aud` must name: this node and no other country's. */
  readonly audience: string;
  readonly claimNames: ClaimNames;
}

const ALGORITHMS = ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519'];
const MAX_TOKEN_LENGTH = 8_192;
const CLOCK_TOLERANCE_SECONDS = 10;
/** A sign-in is of today: a token that was issued longer ago is refused, whatever its `exp`. */
const MAX_TOKEN_AGE_SECONDS = 86_400;
// RFC 6750, 2.1 (b64token); the scheme's name has no case
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * Tells who signs in, by the access token of the country's own sign-in service. Whoever controls that service can act as
 * any official of this country; nobody else can. The token itself appears in no error and no log.
 *
 * @see RFC 9068 (JWT access tokens), RFC 6750 (bearer tokens), RFC 8725 (JWT best practice)
 */
export class AccessTokens {
  private readonly keys: IssuerKeys;

  constructor(
    private readonly settings: SignInSettings,
    private readonly clock: Clock,
  ) {
    this.keys = new IssuerKeys(settings.issuer);
  }

  /**
   * @param authorization the header Authorization
   * @throws staff.unauthenticated, staff.wrong-audience, staff.no-role, staff.issuer-unreachable
   */
  async personOf(authorization: string | undefined): Promise<Person> {
    const token = bearerToken(authorization);
    checkLength(token);
    const claims = await this.verify(token);
    return personOf(claims, this.settings.claimNames);
  }

  private async verify(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys.keyFor, {
        ...{ issuer, audience, algorithms: ALGORITHMS },
        typ: 'at+jwt', // RFC 9068, 4: an ID token is not for us, though the same issuer signs it
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(this.clock.nowMs()),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        maxTokenAge: MAX_TOKEN_AGE_SECONDS,
      });
      return payload;
    } catch (cause) {
      throw isCrexError(cause) ? cause : refusalOf(cause);
    }
  }
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) {
    throw new CrexError('staff.unauthenticated', 'this path needs a sign-in', {
      nextStep:
        'sign in at /auth/login, or send the header Authorization: Bearer with an access token of your sign-in service',
    });
  }
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined)
    throw new CrexError('staff.unauthenticated', 'the header Authorization is not a bearer token');
  return token;
}

function checkLength(token: string): void {
  if (token.length > MAX_TOKEN_LENGTH) {
    throw new CrexError('staff.unauthenticated', `the access token is longer than ${MAX_TOKEN_LENGTH} characters`);
  }
}

/** Why a token is refused, in our own words: a library's message may quote it. */
function refusalOf(cause: unknown): CrexError {
  const nextStep = 'sign in again';
  if (cause instanceof errors.JWTExpired) {
    return new CrexError('staff.unauthenticated', 'the access token has expired', { nextStep });
  }
  if (cause instanceof errors.JWTClaimValidationFailed && cause.claim === 'aud') {
    return new CrexError('staff.wrong-audience', 'the access token is for another service than this one', {
      nextStep: 'ask your sign-in service for a token for this node',
    });
  }
  return new CrexError('staff.unauthenticated', 'the access token is not valid here', { nextStep });
}
