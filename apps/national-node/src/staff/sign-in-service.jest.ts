import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A real issuer for tests: discovery and keys over HTTP, and tokens of any kind. */
export interface SignInService extends AsyncDisposable {
  readonly url: string;
  /** How often the keys were fetched. */
  readonly fetches: { keys: number; discovery: number };
  /** What discovery says, to be spoiled. */
  readonly metadata: Record<string, unknown>;
  readonly published: JWK[];
  /** With which HTTP status it answers. */
  status: number;
  addKey(kid: string, alg?: string): Promise<CryptoKey>;
  close(): Promise<void>;
}

export async function startSignInService(): Promise<SignInService> {
  const fetches = { keys: 0, discovery: 0 };
  const published: JWK[] = [];
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    fetches[isKeys ? 'keys' : 'discovery'] += 1;
    response.writeHead(service.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKeys ? { keys: published } : service.metadata));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const service: SignInService = {
    ...{ url, fetches, published, status: 200, metadata: { issuer: url, jwks_uri: `${url}/keys` } },
    addKey: async (kid, alg = 'ES256') => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      published.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
      return privateKey;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return service;
}

export interface TokenWishes {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** A good access token (RFC 9068) with whatever is wished otherwise; a claim or header wished `undefined` is left out. */
export function signToken(
  key: CryptoKey | Uint8Array,
  base: { readonly issuer: string; readonly audience: string; readonly nowSeconds: number },
  { claims, header }: TokenWishes = {},
): Promise<string> {
  const { issuer, audience, nowSeconds } = base;
  const times = { iat: nowSeconds, exp: nowSeconds + 300 };
  const person = { sub: 'AR-4711', client_id: 'console', jti: '1' };
  const staff = { crex_roles: ['investigator'], crex_authority: 'Policía Federal' };
  return new SignJWT({ iss: issuer, aud: audience, ...times, ...person, ...staff, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt', ...header })
    .sign(key, { crit: { x: true } }); // lets a test sign what we must not understand
}
