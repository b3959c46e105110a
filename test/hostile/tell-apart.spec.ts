import { seededRandom } from '../seeded-random.js';
import { chanceDeviation, rankStatistic } from './tell-apart.js';

describe('the rank statistic', () => {
  it.each([
    ['two that are never alike', [3, 4], [1, 2], 1],
    ['the same the other way round', [1, 2], [3, 4], 0],
    ['equals', [5, 5, 5], [5, 5], 0.5],
    ['some of each', [1, 3], [2, 3], 0.375],
  ])('of %s', (_, left, right, value) => {
    expect(rankStatistic({ left, right })).toBe(value);
  });

  it('strays from a half by chance as it says: two thirds of the time less than one deviation', () => {
    const random = seededRandom(7);
    const draw = () => Array.from({ length: 40 }, () => random(2 ** 30));
    const runs = Array.from({ length: 500 }, () => ({ left: draw(), right: draw() }));
    const within = runs.filter((pairs) => Math.abs(rankStatistic(pairs) - 0.5) < chanceDeviation(pairs)).length;
    expect(within / runs.length).toBeGreaterThan(0.6);
    expect(within / runs.length).toBeLessThan(0.76);
  });
});
