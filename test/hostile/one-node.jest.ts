import { Alliance } from '#libs/ceremony';
import type { CountryCode } from '#libs/protocol';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { StandInBroker } from './stand-in-broker.js';
import { TestNode, type TestNodeOptions } from './test-node.js';

/** What a suite about one country's node works with, from its first test on. */
export interface OneNode {
  readonly clock: FixedClock;
  readonly alliance: Alliance;
  readonly broker: StandInBroker;
  readonly node: TestNode;
}

interface Surroundings extends Pick<TestNodeOptions, 'policies' | 'persons' | 'settings'> {
  readonly members: readonly CountryCode[];
  /** The suite changes its Alliance, so it shares it with no other. */
  readonly ownAlliance?: boolean;
}

/** Starts a node of this country, with a broker that stands in, before the tests of a suite, and closes it after them. */
export function oneNode(country: CountryCode, { members, ownAlliance, ...more }: Surroundings): OneNode {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  const suite = { clock } as { -readonly [K in keyof OneNode]: OneNode[K] };
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    suite.alliance =
      ownAlliance === true
        ? await Alliance.create({ env: 'test', members, nowMs: clock.nowMs() })
        : await createTestAlliance({ members });
    suite.broker = new StandInBroker(suite.alliance, clock);
    const { alliance, broker } = suite;
    suite.node = opened.use(await TestNode.start({ alliance, clock, broker, country, ...more }));
  });
  afterAll(() => opened.disposeAsync());
  return suite;
}
