import { CrexError, COUNTRIES, countryCode, isCountryCode } from '#libs/protocol';

describe('the members', () => {
  it('are the 18 countries, each once, in order', () => {
    expect(COUNTRIES).toHaveLength(18);
    expect([...new Set(COUNTRIES)].sort()).toEqual([...COUNTRIES]);
  });

  it('refuses what is no member, with a coded error that does not repeat the input', () => {
    expect(isCountryCode('ar')).toBe(false);
    expect(() => countryCode('ZZ-secret')).toThrow(CrexError);
    expect(() => countryCode('ZZ-secret')).not.toThrow(/secret/);
  });
});
