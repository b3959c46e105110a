import { KINDS } from '#libs/protocol';
import { BETWEEN_COUNTRIES } from './scenarios/all-stories.jest.js';
import { MORE } from './scenarios/records.jest.js';
import { Scenario } from './scenarios/scenario.js';

/** Stories between countries of four languages: Argentina (es), Brazil (pt), Jamaica (en), Suriname (nl). */
describe('between countries of four languages', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await Scenario.begin({
      members: ['AR', 'BR', 'JM', 'SR'],
      more: MORE,
      ...{ absent: ['GY'], suspended: ['GY'] },
      settings: { JM: { CREX_AMBIGUOUS: 'clerk' } },
    });
  }, 240_000);
  afterAll(() => scenario[Symbol.asyncDispose]());

  describe.each(Object.entries(BETWEEN_COUNTRIES))('%s:', (_, stories) => {
    it.each(stories.map((story) => [story.title, story] as const))('%s', (_title, { tell }) => tell(scenario));
  });

  it('and every kind that was told of has travelled', async () => {
    const told = new Set<string>(
      Object.values(BETWEEN_COUNTRIES).flatMap((stories) => stories.flatMap(({ tells }) => tells)),
    );
    expect([...(await scenario.kindsReceived())]).toEqual(
      expect.arrayContaining(KINDS.filter((kind) => told.has(kind))),
    );
  });
});
