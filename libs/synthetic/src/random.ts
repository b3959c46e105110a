/** A list ordered by frequency and how steep its frequencies are; `exponent` above 1. */
export interface RankedList {
  readonly names: readonly string[];
  readonly flatness: number;
  readonly exponent: number;
}

/**
 * Small fast counter-based generator: sfc32 of Chris Doty-Humphrey's PractRand (public domain), 128 bits of state. Made
 * for reproducible made-up data; it is no source of secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** The same seed and stream number give the same sequence on every machine. */
  constructor(seed: string, stream: number) {
    this.#a = hash(seed, 0x811c9dc5);
    this.#b = hash(seed, 0x1b873593) ^ (stream >>> 0);
    this.#c = hash(seed, 0x85ebca6b) ^ Math.floor(stream / 2 ** 32);
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) >>> 0;
    this.#c = (this.#c + sum) >>> 0;
    return sum;
  }

  /** At least 0, below 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** Any one of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T;
  }

  /** One of a list ordered by frequency: the first of 60 comes up in 13 % of all draws, the last in under 1 %. */
  pickSkewed<T>(list: readonly T[]): T {
    return list[Math.floor(this.fraction() ** 2 * list.length)] as T;
  }

  /**
   * One of a ranked list by Zipf and Mandelbrot's law: the share of rank r (from 1) goes with (r + flatness)^-exponent.
   * Drawn from the law's continuous form, so no table is kept however long the list.
   */
  pickRanked({ names, flatness, exponent }: RankedList): string {
    const power = 1 - exponent;
    const first = (1 + flatness) ** power;
    const last = (names.length + 1 + flatness) ** power;
    const rank = (first + this.fraction() * (last - first)) ** (1 / power) - flatness;
    return names[Math.min(names.length, Math.max(1, Math.floor(rank))) - 1] as string;
  }
}

/** FNV-1a (32 bit) with its own offset per word of state. */
export function hash(text: string, offset: number): number {
  let value = offset;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
