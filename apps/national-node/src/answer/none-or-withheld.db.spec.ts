import { createTestAlliance } from '#libs/testing';
import { NoneOrWithheld, tellTales, watchReadings, type Cost } from '../../../../test/hostile/none-or-withheld.js';
import { rankStatistic } from '../../../../test/hostile/tell-apart.js';

const PAIRS = 200;
const PAIRS_WITH_FAULT = 80;
/**
 * How far from "not at all" a statistic may be. Chance alone strays by 0.03 with so many pairs; what is left of the
 * difference (whom the search found is weighed and stands in the log) is 0.08 on a calm machine (docs/measurements.md).
 */
const AT_MOST = 0.2;

describe('somebody of whom nothing may go and nobody', () => {
  const opened = new AsyncDisposableStack();
  let asked: NoneOrWithheld;
  beforeAll(async () => {
    const alliance = await createTestAlliance({ members: ['AR', 'BR'] });
    asked = opened.use(await NoneOrWithheld.start(alliance, 1_500));
  });
  afterAll(() => opened.disposeAsync());

  type Costs = Awaited<ReturnType<NoneOrWithheld['inPairs']>>;
  const ofEach = ({ withheld, nobody }: Costs, figure: keyof Cost) => ({
    left: withheld.map((cost) => cost[figure]),
    right: nobody.map((cost) => cost[figure]),
  });
  /** 0: not told apart at all; 0.5: always. */
  const toldApart = (costs: Costs, figure: keyof Cost) => Math.abs(rankStatistic(ofEach(costs, figure)) - 0.5);

  it('are not told apart by the time that an answer takes, nor by what it weighs (pitfall 15)', async () => {
    const costs = await asked.inPairs(PAIRS);
    // all but a few were answered with NO_RECORD, so they are what they are said to be
    expect(Math.min(costs.nobody.length, costs.withheld.length)).toBeGreaterThan(0.95 * PAIRS);
    expect(toldApart(costs, 'answeredMs')).toBeLessThan(AT_MOST);
    expect(toldApart(costs, 'postedMs')).toBeLessThan(AT_MOST);
    expect(toldApart(costs, 'workMs')).toBeLessThan(AT_MOST);
    const { left, right } = ofEach(costs, 'bytes');
    expect(new Set([...left, ...right]).size).toBe(1);
  });

  it('are answered after reading a record: of nobody that of somebody who has one', async () => {
    using readings = watchReadings();
    const costs = await asked.inPairs(5);
    expect(readings.convictions.length).toBeGreaterThanOrEqual(costs.nobody.length + costs.withheld.length);
    expect(Math.min(...readings.convictions)).toBeGreaterThan(0);
  });

  it('would be told apart if one of them were looked for again and again', async () => {
    using _ = tellTales['whoever is found is looked for five times']();
    const costs = await asked.inPairs(PAIRS_WITH_FAULT);
    expect(toldApart(costs, 'workMs')).toBeGreaterThan(AT_MOST);
  });
});
