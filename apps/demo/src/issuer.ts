import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, {
  errors,
  interactionPolicy,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { CountryCode, Environment } from '#libs/protocol';
import { createIssuerStore } from './issuer-store.js';
import type { DemoOfficial } from './officials.js';
import { escapeHtml, signedOutPage, signInPage, signOutPage } from './sign-in-page.js';

export interface IssuerOptions {
  readonly env: Environment;
  /** 0: any free one. */
  readonly port: number;
  readonly officials: readonly DemoOfficial[];
}

/** The sign-in service of a demo or test Alliance. One for all countries; each has its own audience and client. */
export interface Issuer {
  readonly url: string;
  audience(country: CountryCode): string;
  clientId(country: CountryCode): string;
  close(): Promise<void>;
}

/** Where the authorization code goes: a script reads it from the redirect, nobody listens there. */
const SCRIPT_URI = 'http://127.0.0.1/callback';
/** Of the consoles, at whatever port (RFC 8252, 7.3). */
const CONSOLE_URI = 'http://127.0.0.1/auth/callback';
const TOKEN_LIFE_SECONDS = 3600;
const SESSION_LIFE_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const SIGN_IN_LIFE_SECONDS = 600;
const FORM_LIMIT_BYTES = 4096;
const SCOPE = 'crex';
/** How somebody proves who they are here (`acr`): as usual, and more strongly for whoever asks for it. */
export const PASSWORD = 'urn:crex:demo:password';
export const CARD = 'urn:crex:demo:card';
const CLASSES: readonly string[] = [PASSWORD, CARD];
/** In which language the officials of a country work. */
const LOCALES: Readonly<Partial<Record<CountryCode, string>>> = { AR: 'es-AR', BR: 'pt-BR', JM: 'en-JM', SR: 'nl-SR' };

/**
 * Starts an OpenID Connect issuer on 127.0.0.1: authorization code with PKCE, a sign-in form, and JWT access tokens
 * (RFC 9068) for the resource of the client's country (RFC 8707), with the claims that a national node reads.
 *
 * @throws for `production`: whoever holds demo-output/demo.json can sign in as anybody
 */
export async function startIssuer({ env, port, officials }: IssuerOptions): Promise<Issuer> {
  checkNotProduction(env);
  const audience = (country: CountryCode) => `urn:crex:${env}:${country}`;
  await using opening = new AsyncDisposableStack();
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = () => Promise.resolve();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) sendPage(response, 400, 'This sign-in is over. Start again.');
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  opening.defer(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const countries = [...new Set(officials.map(({ country }) => country))];
  const provider = new Provider(url, await configuration(countries, officials, audience));
  const answerOidc = provider.callback() as (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  answer = (request, response) =>
    request.url?.startsWith('/sign-in/') === true
      ? signIn(provider, officials, request, response)
      : answerOidc(request, response);
  const opened = opening.move();
  return { url, audience, clientId, close: () => opened.disposeAsync() };
}

async function configuration(
  countries: readonly CountryCode[],
  officials: readonly DemoOfficial[],
  audience: (country: CountryCode) => string,
): Promise<Configuration> {
  const officialOf = (staffNumber: string | undefined) =>
    officials.find((official) => official.staffNumber === staffNumber);
  const ownAudience = (client: string | undefined) =>
    countries.filter((country) => clientId(country) === client).map(audience)[0];
  return {
    adapter: createIssuerStore(),
    jwks: { keys: [await signingKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: countries.map((country) => ({
      ...{ client_id: clientId(country), client_name: `CREX ${country}`, application_type: 'native' as const },
      ...{ redirect_uris: [SCRIPT_URI, CONSOLE_URI], post_logout_redirect_uris: ['http://127.0.0.1/'] },
      ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code' as const] },
      ...{ token_endpoint_auth_method: 'none' as const, id_token_signed_response_alg: 'ES256' as const },
    })),
    ...{ scopes: ['openid', 'profile'], conformIdTokenClaims: false },
    acrValues: CLASSES,
    claims: {
      openid: ['sub', 'acr', 'auth_time', 'crex_roles', 'crex_authority', 'crex_country'],
      profile: ['name', 'locale'],
    },
    issueRefreshToken: () => true,
    interactions: { url: (_, { uid }) => `/sign-in/${uid}`, policy: whenToAsk(officialOf) },
    ttl: {
      ...{ AccessToken: TOKEN_LIFE_SECONDS, IdToken: TOKEN_LIFE_SECONDS, AuthorizationCode: 60 },
      RefreshToken: DAY_SECONDS,
      ...{ Session: SESSION_LIFE_SECONDS, Grant: SESSION_LIFE_SECONDS, Interaction: SIGN_IN_LIFE_SECONDS },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        ...{ enabled: true, logoutSource: (context, form) => sendOf(context, signOutPage(form)) },
        postLogoutSuccessSource: (context) => sendOf(context, signedOutPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) => ownAudience(client.clientId) ?? [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource, client) => {
          // a country's client gets tokens for its own node only
          if (resource !== ownAudience(client.clientId)) throw new errors.InvalidTarget();
          const jwt = { sign: { alg: 'ES256' } } as const;
          return {
            scope: SCOPE,
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: TOKEN_LIFE_SECONDS,
            jwt,
          };
        },
      },
    },
    findAccount: (_, staffNumber) => {
      const found = officialOf(staffNumber);
      return found && { accountId: staffNumber, claims: () => ({ sub: staffNumber, ...claimsOf(found) }) };
    },
    extraTokenClaims: ({ oidc }, token) => {
      const found = 'accountId' in token ? officialOf(token.accountId) : undefined;
      const { AuthorizationCode: code, RefreshToken: renewed } = oidc.entities;
      const { authTime, acr } = code ?? renewed ?? {};
      return found && { ...claimsOf(found), auth_time: authTime, acr };
    },
    loadExistingGrant: (context) => {
      const { account, client } = context.oidc;
      const signedIn = officialOf(account?.accountId);
      // the browser's session may be of an official of another country: no grant, and the sign-in page comes again
      if (signedIn === undefined || clientId(signedIn.country) !== client?.clientId) return undefined;
      return grantTo(context, signedIn, audience(signedIn.country));
    },
    renderError: (context, { error }) => sendOf(context, signInProblem(error)),
  };
}

/** What the issuer says of an official, in ID tokens and access tokens alike. */
function claimsOf({ role, authority, country, name }: DemoOfficial) {
  return { crex_roles: [role], crex_authority: authority, crex_country: country, name, locale: LOCALES[country] };
}

/**
 * Who is signed in for one country and comes from the console of another is asked who they are there; who is signed in less
 * strongly than is asked for (`acr_values`) is asked again. The library sees to `max_age` and `prompt`.
 */
function whenToAsk(officialOf: (staffNumber: string | undefined) => DemoOfficial | undefined) {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  const checks = policy.get('login')?.checks;
  checks?.add(
    new Check('other_country', 'an official of another country is signed in', ({ oidc }) => {
      const signedIn = officialOf(oidc.session?.accountId);
      const isOther = signedIn !== undefined && clientId(signedIn.country) !== oidc.client?.clientId;
      return isOther && oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  checks?.add(
    new Check('acr_values', 'a stronger sign-in is asked for', 'login_required', ({ oidc }) => {
      const asked = classesAsked(oidc.params);
      // a class that is not to be had here is none to wait for: the claim is voluntary (OpenID Connect Core 5.5.1.1)
      const isEnough = asked.length === 0 || asked.includes(oidc.acr);
      return isEnough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

/** Those of the classes of authentication that are asked for which there are here, the most wanted first. */
function classesAsked(params: Readonly<Record<string, unknown>> | undefined): string[] {
  const asked = params?.['acr_values'];
  return typeof asked === 'string' ? asked.split(' ').filter((each) => CLASSES.includes(each)) : [];
}

function sendOf(context: { type: string; body: unknown }, page: string): void {
  context.type = 'html';
  context.body = page;
}

/** Nobody is asked whether the client may have what it is made for. */
async function grantTo({ oidc }: KoaContextWithOIDC, official: DemoOfficial, resource: string) {
  const grant = new oidc.provider.Grant({ clientId: clientId(official.country), accountId: official.staffNumber });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(resource, SCOPE);
  await grant.save();
  return grant;
}

async function signIn(
  provider: Provider,
  officials: readonly DemoOfficial[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  const country = officials.find((official) => clientId(official.country) === details.params['client_id'])?.country;
  const people = officials.filter((each) => each.country === country);
  // who is there already is asked whether it is still they
  const known = people.find(({ staffNumber }) => staffNumber === details.session?.accountId);
  const acr = classesAsked(details.params)[0] ?? PASSWORD;
  const asked = { country, people, known, isByCard: acr === CARD };
  if (request.method !== 'POST') {
    sendPage(response, 200, signInPage(asked));
    return;
  }
  const form = await readForm(request);
  const official = people.find(
    ({ username, password }) => username === form.get('username') && password === form.get('password'),
  );
  if (official === undefined) sendPage(response, 401, signInPage({ ...asked, isWrong: true }));
  else {
    await forgetWhoWasThere(provider, details, official);
    await provider.interactionFinished(request, response, { login: { accountId: official.staffNumber, acr } });
  }
}

/** Another person at the same browser: the session of the one before ends here, without a question. */
async function forgetWhoWasThere(provider: Provider, details: Details, { staffNumber }: DemoOfficial): Promise<void> {
  if (details.session === undefined || details.session.accountId === staffNumber) return;
  const before = await provider.Session.find(details.session.cookie);
  await before?.destroy();
  delete details.session;
  await details.save(SIGN_IN_LIFE_SECONDS);
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FORM_LIMIT_BYTES) throw new Error('the form is too long');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
  response.end(page);
}

function signInProblem(error: string): string {
  return `<!doctype html><html lang="en"><title>CREX demo</title><p>The sign-in failed: ${escapeHtml(error)}.</p></html>`;
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: 'demo-1', alg: 'ES256', use: 'sig' };
}

function clientId(country: CountryCode): string {
  return `crex-${country.toLowerCase()}`;
}

function checkNotProduction(env: Environment): void {
  if (env === 'production') throw new Error('the demo’s issuer is not for production');
}
