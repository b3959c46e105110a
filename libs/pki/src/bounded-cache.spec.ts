import { BoundedCache } from './bounded-cache.js';

describe('a bounded cache', () => {
  it('makes each value once and forgets the one unused for longest', () => {
    const made: string[] = [];
    const cache = new BoundedCache<string>(2);
    const get = (key: string): string =>
      cache.get(key, () => {
        made.push(key);
        return `value of ${key}`;
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
      expect(get(key)).toBe(`value of ${key}`);
    }
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not remember a failure', () => {
    const cache = new BoundedCache<number>(2);
    expect(() =>
      cache.get('a', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(cache.get('a', () => 1)).toBe(1);
  });
});
