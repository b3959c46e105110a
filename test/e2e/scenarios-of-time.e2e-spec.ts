import { KINDS } from '#libs/protocol';
import { AS_TIME_PASSES } from './scenarios/all-stories.jest.js';
import { Scenario } from './scenarios/scenario.js';
import { MORE } from './scenarios/time.jest.js';

/** Three weeks between Argentina (es), Jamaica (en) and Suriname (nl): the clocks of all programs are moved by the test. */
describe('as time passes', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    const often = { CREX_DIRECTORY_PERIOD: '500ms' };
    scenario = await Scenario.begin({
      ...{ members: ['AR', 'JM', 'SR'], more: MORE, hasMovedClock: true },
      settings: {
        nodes: often,
        JM: { CREX_AMBIGUOUS: 'clerk' },
        SR: { CREX_COUNTRY_QUESTIONS_PER_HOUR: '2' },
        BROKER: { ...often, CREX_TIMESTAMP_PERIOD: '2s', CREX_EXPIRY_PERIOD: '500ms' },
      },
    });
  }, 240_000);
  afterAll(() => scenario[Symbol.asyncDispose]());

  it.each(AS_TIME_PASSES.time.map((story) => [story.title, story] as const))('%s', (_, { tell }) => tell(scenario));

  it('and every kind that was told of has travelled', async () => {
    const told = new Set<string>(AS_TIME_PASSES.time.flatMap(({ tells }) => tells));
    expect([...(await scenario.kindsReceived())]).toEqual(
      expect.arrayContaining(KINDS.filter((kind) => told.has(kind))),
    );
  });
});
