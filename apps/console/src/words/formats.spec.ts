import { ageIn, dayIn, distanceIn, durationIn, moneyIn } from './formats.js';

const now = Date.parse('2026-11-22T12:00:00Z');

describe('days, times and amounts the local way', () => {
  it.each([
    ['es', '1984-02-29', '29 de febrero de 1984'],
    ['en', '1984-02-29', 'February 29, 1984'],
    ['nl', '1984-02', 'februari 1984'],
    ['pt', '1984', '1984'],
    ['pt', 'gestern-x', 'gestern-x'],
  ])('%s writes %s as %s', (language, date, written) => {
    expect(dayIn(language, date)).toBe(written);
  });

  it.each([
    ['2026-11-22T12:00:30Z', 'in 30 seconds'],
    ['2026-11-22T15:00:00Z', 'in 3 hours'],
    ['2026-11-20T12:00:00Z', '2 days ago'],
    ['2026-12-22T12:00:00Z', 'in 30 days'],
  ])('%s is %s', (time, words) => {
    expect(distanceIn('en', time, now)).toBe(words);
  });

  it.each([
    ['es', 'P2Y6M', '2 años y 6 meses'],
    ['nl', 'P10D', '10 dagen'],
    ['en', 'unlimited', 'unlimited'],
  ])('%s says %s as %s', (language, duration, words) => {
    expect(durationIn(language, duration)).toBe(words);
  });

  it('knows how many minor units a currency has', () => {
    expect(moneyIn('en', { amountMinor: 150000, currency: 'USD' })).toBe('$1,500.00');
    expect(moneyIn('en', { amountMinor: 150000, currency: 'CLP' })).toContain('150,000');
  });
});

describe('an age', () => {
  it.each([
    [0, '0 sec'],
    [59, '59 sec'],
    [90, '2 min'],
    [3_600, '1 hr'],
    [47 * 3_600, '47 hr'],
    [48 * 3_600, '2 days'],
    [-3, '0 sec'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(ageIn('en', seconds)).toBe(text);
  });

  it('is written as the language does', () => {
    expect(ageIn('es', 3 * 24 * 3_600)).toBe('3 d');
  });
});
