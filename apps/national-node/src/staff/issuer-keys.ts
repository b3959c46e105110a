import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { CrexError } from '#libs/protocol';

type KeySet = ReturnType<typeof createRemoteJWKSet>;

const FETCH_LIMIT_MS = 5_000;

/**
 * The keys of the country's sign-in service, found by OpenID Connect discovery at the first sign-in. They are kept for
 * ten minutes, so a withdrawn key dies within that time; an unknown key is looked up at most every 30 seconds, so that
 * made-up tokens do not become a storm upon the issuer.
 *
 * @see OpenID Connect Discovery 1.0, 4; RFC 7517
 */
export class IssuerKeys {
  private found: Promise<KeySet> | undefined;

  constructor(private readonly issuer: string) {}

  /**
   * The key that a token's header names; no header can bring its own key.
   *
   * @throws staff.issuer-unreachable; jose's errors for a key that the issuer does not have
   */
  readonly keyFor: JWTVerifyGetKey = async (header, token) => {
    const keys = await this.keySet();
    try {
      return await keys(header, token);
    } catch (cause) {
      if (isFaultOfToken(cause)) throw cause;
      // keys that are still good stay: a made-up key name during an outage must not lock everybody out
      if (!keys.fresh) this.found = undefined;
      throw unreachable(cause);
    }
  };

  private async keySet(): Promise<KeySet> {
    this.found ??= this.discover();
    try {
      return await this.found;
    } catch (cause) {
      this.found = undefined;
      throw unreachable(cause);
    }
  }

  private async discover(): Promise<KeySet> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const signal = AbortSignal.timeout(FETCH_LIMIT_MS);
    const response = await fetch(address, { redirect: 'error', signal, headers: { accept: 'application/json' } });
    const metadata = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown } | null;
    this.checkIssuer(metadata?.issuer);
    const keysUrl = new URL(String(metadata?.jwks_uri));
    this.checkAsSafe(keysUrl);
    return createRemoteJWKSet(keysUrl, { timeoutDuration: FETCH_LIMIT_MS });
  }

  /** Discovery 1.0, 4.3: exactly the issuer that was asked, or another could answer for it. */
  private checkIssuer(named: unknown): void {
    if (named !== this.issuer) throw new CrexError('staff.wrong-metadata', 'the metadata are of another issuer');
  }

  /** Keys over plain HTTP only from an issuer that is itself configured so (a demo on one machine). */
  private checkAsSafe(keysUrl: URL): void {
    if (keysUrl.protocol !== 'https:' && keysUrl.origin !== new URL(this.issuer).origin) {
      throw new CrexError('staff.wrong-metadata', 'jwks_uri is neither https nor at the issuer');
    }
  }
}

function unreachable(cause: unknown): CrexError {
  return new CrexError('staff.issuer-unreachable', 'the sign-in service does not give out its keys', {
    ...{ cause, nextStep: 'try again later; if it lasts, tell the operator' },
  });
}

function isFaultOfToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  );
}
