import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { CARD, PASSWORD, startIssuer, type Issuer } from './issuer.js';
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
    return (await response.json()) as { access_token?: string; id_token?: string; error?: string };
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

  describe('asked how somebody has proven who they are', () => {
    const codeOf = ({ at }: { readonly at: URL }) => at.searchParams.get('code');
    /** What the ID token says of the sign-in; the access token must say the same. */
    const authentication = async (visitor: Visitor, code: string | null) => {
      const { id_token: id = '', access_token: access = '' } = await visitor.redeem('crex-ar', code);
      const [said, again] = [decodeJwt(id), decodeJwt(access)];
      expect([again['acr'], again['auth_time']]).toEqual([said['acr'], said['auth_time']]);
      expect(Date.now() / 1000 - Number(said['auth_time'])).toBeLessThan(60);
      return said;
    };
    const signedIn = async () => {
      const visitor = new Visitor(issuer);
      const { at: form } = await visitor.start('crex-ar');
      const back = await visitor.open(form, secrets(investigator));
      expect(await authentication(visitor, codeOf(back))).toMatchObject({ acr: PASSWORD });
      return visitor;
    };

    it('asks who is known again for a stronger class (acr_values), once', async () => {
      const visitor = await signedIn();
      const wanted = { acr_values: `urn:example:unheard-of ${CARD}` };
      const form = await visitor.start('crex-ar', wanted);
      const page = await form.response.text();
      expect(page).toContain('Confirme quién es');
      expect([...page.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, name]) => name)).toEqual([investigator.name]);
      const back = await visitor.open(form.at, secrets(investigator));
      expect(await authentication(visitor, codeOf(back))).toMatchObject({ acr: CARD });
      expect(await authentication(visitor, codeOf(await visitor.start('crex-ar', wanted)))).toMatchObject({
        acr: CARD,
      });
    });

    it('says what there is where a class is asked for that it does not have', async () => {
      const visitor = await signedIn();
      const { at } = await visitor.start('crex-ar', { acr_values: 'urn:example:smartcard' });
      expect(await authentication(visitor, at.searchParams.get('code'))).toMatchObject({ acr: PASSWORD });
    });

    it.each([{ prompt: 'login' }, { max_age: '0' }])('asks who is known again for %j', async (asked) => {
      const visitor = await signedIn();
      const form = await visitor.start('crex-ar', asked);
      expect(await form.response.text()).toContain('Confirme quién es');
    });

    it('asks nobody where it must not (prompt=none), and says that it would have had to', async () => {
      const visitor = await signedIn();
      expect(codeOf(await visitor.start('crex-ar', { prompt: 'none' }))).not.toBeNull();
      const { at } = await visitor.start('crex-ar', { prompt: 'none', acr_values: CARD });
      expect(at.searchParams.get('error')).toBe('login_required');
    });
  });

  it('does not start in production', async () => {
    await expect(startIssuer({ env: 'production', port: 0, officials })).rejects.toThrow(/not for production/);
  });
});
