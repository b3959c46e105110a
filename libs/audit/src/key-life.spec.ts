import fc from 'fast-check';
import { dueKeyEvents, type KeyEvent, type LoggedKeyRole, type SeenKey, type SeenKeys } from './index.js';

const key = (keyDigest: string, state: SeenKey['state'] = 'IN_USE', keyRole: LoggedKeyRole = 'signing'): SeenKey => ({
  ...{ keyRole, keyDigest, state },
});
const seen = (...keys: SeenKey[]): SeenKeys => ({ keys, complete: ['signing'] });
const event = (action: KeyEvent['action'], keyDigest: string, keyRole: LoggedKeyRole = 'signing'): KeyEvent => ({
  ...{ action, keyRole, keyDigest },
});

describe('the events of keys that the log lacks', () => {
  it('are CREATED for a key that it does not know, once, however often it is seen', () => {
    expect(dueKeyEvents([], seen(key('a'), key('a')))).toEqual([event('CREATED', 'a')]);
    expect(dueKeyEvents([event('CREATED', 'a')], seen(key('a')))).toEqual([]);
  });

  it('tell the same bytes in two roles apart', () => {
    expect(dueKeyEvents([event('CREATED', 'a')], seen(key('a'), key('a', 'IN_USE', 'tls')))).toEqual([
      event('CREATED', 'a', 'tls'),
    ]);
  });

  it('are RETIRED for a key whose time is over, also when it was never seen before', () => {
    expect(dueKeyEvents([event('CREATED', 'a')], seen(key('a', 'ENDED')))).toEqual([event('RETIRED', 'a')]);
    expect(dueKeyEvents([], seen(key('a', 'ENDED')))).toEqual([event('CREATED', 'a'), event('RETIRED', 'a')]);
  });

  it('are RETIRED for a key that is not seen any more, as far as all keys of its role are seen', () => {
    const known = [event('CREATED', 'a'), event('CREATED', 'b', 'tls')];
    expect(dueKeyEvents(known, seen())).toEqual([event('RETIRED', 'a')]);
    expect(dueKeyEvents(known, { keys: [], complete: [] })).toEqual([]);
  });

  it('are REVOKED for a key that its CA has revoked, also after it was retired', () => {
    expect(dueKeyEvents([event('CREATED', 'a')], seen(key('a', 'REVOKED')))).toEqual([event('REVOKED', 'a')]);
    const retired = [event('CREATED', 'a'), event('RETIRED', 'a')];
    expect(dueKeyEvents(retired, seen(key('a', 'REVOKED')))).toEqual([event('REVOKED', 'a')]);
  });

  it.each(['RETIRED', 'REVOKED', 'DESTROYED'] as const)('are none for a key that is gone and %s already', (action) => {
    const known = [event('CREATED', 'a'), event(action, 'a')];
    expect(dueKeyEvents(known, seen())).toEqual([]);
    expect(dueKeyEvents(known, seen(key('a', 'ENDED')))).toEqual([]);
  });

  it('are DESTROYED for a key whose bytes are gone, after whatever was not said before', () => {
    const life = [event('CREATED', 'a'), event('RETIRED', 'a'), event('DESTROYED', 'a')];
    expect(dueKeyEvents([], seen(key('a', 'DESTROYED')))).toEqual(life);
    expect(dueKeyEvents(life.slice(0, 2), seen(key('a', 'DESTROYED')))).toEqual(life.slice(2));
    expect(dueKeyEvents(life, seen(key('a', 'DESTROYED')))).toEqual([]);
    const revoked = [event('CREATED', 'a'), event('REVOKED', 'a')];
    expect(dueKeyEvents(revoked, seen(key('a', 'DESTROYED')))).toEqual([event('DESTROYED', 'a')]);
  });

  it('leave nothing to say when they have been said', () => {
    const digest = fc.constantFrom('a', 'b', 'c');
    const role = fc.constantFrom<LoggedKeyRole>('signing', 'tls');
    const keys = fc.array(fc.record({ keyDigest: digest, keyRole: role, state: fc.constantFrom('IN_USE', 'ENDED', 'REVOKED', 'DESTROYED') })); // prettier-ignore
    const sight = fc.record({ keys: keys, complete: fc.uniqueArray(role) });
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 5 }), (sights) => {
        const log: KeyEvent[] = [];
        for (const each of sights) {
          log.push(...dueKeyEvents(log, each));
          expect(dueKeyEvents(log, each)).toEqual([]);
        }
        const names = log.map(({ action, keyRole, keyDigest }) => `${action} ${keyRole} ${keyDigest}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
