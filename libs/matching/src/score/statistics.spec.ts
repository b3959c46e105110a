import { countsOf, describe as featuresOf, RegisterStatistics } from '#libs/matching';

describe('the register’s own frequencies', () => {
  it('are shares of its persons, never zero, never above one', () => {
    const statistics = new RegisterStatistics(1000, [
      { kind: 'given', value: 'JUAN', persons: 40 },
      { kind: 'given', value: 'ZOILO', persons: 1 },
      { kind: 'given', value: 'X', persons: 4000 },
    ]);
    expect(statistics.share('given', 'JUAN')).toBe(0.04);
    expect([statistics.share('given', 'ZOILO'), statistics.share('given', 'NEVER')]).toEqual([0.005, 0.005]);
    expect(statistics.share('given', 'X')).toBe(1);
    expect([statistics.isCounted('given', 'JUAN'), statistics.isCounted('given', 'ZOILO')]).toEqual([true, false]);
  });

  it('take what was never counted for common, so that nothing is overestimated', () => {
    const statistics = new RegisterStatistics(1_000_000, []);
    expect(statistics.share('surname', 'GARCIA')).toBeGreaterThan(0.01);
    expect(new RegisterStatistics(0, []).persons).toBe(1);
  });

  it('count each value of a person once', () => {
    const counts = countsOf(
      featuresOf({
        names: [
          { kind: 'legal', full: 'Juan Pérez', given: ['Juan'], surname1: 'Pérez' },
          { kind: 'alias', full: 'Juan Sosa', given: ['Juan'], surname1: 'Sosa' },
        ],
        sex: 1,
        nationalities: ['AR'],
        birthPlace: { country: 'AR', town: 'Rosario' },
      }),
    );
    expect(counts.filter(([kind]) => kind !== 'code')).toEqual([
      ['given', 'JUAN'], ['surname', 'PEREZ'], ['surname', 'SOSA'], ['sex', '1'], ['nationality', 'AR'], ['town', 'ROSARIO'],
    ]); // prettier-ignore
    expect(counts.filter(([kind]) => kind === 'code')).toHaveLength(3);
  });
});
