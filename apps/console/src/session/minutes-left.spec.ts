import { minutesLeft } from './minutes-left.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const at = (idle: string, end: string) => ({ idleEndsAt: `2026-11-22T12:${idle}Z`, endsAt: `2026-11-22T12:${end}Z` });

describe('the warning before a session ends', () => {
  it.each([
    [at('03:01', '59:00'), undefined],
    [at('02:59', '59:00'), 2],
    [at('30:00', '01:10'), 1],
    [at('00:20', '59:00'), 0],
    [{ idleEndsAt: '2026-11-22T11:00:00Z', endsAt: '2026-11-22T13:00:00Z' }, 0],
    [{ idleEndsAt: 'never', endsAt: 'never' }, undefined],
  ])('%j: %p', (session, minutes) => {
    expect(minutesLeft(session, now)).toBe(minutes);
  });
});
