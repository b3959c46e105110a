import { findUnusual, UNUSUAL_LIMITS, type Act } from './unusual-rules.js';

const monday = Date.UTC(2026, 10, 23, 15) / 1000;
let made = 0;
const act = (change: Partial<Act> = {}): Act => ({
  ...{ eventId: `e-${made}`, type: 'ASK', at: monday + made++, official: 'AR-1', authority: 'PFA', day: '2026-11-23' },
  ...{ hour: 12, isWorkday: true, isRefused: false },
  ...change,
});
const times = (count: number, change: Partial<Act> = {}) => Array.from({ length: count }, () => act(change));
const rulesOf = (acts: readonly Act[], samePerson: readonly (readonly Act[])[] = []) =>
  findUnusual(acts, samePerson).map(({ rule }) => rule);

describe('what is unusual', () => {
  it('is nothing of a usual day', () => {
    expect(findUnusual([], [])).toEqual([]);
    expect(rulesOf([...times(UNUSUAL_LIMITS.MANY - 1), ...times(4, { official: 'AR-2', hour: 23 })])).toEqual([]);
  });

  it('is a day with far more than officials do on one', () => {
    const [found, ...more] = findUnusual(times(UNUSUAL_LIMITS.MANY), []).filter(({ rule }) => rule === 'MANY');
    expect(more).toEqual([]);
    expect(found).toBeUndefined(); // it is the only day, so it is the usual one
    const others = ['2', '3', '4'].flatMap((id) => times(3, { official: `AR-${id}` }));
    const [many] = findUnusual([...times(UNUSUAL_LIMITS.MANY), ...others], []);
    expect(many).toMatchObject({
      ...{ rule: 'MANY', count: 20, limit: 20, day: '2026-11-23', officials: [{ id: 'AR-1', authority: 'PFA' }] },
    });
    expect(many?.acts).toHaveLength(20);
    // where all do much, much is usual
    const busy = ['2', '3', '4'].flatMap((id) => times(15, { official: `AR-${id}` }));
    expect(rulesOf([...times(40), ...busy])).toEqual([]);
    expect(rulesOf([...times(45), ...busy])).toEqual(['MANY']);
  });

  it.each([{ hour: 22 }, { hour: 5 }, { isWorkday: false }])('is work at %j', (change) => {
    expect(rulesOf(times(UNUSUAL_LIMITS.OUT_OF_HOURS, change))).toEqual(['OUT_OF_HOURS']);
    expect(rulesOf(times(UNUSUAL_LIMITS.OUT_OF_HOURS - 1, change))).toEqual([]);
    expect(rulesOf(times(UNUSUAL_LIMITS.OUT_OF_HOURS, { ...change, isWorkday: true, hour: 6 }))).toEqual([]);
  });

  it('is one person whom many look for, and says who', () => {
    const acts = [...times(3), ...times(2, { official: 'AR-2' })];
    const [same] = findUnusual(acts, [acts]);
    expect(same).toMatchObject({ rule: 'SAME_PERSON', count: 5 });
    expect(same?.officials.map(({ id }) => id).sort()).toEqual(['AR-1', 'AR-2']);
    expect(rulesOf(acts, [acts.slice(1)])).toEqual([]);
  });

  it('is who is refused again and again, which is no look', () => {
    expect(rulesOf(times(5, { isRefused: true, hour: 23, type: 'SIGN_IN' }))).toEqual(['REFUSED_SIGN_INS']);
    expect(rulesOf(times(4, { isRefused: true, type: 'SIGN_IN' }))).toEqual([]);
  });

  it('tells the newest acts, and how many there are', () => {
    const [found] = findUnusual(times(60, { hour: 1 }), []).filter(({ rule }) => rule === 'OUT_OF_HOURS');
    expect(found?.count).toBe(60);
    expect(found?.acts).toHaveLength(50);
    expect(found?.acts[0]?.at).toBeGreaterThan(found?.acts[1]?.at ?? Infinity);
  });
});
