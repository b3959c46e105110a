import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { startIssuer, type Issuer } from './issuer.js';
import { demoOfficials, type DemoOfficial } from './officials.js';

const REDIRECT_URI = 'http://127.0.0.1/callback';

/** A browser with cookies that goes through the sign-in of one client. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly verifier = randomBytes(32).toString('base64url');

  constructor(private readonly issuer: Issuer) {}

  /** Where the issuer leads to at first: the sign-in form, or straight back. */
  start(clientId: string, more: Readonly<Record<string, string>> = {}): Promise<{ response: Response; at: URL }> {
    const address = new URL('/auth', this.issuer.url);
    address.search = new URLSearchParams({
      ...{ client_id: clientId, response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid crex', state: 's' },
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      ...{ code_challenge_method: 'S256', ...more },
    }).toString();
    return this.open(address);
  }

  async open(from: URL, form?: Readonly<Record<string, string>>): Promise<{ response: Response; at: URL }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form && new URLSearchParams(form);
    const init = { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) } as const;
    const response = await fetch(from, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { response, at: from };
    const at = new URL(location, from);
    return at.href.startsWith(REDIRECT_URI) ? { response, at } : this.open(at);
  }

  async redeem(clientId: string, code: string | null, more: Readonly<Record<string, string>> = {}) {
    const { response } = await this.open(new URL('/token', this.issuer.url), {
      ...{ grant_type: 'authorization_code', code: code ?? '', redirect_uri: REDIRECT_URI, client_id: clientId },
      ...{ code_verifier: this.verifier, ...more },
    });
    return (await response.json()) as { access_token?: string; error?: string };
  }
}

describe('the issuer of the demo', () => {
  const officials = demoOfficials();
  const someone = (country: string, role: string) =>
    officials.find((each) => each.country === country && each.role === role) as DemoOfficial;
  const secrets = ({ username, password }: DemoOfficial) => ({ username, password });
  const investigator = someone('AR', 'investigator');
  let issuer: Issuer;
  beforeAll(async () => {
    issuer = await startIssuer({ env: 'demo', port: 0, officials });
  });
  afterAll(() => issuer.close());

  it('gives a JWT access token (RFC 9068) that says who, which role and which authority, for one country alone', async () => {
    const visitor = new Visitor(issuer);
    const form = await visitor.start('crex-ar');
    expect(await form.response.text()).toContain('Argentina');
    const { at } = await visitor.open(form.at, secrets(investigator));
    const { access_token: token = '' } = await visitor.redeem('crex-ar', at.searchParams.get('code'));
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(decodeJwt(token)).toMatchObject({
      ...{ iss: issuer.url, aud: 'urn:crex:demo:AR', sub: 'AR-INV-01', client_id: 'crex-ar' },
      ...{ crex_roles: ['investigator'], crex_authority: investigator.authority },
    });
  });

  it('lets nobody in with a wrong password, or at the client of another country', async () => {
    const visitor = new Visitor(issuer);
    const { at: form } = await visitor.start('crex-ar');
    const wrong = await visitor.open(form, { username: investigator.username, password: 'wrong' });
    expect(wrong.response.status).toBe(401);
    const stranger = await visitor.open(form, secrets(someone('BR', 'investigator')));
    expect(stranger.response.status).toBe(401);
  });

  it('gives who is signed in at one country nothing for another', async () => {
    const visitor = new Visitor(issuer);
    const { at: form } = await visitor.start('crex-ar');
    await visitor.open(form, secrets(investigator));
    const { at, response } = await visitor.start('crex-br');
    expect(at.searchParams.get('code')).toBeNull();
    expect(await response.text()).toContain('Serviço de acesso: Brasil');
    const still = await visitor.open(at, secrets(investigator));
    expect(still.response.status).toBe(401);
  });

  it('refuses the resource of another country, and a client that it does not know', async () => {
    const { at } = await new Visitor(issuer).start('crex-ar', { resource: 'urn:crex:demo:BR' });
    expect(at.searchParams.get('error')).toBe('invalid_target');
    expect((await new Visitor(issuer).start('somebody')).response.status).toBe(400);
  });

  it('wants the verifier of the challenge (PKCE)', async () => {
    const visitor = new Visitor(issuer);
    const { at: form } = await visitor.start('crex-ar');
    const { at } = await visitor.open(form, secrets(investigator));
    const stolen = { code_verifier: randomBytes(32).toString('base64url') };
    expect(await visitor.redeem('crex-ar', at.searchParams.get('code'), stolen)).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('does not start in production', async () => {
    await expect(startIssuer({ env: 'production', port: 0, officials })).rejects.toThrow(/not for production/);
  });
});
