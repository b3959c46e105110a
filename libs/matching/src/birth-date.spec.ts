import fc from 'fast-check';
import { readBirthDate } from '#libs/matching';

describe('a date of birth', () => {
  it.each([
    ['1980', { year: 1980 }],
    ['1980-02', { year: 1980, month: 2 }],
    ['1980-02-29', { year: 1980, month: 2, day: 29 }],
    ['1980-01-01', { year: 1980, month: 1, day: 1, isApproximate: true }],
    ['1900-01-02', { year: 1900, month: 1, day: 2 }],
    ['1981-02-29', { year: 1981, month: 2 }],
    ['1980-13-01', { year: 1980 }],
    ['1980-00-00', { year: 1980 }],
  ])('written %s is read as far as it is known', (text, date) => {
    expect(readBirthDate(text)).toEqual(date);
  });

  it.each([
    '1900-01-01',
    '1900',
    '1900-01',
    '1899-12-31',
    '0001-01-01',
    '0000',
    '9999-12-31',
    '',
    '80',
    '29.02.1980',
    '1980-2-9',
  ])('written %p is not known', (text) => {
    expect(readBirthDate(text)).toBeUndefined();
  });

  it('that is missing is not known', () => {
    expect(readBirthDate(undefined)).toBeUndefined();
  });

  it('is read from any text without throwing, and only real days have a day', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}(-\d\d(-\d\d)?)?$/)), (text) => {
        const date = readBirthDate(text);
        if (date?.day === undefined) return;
        expect(new Date(Date.UTC(date.year, (date.month ?? 0) - 1, date.day)).getUTCDate()).toBe(date.day);
      }),
    );
  });
});
