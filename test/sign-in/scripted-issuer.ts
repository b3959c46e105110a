import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** What it says of somebody, and how; all of it may be spoiled. */
export interface Script {
  /** Claims of the ID token; `undefined` leaves one out. */
  claims: Record<string, unknown>;
  header: Record<string, unknown>;
  userinfo: Record<string, unknown>;
  /** A finished ID token, whatever it is. */
  idToken: ((signed: string, claims: Record<string, unknown>) => string | Promise<string>) | undefined;
  /** Answers of the token endpoint, where it does not give tokens. */
  tokenStatus: number;
  refreshable: boolean;
}

/**
 * An OpenID Connect issuer that says what a test has it say, with the paths and the metadata of a Keycloak realm. Whoever
 * comes is signed in at once.
 */
export class ScriptedIssuer implements AsyncDisposable {
  readonly url: string;
  readonly script: Script;
  /** What clients have sent to the token endpoint. */
  readonly redeemed: { body: URLSearchParams; authorization: string | undefined }[] = [];
  private readonly asked = new Map<string, URLSearchParams>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly jwk: JWK,
    readonly key: CryptoKey,
    private readonly alg: string,
  ) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/police`;
    this.script = this.usual();
    server.on('request', (request, response) => {
      this.answer(request).then(
        ({ status = 200, location, body }) => {
          const type = { 'content-type': 'application/json' };
          response.writeHead(status, location === undefined ? type : { location });
          response.end(body === undefined ? '' : JSON.stringify(body));
        },
        () => response.writeHead(500).end(),
      );
    });
  }

  static async start(alg = 'RS256'): Promise<ScriptedIssuer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'kc-1', alg, use: 'sig' };
    return new ScriptedIssuer(server, jwk, privateKey, alg);
  }

  /** As Keycloak's claims are documented, with the mappers "realm roles" and "client roles" put into the ID token. */
  usual(): Script {
    return {
      claims: {
        ...{ sub: '3f6f1c52-7a0e-4c86-9a53-1d9b4f0e8a11', preferred_username: 'lferreyra', name: 'Lucía Ferreyra' },
        ...{
          realm_access: { roles: ['offline_access', 'uma_authorization', 'detective'] },
          sid: 'session-1',
          acr: '1',
        },
        ...{ resource_access: { 'crex-ar': { roles: ['investigator'] }, account: { roles: ['manage-account'] } } },
        ...{ typ: 'ID', azp: 'crex-ar', email_verified: true, unit: 'Policía Federal', country: 'AR' },
      },
      ...{ header: {}, userinfo: {}, idToken: undefined, tokenStatus: 200, refreshable: true },
    };
  }

  reset(): void {
    Object.assign(this.script, this.usual());
  }

  private async answer(request: IncomingMessage): Promise<{ status?: number; location?: string; body?: object }> {
    const at = new URL(request.url ?? '', this.url);
    const path = at.pathname.replace('/realms/police', '');
    if (path === '/.well-known/openid-configuration') return { body: this.metadata() };
    if (path === '/protocol/openid-connect/certs') return { body: { keys: [this.jwk] } };
    if (path === '/protocol/openid-connect/auth') return { status: 303, location: this.code(at.searchParams) };
    if (path === '/protocol/openid-connect/userinfo') return { body: this.script.userinfo };
    if (path !== '/protocol/openid-connect/token') return { status: 404, body: {} };
    const body = new URLSearchParams(await read(request));
    this.redeemed.push({ body, authorization: request.headers.authorization });
    const { tokenStatus: status } = this.script;
    if (status !== 200) return { status, body: { error: status === 400 ? 'invalid_grant' : 'server_error' } };
    const asked = this.asked.get(body.get('code') ?? '');
    const idToken = await this.idToken(asked?.get('nonce') ?? undefined);
    const refresh = this.script.refreshable ? { refresh_token: 'refresh-1' } : {};
    return { body: { access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token: idToken, ...refresh } };
  }

  private code(asked: URLSearchParams): string {
    const code = `code-${this.asked.size}`;
    this.asked.set(code, asked);
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.url }).toString();
    return back.href;
  }

  private async idToken(nonce: string | undefined): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 3_600, auth_time: now };
    const claims = { iss: this.url, aud: 'crex-ar', ...times, ...(nonce && { nonce }), ...this.script.claims };
    const header = { alg: this.alg, kid: 'kc-1', typ: 'JWT', ...this.script.header };
    const signed = await new SignJWT(claims).setProtectedHeader(header).sign(this.key);
    return (await this.script.idToken?.(signed, claims)) ?? signed;
  }

  /** As `/realms/{realm}/.well-known/openid-configuration` says it, in part. */
  private metadata(): object {
    const connect = `${this.url}/protocol/openid-connect`;
    return {
      ...{ issuer: this.url, authorization_endpoint: `${connect}/auth`, token_endpoint: `${connect}/token` },
      ...{ userinfo_endpoint: `${connect}/userinfo`, end_session_endpoint: `${connect}/logout` },
      ...{ jwks_uri: `${connect}/certs`, backchannel_logout_supported: true },
      response_types_supported: ['code', 'none', 'id_token', 'token', 'id_token token', 'code id_token'],
      subject_types_supported: ['public', 'pairwise'],
      id_token_signing_alg_values_supported: ['PS384', 'RS384', 'EdDSA', 'ES384', 'HS256', 'ES256', 'RS256', 'PS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['plain', 'S256'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
