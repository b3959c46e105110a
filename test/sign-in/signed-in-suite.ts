import { Alliance } from '#libs/ceremony';
import type { CountryCode, Role } from '#libs/protocol';
import { fixedClock, type FixedClock } from '#libs/testing';
import { startIssuer, type Issuer } from '../../apps/demo/src/issuer.js';
import { demoOfficials, type DemoOfficial } from '../../apps/demo/src/officials.js';
import { ConsoleNode, type ConsoleNodeOptions } from '../browser/console-node.js';
import { StandInBroker } from '../hostile/stand-in-broker.js';
import { TestNode } from '../hostile/test-node.js';

/** Nodes at which officials sign in with browsers, and the demo's issuer: what these suites work with. */
export class SignedInSuite implements AsyncDisposable {
  readonly clock: FixedClock = fixedClock(Date.now());
  /** Whom the issuer knows; a test may change them. */
  readonly officials: DemoOfficial[] = demoOfficials();
  private readonly opened = new AsyncDisposableStack();
  private readonly nodes = new Map<CountryCode, TestNode>();
  issuer!: Issuer;

  static async start(...countries: CountryCode[]): Promise<SignedInSuite> {
    const suite = new SignedInSuite();
    suite.issuer = await startIssuer({ env: 'test', port: 0, officials: suite.officials });
    suite.opened.defer(() => suite.issuer.close());
    const { clock } = suite;
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: clock.nowMs() });
    const broker = new StandInBroker(alliance, clock);
    for (const country of countries) {
      suite.nodes.set(country, suite.opened.use(await TestNode.start({ alliance, clock, broker, country })));
    }
    return suite;
  }

  node(country: CountryCode): TestNode {
    const node = this.nodes.get(country);
    if (node === undefined) throw new Error(`${country} has no node here`);
    return node;
  }

  /** A node's door; several may stand before one database, with other settings. */
  async console(country: CountryCode, more: Partial<ConsoleNodeOptions> = {}): Promise<ConsoleNode> {
    const { url } = this.issuer;
    const issuer = { url, clientId: this.issuer.clientId(country), audience: this.issuer.audience(country) };
    return this.opened.use(await ConsoleNode.start({ node: this.node(country), issuer, ...more }));
  }

  official(country: CountryCode, role: Role): DemoOfficial {
    const found = this.officials.find((each) => each.country === country && each.role === role);
    if (found === undefined) throw new Error(`${country} has no ${role}`);
    return found;
  }

  /** Sign-ins as the log tells of them, oldest first: what was done, why not, and by whom. */
  async logged(country: CountryCode): Promise<string[]> {
    const { database, base } = this.node(country);
    const rows = await database.owner.query<{ leaf: Buffer }>(
      `SELECT leaf FROM audit_entry WHERE type = 'SIGN_IN' ORDER BY entry_id`,
    );
    const leaves = rows.map(({ leaf }) => JSON.parse(leaf.toString()) as Leaf);
    return Promise.all(
      leaves.map(async ({ eventId, action, code }) => {
        const part = await base.log.readPart(database.sql, eventId, 'SIGN_IN', 'actor');
        const { value: { id = 'nobody known' } = {} } = part as { value?: { id?: string } };
        return [action, ...(code === undefined ? [] : [code]), id].join(' ');
      }),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.opened.disposeAsync();
  }
}

interface Leaf {
  readonly eventId: string;
  readonly action: string;
  readonly code?: string;
}
