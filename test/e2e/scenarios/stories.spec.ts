import { AS_TIME_PASSES, BETWEEN_COUNTRIES } from './all-stories.jest.js';
import { TO_TELL, UNTOLD, type Told } from './stories.js';

/** A kind of message, an outcome or a result that is new needs a story, or a reason why it has none. */
describe('the stories of the scenario suite', () => {
  const stories = [...Object.values(BETWEEN_COUNTRIES), ...Object.values(AS_TIME_PASSES)].flat();
  const told = new Set<Told>(stories.flatMap(({ tells }) => tells));

  it('tell every kind of message, every outcome and every result that the protocol has', () => {
    expect(TO_TELL.filter((each) => !told.has(each) && UNTOLD[each] === undefined)).toEqual([]);
  });

  it('leave nothing out that they tell', () => {
    expect([...told].filter((each) => UNTOLD[each] !== undefined)).toEqual([]);
  });

  it('have each a title of its own', () => {
    const titles = stories.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
