import { announceable, secondsAtEndOf } from './announceable.js';

const NOW = Date.parse('2026-11-22T12:00:00');

describe('until when an answer may be announced', () => {
  it('is from the day after the deadline, or tomorrow, within 90 days', () => {
    const inTime = announceable(new Date('2026-12-01T12:00:00').toISOString(), NOW);
    expect(inTime).toEqual({ first: '2026-12-02', last: '2027-02-19' });
    const late = announceable(new Date('2026-11-01T12:00:00').toISOString(), NOW);
    expect(late.first).toBe('2026-11-23');
  });

  it('takes any of these days for what the node takes', () => {
    const due = NOW + 5 * 24 * 3_600_000;
    const { first, last } = announceable(new Date(due).toISOString(), NOW);
    expect(secondsAtEndOf(first)).toBeGreaterThan(due / 1000);
    expect(secondsAtEndOf(last)).toBeLessThanOrEqual(NOW / 1000 + 90 * 24 * 3600);
    expect(secondsAtEndOf('')).toBeUndefined();
  });
});
