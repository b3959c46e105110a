import { isNow, outageOf } from './outage-times.js';

describe('the times of an outage', () => {
  const now = Date.parse('2026-12-24T12:00:00Z');

  it('are typed in local time and sent in UTC', () => {
    const local = (utc: string) => {
      const at = new Date(utc);
      return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    };
    const [from, until] = ['2026-12-24T22:00:00Z', '2026-12-25T04:30:00Z'];
    expect(outageOf(local(from), local(until), now)).toEqual({ from, until });
  });

  it.each([
    ['nothing', '', ''],
    ['what runs backwards', '2026-12-26T10:00', '2026-12-26T09:00'],
    ['what takes no time', '2026-12-26T10:00', '2026-12-26T10:00'],
    ['what is over', '2026-12-20T10:00', '2026-12-21T10:00'],
  ])('are not %s', (_, from, until) => {
    expect(outageOf(from, until, now)).toBeUndefined();
  });

  it('say whether it is under way', () => {
    const outage = { from: '2026-12-24T12:00:00Z', until: '2026-12-24T13:00:00Z' };
    expect(isNow(outage, now)).toBe(true);
    expect(isNow(outage, now - 1)).toBe(false);
    expect(isNow(outage, now + 3_600_000)).toBe(false);
  });
});
