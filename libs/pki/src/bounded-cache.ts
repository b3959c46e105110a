/**
 * Remembers the results of a pure function, so that checking one message does not parse the same certificate again.
 * Holds at most `limit` results; the one unused for longest goes first. Failures are not remembered.
 */
export class BoundedCache<V> {
  private readonly entries = new Map<string, V>();

  constructor(private readonly limit: number) {}

  get(key: string, make: () => V): V {
    const value = this.entries.has(key) ? (this.entries.get(key) as V) : make();
    // Insertion order is age: put it last.
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest as string);
    }
    return value;
  }
}
