import { Alliance } from '#libs/ceremony';
import { fixedClock } from '#libs/testing';
import { startIssuer, type Issuer } from '../../apps/demo/src/issuer.js';
import { demoOfficials } from '../../apps/demo/src/officials.js';
import { ConsoleNode } from '../browser/console-node.js';
import { CookieBrowser, signIn } from '../browser/cookie-browser.js';
import { StandInBroker } from '../hostile/stand-in-broker.js';
import { TestNode } from '../hostile/test-node.js';

describe('signing in with a browser', () => {
  const clock = fixedClock(Date.now());
  const officials = demoOfficials();
  const someone = (country: string, role: string) => {
    const found = officials.find((each) => each.country === country && each.role === role);
    if (found === undefined) throw new Error('nobody');
    return found;
  };
  let issuer: Issuer;
  let node: TestNode;
  let console: ConsoleNode;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    issuer = await startIssuer({ env: 'test', port: 0, officials });
    opened.defer(() => issuer.close());
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: clock.nowMs() });
    const broker = new StandInBroker(alliance, clock);
    node = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR' }));
    const settings = { oidcCountryClaim: 'crex_country' };
    console = opened.use(
      await ConsoleNode.start({ node, issuer: { url: issuer.url, clientId: issuer.clientId('AR') }, settings }),
    );
  });
  afterAll(() => opened.disposeAsync());

  it('leads to the sign-in service and back, and says who it is', async () => {
    const browser = new CookieBrowser();
    const page = await signIn(browser, console.url, someone('AR', 'investigator'));
    expect([page.at.pathname, page.response.status]).toEqual(['/', 404]);
    const { status, body } = await browser.call(console.url, '/auth/me');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ subject: 'AR-INV-01', name: 'Lucía Ferreyra', country: 'AR', roles: ['investigator'], languages: ['es'] },
      authority: 'Policía de Investigaciones (demo)',
    });
    const rest = [
      'authority',
      'csrfToken',
      'endsAt',
      'idleEndsAt',
      'languages',
      'name',
      'roles',
      'signedInAt',
      'subject',
    ];
    expect(Object.keys(body).sort()).toEqual(['country', ...rest].sort());
  });
});
