import { fixedClock } from '#libs/testing';
import { systemClock } from './system-clock.js';

it('the system clock tells milliseconds since 1970, the fixed clock what it is told', () => {
  expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1000);
  const clock = fixedClock(1_000);
  clock.advance(5);
  expect(clock.nowMs()).toBe(1_005);
});
