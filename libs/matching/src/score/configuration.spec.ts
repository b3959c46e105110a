import { configurationDigest, DEFAULT_CONFIGURATION, readMatchingConfiguration } from '#libs/matching';

const copy = () =>
  structuredClone(DEFAULT_CONFIGURATION) as unknown as Record<string, Record<string, Record<string, unknown>>>;
const changed = (change: (value: ReturnType<typeof copy>) => void): unknown => {
  const value = copy();
  change(value);
  return value;
};

describe('the configuration of identification', () => {
  it('built in is valid', () => {
    expect(readMatchingConfiguration(copy())).toEqual(DEFAULT_CONFIGURATION);
  });

  it.each<[string, unknown]>([
    ['is no object', 7],
    ['lacks a weight', changed((value) => delete value['weights']?.['dates']?.['same'])],
    ['has a weight that is not known', changed((value) => ((value['weights']?.['dates'] ?? {})['some'] = 1))],
    ['has a group that is not known', changed((value) => ((value['weights'] ?? {})['other'] = {}))],
    ['has a fraction', changed((value) => ((value['weights']?.['dates'] ?? {})['same'] = 14.2))],
    ['has a word for a weight', changed((value) => ((value['weights']?.['dates'] ?? {})['same'] = '1420'))],
    ['would match on less than 99 %', changed((value) => ((value['shares'] ?? {})['match'] = 980_000 as never))],
    ['is certain beforehand', changed((value) => ((value['shares'] ?? {})['present'] = 1_000_000 as never))],
    ['has no version', changed((value) => delete value['version'])],
    ['has a version of two words', changed((value) => (value['version'] = 'a b' as never))],
    ['lists nobody', changed((value) => (value['maxListed'] = 0 as never))],
  ])('is refused when it %s', (_what, value) => {
    expect(() => readMatchingConfiguration(value)).toThrow(
      expect.objectContaining({ code: 'matching.malformed-configuration' }) as Error,
    );
  });

  it('has one digest for the same numbers in any order, and another for any other number', () => {
    const { shares, weights, ...rest } = DEFAULT_CONFIGURATION;
    const digest = configurationDigest(DEFAULT_CONFIGURATION);
    expect(configurationDigest({ weights, shares, ...rest })).toBe(digest);
    expect(configurationDigest({ ...DEFAULT_CONFIGURATION, maxListed: 49 })).not.toBe(digest);
    expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
