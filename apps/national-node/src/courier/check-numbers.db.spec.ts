import { createTestAlliance, fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';

describe('a database that was restored from an older backup', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let broker: StandInBroker;
  let node: TestNode;

  beforeEach(async () => {
    const alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM'] });
    broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'AR' });
  });
  afterEach(() => node.close());

  it('is not suspected when the numbers are in order', async () => {
    await node.verbs.checkNumbers.run();
    expect(node.verbs.checkNumbers.isPassed).toBe(true);
  });

  it.each([
    ['the numbers this node has sent', () => node.base.highWater.sent(['AR-BR-1-000000000003'])],
    ['the numbers this node has seen', () => node.base.highWater.seen(['BR-AR-1-000000000003'])],
    ['the numbers the broker has from it', () => Promise.resolve((broker.numbers['AR-BR-1'] = 3))],
  ] as const)('is found to be behind %s, and the courier stays closed', async (_, happen) => {
    await happen();
    await expect(node.verbs.checkNumbers.run()).rejects.toMatchObject({ code: 'courier.behind' });
    expect(node.verbs.checkNumbers.isPassed).toBe(false);
  });
});
