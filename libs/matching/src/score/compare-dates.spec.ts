import fc from 'fast-check';
import { readBirthDate } from '../birth-date.js';
import { compareDates } from './compare-dates.js';

const compare = (asked: string, held: string) => {
  const [left, right] = [readBirthDate(asked), readBirthDate(held)];
  if (left === undefined || right === undefined) throw new Error('not a date');
  return compareDates(left, right);
};

describe('two dates of birth', () => {
  it.each([
    ['1980-02-29', '1980-02-29', 'same', 'agrees'],
    ['1980-01-01', '1980-01-01', 'sameFirstOfJanuary', 'agrees'],
    ['1980-05-07', '1980-07-05', 'dayMonthExchanged', 'close'],
    ['1980-05-07', '1981-05-07', 'yearOneOff', 'close'],
    ['1980-05-07', '1990-05-07', 'yearOneDigit', 'close'],
    ['1986-05-07', '1968-05-07', 'yearOneDigit', 'close'],
    ['1980-05-07', '1957-05-07', 'yearOther', 'close'],
    ['1980-05-07', '1980-05-17', 'oneDigit', 'close'],
    ['1980-05-12', '1980-05-21', 'oneDigit', 'close'],
    ['1980-05-31', '1980-06-01', 'oneDigit', 'close'],
    ['1980-05-07', '1980-05-23', 'monthOrDay', 'close'],
    ['1980-05-07', '1980-11-07', 'monthOrDay', 'close'],
    ['1980-05-07', '1980-11-23', 'yearAlone', 'differs'],
    ['1980-05-07', '1963-11-23', 'differs', 'differs'],
    ['1980-05-07', '1981-07-05', 'differs', 'differs'],
    ['1980', '1980-05-07', 'yearKnownSame', 'agrees'],
    ['1980-05-07', '1980', 'yearKnownSame', 'agrees'],
    ['1980', '1981', 'yearKnownNear', 'close'],
    ['1980', '1982-05-07', 'yearKnownDiffers', 'differs'],
    ['1980-05', '1980-05-07', 'monthKnownSame', 'agrees'],
    ['1980-05', '1980-06-07', 'monthKnownDiffers', 'differs'],
    ['1980-05', '1981-05', 'yearKnownNear', 'close'],
    ['1980-01-01', '1980-05-07', 'yearKnownSame', 'agrees'],
    ['1980-05-07', '1979-01-01', 'yearKnownNear', 'close'],
    ['1980-01-01', '1970-01-01', 'yearKnownDiffers', 'differs'],
    ['1980-01', '1980-01-01', 'yearKnownSame', 'agrees'],
  ])('%s and %s: %s', (asked, held, weight, level) => {
    expect(compare(asked, held)).toEqual({ weight, level });
  });

  it('compare alike in either order', () => {
    const date = fc
      .tuple(fc.integer({ min: 1950, max: 1960 }), fc.nat(12), fc.nat(31))
      .map(([year, month, day]) =>
        readBirthDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
      );
    fc.assert(
      fc.property(date, date, (left, right) => {
        if (left === undefined || right === undefined) return;
        expect(compareDates(left, right)).toEqual(compareDates(right, left));
      }),
    );
  });
});
