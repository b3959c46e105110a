import { createHash, randomBytes } from 'node:crypto';
import { CrexError } from '#libs/protocol';
import type { DemoUser } from './demo-output.js';

/** Registered for every client of the demo's issuer; nobody listens there, the code is read from the redirect. */
const REDIRECT_URI = 'http://127.0.0.1/callback';
const MAX_REDIRECTS = 5;
const ANSWER_WITHIN_MS = 10_000;

/**
 * Signs a demo user in as a browser would: authorization code with PKCE, the sign-in form posted by script.
 *
 * @returns the access token
 * @throws cli.issuer-unreachable, cli.sign-in-failed
 * @see RFC 6749, 4.1; RFC 7636
 */
export async function signIn(issuer: string, user: DemoUser): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const start = new URL('auth', `${issuer}/`);
  start.search = new URLSearchParams({
    ...{ client_id: user.clientId, response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid crex', state },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  }).toString();

  const browser = new Browser();
  const { status: shown, address: form } = await browser.open(start);
  checkIs(shown === 200, 'the issuer does not show its sign-in form');
  const { username, password } = user;
  const { address: back } = await browser.open(form, new URLSearchParams({ username, password }));
  const code = back.searchParams.get('code');
  checkIs(code !== null && back.searchParams.get('state') === state, 'the issuer did not sign this user in');

  const { status, body } = await browser.open(
    new URL('token', `${issuer}/`),
    new URLSearchParams({
      ...{ grant_type: 'authorization_code', code: code ?? '', redirect_uri: REDIRECT_URI },
      ...{ client_id: user.clientId, code_verifier: verifier },
    }),
  );
  const token = status === 200 ? (JSON.parse(body) as { access_token?: unknown }).access_token : undefined;
  checkIs(typeof token === 'string', 'the issuer gives no access token');
  return token as string;
}

/** Keeps cookies and follows redirects, up to the one that leaves the issuer. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async open(from: URL, form?: URLSearchParams): Promise<{ status: number; address: URL; body: string }> {
    let address = from;
    let sent = form;
    for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
      const response = await this.fetch(address, sent);
      const next = response.headers.get('location');
      if (next === null) return { status: response.status, address, body: await response.text() };
      await response.body?.cancel();
      address = new URL(next, address);
      if (address.href.startsWith(REDIRECT_URI)) return { status: response.status, address, body: '' };
      sent = undefined; // 303: what follows is a GET
    }
    throw new CrexError('cli.sign-in-failed', 'the issuer redirects without end');
  }

  private async fetch(address: URL, form: URLSearchParams | undefined): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    try {
      const response = await fetch(address, {
        ...{ redirect: 'manual', headers: { cookie }, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
        ...(form === undefined ? {} : { method: 'POST', body: form }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.cookies.set(name, value);
      }
      return response;
    } catch (cause) {
      throw new CrexError('cli.issuer-unreachable', `the sign-in service at ${address.origin} does not answer`, {
        ...{ cause, nextStep: 'start the demo with "npm run demo"; it ends with the demo' },
      });
    }
  }
}

function checkIs(good: boolean, otherwise: string): void {
  if (!good) throw new CrexError('cli.sign-in-failed', otherwise, { nextStep: 'start the demo anew' });
}
