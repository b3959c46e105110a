import { createHmac } from 'node:crypto';
import { exportSPKI, importJWK, type CryptoKey, type JWK } from 'jose';
import fc from 'fast-check';
import { isCrexError } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { AccessTokens, type SignInSettings } from './access-token.js';
import { officialOf } from './official-claims.js';
import { signToken, startSignInService, type SignInService, type TokenWishes } from './sign-in-service.jest.js';

const claimNames = { roles: 'crex_roles', authority: 'crex_authority' };
const AUDIENCE = 'https://ar.crex.example';
const start = Date.parse('2026-11-22T12:00:00Z');
const b64 = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  let service: SignInService;
  let key: CryptoKey;
  let tokens: AccessTokens;
  const clock = fixedClock(start);
  const base = () => ({ issuer: service.url, audience: AUDIENCE, nowSeconds: start / 1000 });
  const token = (wishes: TokenWishes = {}, by: CryptoKey | Uint8Array = key) => signToken(by, base(), wishes);
  const opened = (settings: Partial<SignInSettings> = {}) =>
    new AccessTokens({ issuer: service.url, audience: AUDIENCE, claimNames, ...settings }, clock);
  const official = async (jwt: string, role?: string) => officialOf(await tokens.personOf(`Bearer ${jwt}`), role);
  const refusal = async (given: Promise<unknown>) => {
    const error = await given.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!isCrexError(error)) throw new Error('it was let in, or failed', { cause: error });
    return error;
  };

  beforeEach(async () => {
    service = await startSignInService();
    key = await service.addKey('one');
    tokens = opened();
  });
  afterEach(async () => {
    await service.close();
  });

  it('says who signs in: staff number, role and authority', async () => {
    expect(await official(await token())).toEqual({
      ...{ kind: 'official', id: 'AR-4711', role: 'investigator', authority: 'Policía Federal' },
    });
  });

  it.each(['ES256', 'PS256', 'RS256', 'EdDSA'])('may be signed with %s', async (alg) => {
    const other = await service.addKey(alg, alg);
    expect(await official(await token({ header: { alg, kid: alg } }, other))).toMatchObject({ id: 'AR-4711' });
  });

  it('may name several audiences, one of them this node, and come with any spelling of the scheme', async () => {
    const jwt = await token({
      claims: { aud: [AUDIENCE, 'https://other.example'] },
      header: { typ: 'application/at+jwt' },
    });
    expect(await tokens.personOf(`bearer  ${jwt}`)).toMatchObject({ roles: ['investigator'] });
  });

  it.each<[string, TokenWishes, string]>([
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'staff.unauthenticated'],
    ['without issuer', { claims: { iss: undefined } }, 'staff.unauthenticated'],
    ['for the node of another country', { claims: { aud: 'https://br.crex.example' } }, 'staff.wrong-audience'],
    ['without audience', { claims: { aud: undefined } }, 'staff.wrong-audience'],
    ['that has expired', { claims: { exp: start / 1000 - 11 } }, 'staff.unauthenticated'],
    ['without an end', { claims: { exp: undefined } }, 'staff.unauthenticated'],
    ['that is not valid yet', { claims: { nbf: start / 1000 + 11 } }, 'staff.unauthenticated'],
    ['issued in the future', { claims: { iat: start / 1000 + 11 } }, 'staff.unauthenticated'],
    ['issued the day before', { claims: { iat: start / 1000 - 86_411 } }, 'staff.unauthenticated'],
    ['without time of issue', { claims: { iat: undefined } }, 'staff.unauthenticated'],
    ['that is an ID token', { header: { typ: 'JWT' } }, 'staff.unauthenticated'],
    ['of no type', { header: { typ: undefined } }, 'staff.unauthenticated'],
    ['of another type', { header: { typ: 'logout+jwt' } }, 'staff.unauthenticated'],
    ['with an unknown key', { header: { kid: 'nobody' } }, 'staff.unauthenticated'],
    ['with a critical header that we do not know', { header: { crit: ['x'], x: 1 } }, 'staff.unauthenticated'],
    ['without staff number', { claims: { sub: undefined } }, 'staff.unauthenticated'],
    ['with a staff number too long', { claims: { sub: 'x'.repeat(65) } }, 'staff.unauthenticated'],
    ['with a line break in the staff number', { claims: { sub: 'a\nb' } }, 'staff.unauthenticated'],
    ['with a number for a staff number', { claims: { sub: 4711 } }, 'staff.unauthenticated'],
    ['without role', { claims: { crex_roles: undefined } }, 'staff.no-role'],
    ['with roles of others alone', { claims: { crex_roles: ['admin', 7, null] } }, 'staff.no-role'],
    ['with an object for roles', { claims: { crex_roles: { investigator: true } } }, 'staff.no-role'],
    ['with several roles', { claims: { crex_roles: ['clerk', 'auditor'] } }, 'staff.no-role'],
    ['without authority', { claims: { crex_authority: undefined } }, 'staff.no-role'],
    ['with a list for an authority', { claims: { crex_authority: ['a'] } }, 'staff.no-role'],
  ])('%s is refused', async (_, wishes, code) => {
    expect(await refusal(token(wishes).then((jwt) => official(jwt)))).toMatchObject({ code });
  });

  it('says that it has expired, so that one knows what to do', async () => {
    const error = await refusal(official(await token({ claims: { exp: start / 1000 - 60 } })));
    expect(error).toMatchObject({ message: 'the access token has expired', nextStep: 'sign in again' });
  });

  it('holds some seconds longer than it says: clocks differ', async () => {
    expect(await official(await token({ claims: { exp: start / 1000 - 5 } }))).toMatchObject({ id: 'AR-4711' });
  });

  it('without a signature is refused', async () => {
    const [, payload] = (await token()).split('.');
    for (const alg of ['none', 'None', '']) {
      const unsigned = `${b64({ alg, typ: 'at+jwt' })}.${payload!}.`;
      expect(await refusal(official(unsigned))).toMatchObject({ code: 'staff.unauthenticated' });
    }
    expect(service.fetches.keys).toBe(0);
  });

  it('signed with HMAC under the public key is refused', async () => {
    const publicJwk = service.published[0] as JWK;
    const pem = await exportSPKI((await importJWK(publicJwk, 'ES256', { extractable: true })) as CryptoKey);
    const [, payload] = (await token()).split('.');
    for (const secret of [pem, JSON.stringify(publicJwk)]) {
      const input = `${b64({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })}.${payload!}`;
      const forged = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      expect(await refusal(official(forged))).toMatchObject({ code: 'staff.unauthenticated' });
    }
  });

  it('that brings its own key is refused', async () => {
    await using stranger = await startSignInService();
    const foreign = await stranger.addKey('one');
    const header = { jwk: stranger.published[0], jku: `${stranger.url}/keys` };
    const jwt = await token({ header }, foreign);
    expect(await refusal(official(jwt))).toMatchObject({ code: 'staff.unauthenticated' });
    expect(stranger.fetches.keys).toBe(0);
  });

  it('with a changed claim is refused', async () => {
    const [header, payload, signature] = (await token()).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const jwt = `${header}.${b64({ ...claims, crex_roles: ['prosecutor'] })}.${signature}`;
    expect(await refusal(official(jwt))).toMatchObject({ code: 'staff.unauthenticated' });
  });

  it('that is too long is refused before anybody reads it', async () => {
    const jwt = await token({ claims: { more: 'x'.repeat(8_192) } });
    expect(await refusal(official(jwt))).toMatchObject({ message: 'the access token is longer than 8192 characters' });
    expect(service.fetches.discovery).toBe(0);
  });

  it('must be there, as a bearer token', async () => {
    expect(await refusal(tokens.personOf(undefined))).toMatchObject({ code: 'staff.unauthenticated' });
    for (const header of ['', 'Bearer', 'Bearer a b', `Basic ${b64('a:b')}`, await token()]) {
      expect(await refusal(tokens.personOf(header))).toMatchObject({ code: 'staff.unauthenticated' });
    }
  });

  it('with several roles is good for the one that the request names, and for no other', async () => {
    const jwt = await token({ claims: { crex_roles: 'clerk auditor other' } });
    expect(await official(jwt, 'auditor')).toMatchObject({ role: 'auditor' });
    expect(await refusal(official(jwt, 'prosecutor'))).toMatchObject({ code: 'staff.no-role' });
    expect(await refusal(official(jwt, 'other'))).toMatchObject({ code: 'staff.no-role' });
    expect(await refusal(official(jwt, 'clerk, auditor'))).toMatchObject({ code: 'staff.no-role' });
    expect(await refusal(official(await token(), 'prosecutor'))).toMatchObject({ code: 'staff.no-role' });
  });

  it('is read under the names that the country gave its claims', async () => {
    tokens = opened({ claimNames: { roles: 'groups', authority: 'office' } });
    const claims = { groups: ['registrar'], office: 'Registro Nacional', crex_roles: ['prosecutor'] };
    expect(await official(await token({ claims }))).toMatchObject({
      ...{ role: 'registrar', authority: 'Registro Nacional' },
    });
  });

  it('never stands in a refusal, nor does what it says', async () => {
    const jwt = await token({ claims: { sub: 'Marker-4711', aud: 'https://marker.example', crex_roles: ['Marker'] } });
    const error = await refusal(official(jwt));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/marker/i);
    expect(`${error.stack ?? ''} ${JSON.stringify(error.cause ?? null)}`).not.toContain(jwt.slice(0, 40));
  });

  it('can be any text without another outcome than a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/)),
        async (text) => {
          expect(await refusal(official(text))).toMatchObject({ code: 'staff.unauthenticated' });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the keys of the sign-in service', () => {
  let service: SignInService;
  let key: CryptoKey;
  let tokens: AccessTokens;
  const clock = fixedClock(start);
  const signed = (by: CryptoKey, kid: string) =>
    signToken(by, { issuer: service.url, audience: AUDIENCE, nowSeconds: start / 1000 }, { header: { kid } });
  const outcome = async (by: CryptoKey = key, kid = 'one') => {
    const jwt = await signed(by, kid);
    return tokens.personOf(`Bearer ${jwt}`).then(
      () => 'in',
      (error: unknown) => (isCrexError(error) ? error.code : 'another error'),
    );
  };
  const realNow = Date.now.bind(Date);
  const later = (ms: number) => {
    const now = realNow(); // jose keeps its own time
    Date.now = () => now + ms;
  };

  beforeEach(async () => {
    service = await startSignInService();
    key = await service.addKey('one');
    tokens = new AccessTokens({ issuer: service.url, audience: AUDIENCE, claimNames }, clock);
  });
  afterEach(async () => {
    Date.now = realNow;
    await service.close();
  });

  it('are fetched once for many tokens', async () => {
    expect(await Promise.all(Array.from({ length: 20 }, () => outcome()))).toEqual(Array(20).fill('in'));
    expect(service.fetches).toEqual({ keys: 1, discovery: 1 });
  });

  it('may change: a new key is found when a token names it, but not for each made-up name', async () => {
    expect(await outcome()).toBe('in');
    const next = await service.addKey('two');
    service.published.shift();
    expect(await outcome(next, 'two')).toBe('staff.unauthenticated'); // looked up moments ago
    expect(service.fetches.keys).toBe(1);
    later(31_000);
    expect(await outcome(next, 'two')).toBe('in');
    expect(await outcome()).toBe('staff.unauthenticated');
    expect(service.fetches.keys).toBe(2);
  });

  it('are forgotten after ten minutes: a withdrawn key dies', async () => {
    expect(await outcome()).toBe('in');
    await service.addKey('two');
    service.published.shift();
    expect(await outcome()).toBe('in');
    later(601_000);
    expect(await outcome()).toBe('staff.unauthenticated');
  });

  it('cannot be had: nobody comes in, until they can be had again', async () => {
    service.status = 500;
    expect(await outcome()).toBe('staff.issuer-unreachable');
    service.status = 200;
    expect(await outcome()).toBe('in');
  });

  it('cannot be had any more: those at hand are used for their ten minutes, whatever strange tokens come', async () => {
    expect(await outcome()).toBe('in');
    service.status = 500;
    later(31_000);
    expect(await outcome(key, 'made-up')).toBe('staff.issuer-unreachable');
    expect(await outcome()).toBe('in');
    later(601_000);
    expect(await outcome()).toBe('staff.issuer-unreachable');
    service.status = 200;
    expect(await outcome()).toBe('in');
  });

  it.each([
    ['are of another issuer', { issuer: 'https://evil.example' }],
    ['lie nowhere', { jwks_uri: undefined }],
  ])('are not used when the metadata say that they %s', async (_, spoilt) => {
    Object.assign(service.metadata, spoilt);
    expect(await outcome()).toBe('staff.issuer-unreachable');
    expect(service.fetches.keys).toBe(0);
  });

  it('are not fetched from elsewhere without TLS', async () => {
    await using elsewhere = await startSignInService();
    elsewhere.published.push(...service.published);
    service.metadata['jwks_uri'] = `${elsewhere.url}/keys`;
    expect(await outcome()).toBe('staff.issuer-unreachable');
    expect(elsewhere.fetches.keys).toBe(0);
  });

  it('cannot be had from a service that is not there', async () => {
    tokens = new AccessTokens({ issuer: 'http://127.0.0.1:1', audience: AUDIENCE, claimNames }, clock);
    expect(await outcome()).toBe('staff.issuer-unreachable');
  });
});
