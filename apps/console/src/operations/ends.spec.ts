import type { OwnKeysView } from '../api/shapes.js';
import { byEnd, levelOf, publishedEnds } from './ends.js';

const now = Date.parse('2026-11-23T12:00:00Z');
type Key = OwnKeysView['keys'][number];

describe('the end of a key', () => {
  it.each([
    ['signing', '2026-12-24T12:00:00Z', 'good'],
    ['signing', '2026-12-23T12:00:00Z', 'soon'],
    ['signing', '2026-11-23T12:00:00Z', 'over'],
    ['ca', '2027-04-01T00:00:00Z', 'soon'],
    ['sealing', '2026-11-23T14:00:00Z', 'good'],
    ['online', '2026-11-23T13:00:00Z', 'soon'],
    ['revocations', '2026-11-29T00:00:00Z', 'soon'],
  ] as const)('of %s at %s is %s', (kind, until, level) => {
    expect(levelOf(kind, { until }, now)).toBe(level);
  });

  it('is not looked at before its beginning', () => {
    expect(levelOf('tls', { from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' }, now)).toBe('early');
  });

  it('orders the keys, those that nobody uses last', () => {
    const key = (id: string, notAfter: string, isUsed = true) =>
      ({ id, notAfter, isListed: isUsed, isHeld: false }) as Key;
    const keys = [key('late', '2027-01-01T00:00:00Z'), key('idle', '2026-01-01T00:00:00Z', false), key('first', '2026-12-01T00:00:00Z')]; // prettier-ignore
    expect(byEnd(keys).map(({ id }) => id)).toEqual(['first', 'late', 'idle']);
  });

  it('of what is published stands beside it, without a list where there is none', () => {
    const ends = { expiresAt: 'a', offlineEndsAt: 'b', onlineEndsAt: 'c', version: 1, isExpired: false };
    expect(publishedEnds(ends).map(({ until }) => until)).toEqual(['a', 'c', 'b']);
    expect(publishedEnds({ ...ends, revocationsEndAt: 'd' }).at(-1)).toEqual({ kind: 'revocations', until: 'd' });
  });
});
