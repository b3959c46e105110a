import { ageIn } from './age.js';

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
