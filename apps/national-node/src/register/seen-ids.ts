const FIRST_SLOTS = 2 ** 16;
const FULLEST = 0.7;

/**
 * The ids that a file has named so far, as 64-bit hashes in two typed arrays: some 20 bytes a person, where a Set of
 * strings would take a hundred and more. Among 10 million persons the chance that any two ids share a hash is 1 in 300,000;
 * the second would be reported as repeated.
 */
export class SeenIds {
  private slots = FIRST_SLOTS;
  private high = new Uint32Array(FIRST_SLOTS);
  private low = new Uint32Array(FIRST_SLOTS);
  private count = 0;

  /** @returns false for an id that was added before */
  add([high, low]: readonly [number, number]): boolean {
    if (this.count >= this.slots * FULLEST) this.grow();
    // 0, 0 marks an empty slot
    return this.put(high, low === 0 && high === 0 ? 1 : low);
  }

  private put(high: number, low: number): boolean {
    for (let slot = low % this.slots; ; slot = (slot + 1) % this.slots) {
      if (this.high[slot] === high && this.low[slot] === low) return false;
      if (this.high[slot] !== 0 || this.low[slot] !== 0) continue;
      this.high[slot] = high;
      this.low[slot] = low;
      this.count += 1;
      return true;
    }
  }

  private grow(): void {
    const { high, low, slots } = this;
    this.slots = slots * 2;
    this.high = new Uint32Array(this.slots);
    this.low = new Uint32Array(this.slots);
    this.count = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      if (high[slot] !== 0 || low[slot] !== 0) this.put(high[slot] as number, low[slot] as number);
    }
  }
}
