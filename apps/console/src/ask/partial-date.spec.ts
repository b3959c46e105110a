import { birthDateOf, isDate, partsOfDate } from './partial-date.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const parts = (day: string, month: string, year: string) => ({ day, month, year });

describe('a date that may be known in part', () => {
  it.each([
    [parts('9', '2', '1984'), '1984-02-09', true],
    [parts('', '2', '1984'), '1984-02', true],
    [parts('', '', '1984'), '1984', true],
    [parts('', '', ''), undefined, true],
    [parts('29', '2', '1984'), '1984-02-29', true],
    [parts('29', '2', '1985'), '1985-02-29', false],
    [parts('22', '11', '2026'), '2026-11-22', true],
    [parts('23', '11', '2026'), '2026-11-23', false],
    [parts('1', '', '1984'), '1984', false],
    [parts('1', '13', '1984'), '1984-13-01', false],
    [parts('x', '1', '1984'), '1984-01-0x', false],
    [parts('1', '1', '84'), '0084-01-01', false],
    [parts('1', '1', ''), undefined, false],
  ])('%j is %p, a date: %p', (typed, date, isOne) => {
    expect(isDate(typed, now)).toBe(isOne);
    expect(birthDateOf(typed)).toBe(date);
  });

  it('comes back into its fields', () => {
    expect(partsOfDate('1984-02')).toEqual(parts('', '02', '1984'));
    expect(partsOfDate(undefined)).toEqual(parts('', '', ''));
  });
});
