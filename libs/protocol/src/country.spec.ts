import {
  CrexError,
  COUNTRIES,
  countryCode,
  isCountryCode,
  isCrexError,
  isEnvironment,
  isListedId,
  isMemberId,
  isPartnerId,
  nowSeconds,
} from '#libs/protocol';

describe('the members', () => {
  it('are the 18 countries, each once, in order', () => {
    expect(COUNTRIES).toHaveLength(18);
    expect([...new Set(COUNTRIES)].sort()).toEqual([...COUNTRIES]);
    expect(countryCode('AR')).toBe('AR');
  });

  it('refuses what is no member, with a coded error that does not repeat the input', () => {
    expect(isCountryCode('ar')).toBe(false);
    expect(isCountryCode('BROKER')).toBe(false);
    expect(() => countryCode('ZZ-secret')).toThrow(CrexError);
    expect(() => countryCode('ZZ-secret')).not.toThrow(/secret/);
  });

  it('are never taken for a partner organisation, nor it for one of them', () => {
    for (const id of [...COUNTRIES, 'BROKER']) expect([isMemberId(id), isPartnerId(id)]).toEqual([true, false]);
    for (const id of ['OAS', 'INTERPOL', 'ABCDEFGHIJKLMNOP']) {
      expect([isMemberId(id), isPartnerId(id), isListedId(id)]).toEqual([false, true, true]);
    }
    for (const id of ['ZZ', 'interpol', 'ORG-1', 'ABCDEFGHIJKLMNOPQ', 'OAS\n', '', 7, undefined]) {
      expect(isListedId(id)).toBe(false);
    }
  });

  it('live in one of three environments', () => {
    expect(isEnvironment('production')).toBe(true);
    expect(isEnvironment('staging')).toBe(false);
    expect(isEnvironment(undefined)).toBe(false);
  });
});

describe('the clock', () => {
  it('is read in whole seconds, rounded down', () => {
    expect(nowSeconds({ nowMs: () => 1_999 })).toBe(1);
  });
});

describe('an error', () => {
  it('carries its code, the next step, the places and the cause', () => {
    const cause = new TypeError('why');
    const error = new CrexError('a.b', 'what', { cause, nextStep: 'do', pointers: [{ pointer: '/x', rule: 'r' }] });
    expect(error).toMatchObject({ code: 'a.b', message: 'what', nextStep: 'do', cause, name: 'CrexError' });
    expect(error.pointers).toEqual([{ pointer: '/x', rule: 'r' }]);
    expect(new CrexError('a.b', 'what')).toMatchObject({ nextStep: undefined, pointers: [] });
  });

  it('is told by its code', () => {
    expect(isCrexError(new CrexError('a.b', 'what'), 'a.b')).toBe(true);
    expect(isCrexError(new CrexError('a.b', 'what'))).toBe(true);
    expect(isCrexError(new CrexError('a.b', 'what'), 'a.c')).toBe(false);
    expect(isCrexError(new TypeError('a.b'))).toBe(false);
  });
});
