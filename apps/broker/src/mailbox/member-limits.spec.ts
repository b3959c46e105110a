import { fixedClock } from '#libs/testing';
import { isCrexError, type MemberId } from '#libs/protocol';
import { MemberLimits, OverLimit, type CallKind } from './member-limits.js';

const SETTINGS = {
  ...{ maxPuts: 2, maxFetches: 1, maxLogCalls: 3, maxConnections: 9, logCallsPerSecond: 5, logCallBurst: 10 },
  ...{ messagesPerSecond: 10, messageBurst: 20, bytesPerSecond: 1000, byteBurst: 5000 },
};

function limits(change: Partial<typeof SETTINGS> = {}) {
  const clock = fixedClock(0);
  const made = new MemberLimits(clock, { ...SETTINGS, ...change });
  /** Seconds to wait, 0 for a call that was let in (and has left again). */
  const call = (member: MemberId, messages: number, bytes = 0): number => {
    try {
      made.enter(member, 'put', bytes)();
      made.countMessages(member, messages);
      return 0;
    } catch (error) {
      expect(isCrexError(error, 'message.over-limit')).toBe(true);
      return (error as OverLimit).retryAfterSeconds;
    }
  };
  return { clock, made, call };
}

describe('the limits of a member', () => {
  it.each<[CallKind, number]>([
    ['put', 2],
    ['fetch', 1],
    ['log', 3],
  ])('give calls of the kind %s %d places, which come free when the call ends', (kind, places) => {
    const { made } = limits();
    const leave = Array.from({ length: places }, () => made.enter('AR', kind, 0));
    expect(made.inside(kind)).toBe(places);
    expect(() => made.enter('AR', kind, 0)).toThrow(OverLimit);
    made.enter('AR', kind === 'put' ? 'fetch' : 'put', 0);
    made.enter('BR', kind, 0);
    leave[0]?.();
    made.enter('AR', kind, 0);
  });

  it('let a burst through and then ask to wait until the messages are paid for', () => {
    const { clock, call } = limits();
    expect([call('AR', 15), call('AR', 15), call('AR', 1)]).toEqual([0, 0, 2]); // 10 below zero, 10 a second
    clock.advance(1000);
    expect(call('AR', 1)).toBe(1);
    clock.advance(1);
    expect([call('AR', 1), call('AR', 1)]).toEqual([0, 1]);
    expect(call('BR', 20)).toBe(0);
  });

  it('count bytes the same way', () => {
    const { clock, call } = limits();
    expect([call('AR', 1, 6500), call('AR', 1)]).toEqual([0, 2]);
    clock.advance(1501);
    expect(call('AR', 1)).toBe(0);
  });

  it('count calls about logs apart from messages', () => {
    const { clock, made, call } = limits();
    const read = () => made.enter('AR', 'log', 0)();
    for (let count = 0; count < 10; count++) read();
    expect(read).toThrow(OverLimit);
    expect(call('AR', 1)).toBe(0);
    clock.advance(200);
    read();
    expect(call('BR', 15)).toBe(0);
    made.enter('BR', 'log', 0)();
  });

  it('never hold more than the burst, however long a member was silent', () => {
    const { clock, call } = limits();
    clock.advance(3_600_000);
    expect([call('AR', 20), call('AR', 1)]).toEqual([0, 1]);
  });

  it('count a call that is refused for nothing', () => {
    const { call } = limits({ messageBurst: 1 });
    expect([call('AR', 1), call('AR', 1), call('AR', 1)]).toEqual([0, 1, 1]);
  });

  it('survive a clock that goes back', () => {
    const { clock, call } = limits();
    clock.advance(-5000);
    expect([call('AR', 20), call('AR', 1)]).toEqual([0, 1]);
  });
});
