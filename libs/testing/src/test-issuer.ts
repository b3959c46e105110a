import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const TOKEN_LIFE_SECONDS = 600;

export interface TokenOptions {
  readonly audience: string;
  readonly subject: string;
  readonly roles: readonly string[];
  readonly authority?: string;
  /** When it is given out (milliseconds since 1970), where the clock of the node has been moved; now. */
  readonly atMs?: number;
}

/** A small OIDC issuer: discovery, keys, and access tokens (RFC 9068) for whoever asks. */
export interface TestIssuer {
  readonly url: string;
  token(options: TokenOptions): Promise<string>;
  close(): Promise<void>;
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    const issuer = urlOf(server);
    const answer = request.url?.endsWith('/jwks')
      ? { keys: [jwk] }
      : {
          issuer,
          jwks_uri: `${issuer}/jwks`,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
        };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlOf(server),
    token: ({ audience, subject, roles, authority = 'Test authority', atMs = Date.now() }) =>
      new SignJWT({ crex_roles: roles, crex_authority: authority, client_id: 'test' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' })
        .setIssuer(urlOf(server))
        .setAudience(audience)
        .setSubject(subject)
        .setJti(crypto.randomUUID())
        .setIssuedAt(Math.floor(atMs / 1000))
        .setExpirationTime(Math.floor(atMs / 1000) + TOKEN_LIFE_SECONDS)
        .sign(privateKey),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function urlOf(server: ReturnType<typeof createServer>): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
