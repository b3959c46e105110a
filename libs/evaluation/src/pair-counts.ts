import type { PairComparison, ScoreLine, WordCounts } from '#libs/matching';

/** A subject and a person, compared. */
export interface ComparedPair {
  readonly comparison: PairComparison;
  /** That they are one person, in 0 to 1; 1 unless told: somebody has confirmed it. */
  readonly probability?: number;
}

/** How many ended so, and of how many that could be compared; no whole numbers where pairs are only probable. */
export type Seen = readonly [hits: number, compared: number];

type Part = 'given' | 'surname';

/** What was seen of many pairs; a pair counts for as much as it is probable. */
export class PairCounts {
  readonly #counts = new Map<string, number>();

  constructor(pairs: Iterable<ComparedPair>) {
    for (const { comparison, probability = 1 } of pairs) this.#addPair(comparison, probability);
  }

  /** Lines of this field that give this reason, among those that could be compared. */
  reason(field: ScoreLine['field'], reason: string): Seen {
    return [this.#of(`${field} ${reason}`), this.#of(field)];
  }

  /** Words of these parts that ended in one of these ways, among those that ended in one of the others too. */
  words(parts: readonly Part[], hits: readonly (keyof WordCounts)[], others: readonly (keyof WordCounts)[]): Seen {
    const sum = (ways: readonly (keyof WordCounts)[]): number =>
      parts.flatMap((part) => ways.map((way) => this.#of(`${part} ${way}`))).reduce((left, right) => left + right, 0);
    return [sum(hits), sum(hits) + sum(others)];
  }

  /** Agreeing words of one part that stand in another place of it. */
  elsewhere(): Seen {
    return [this.#of('words elsewhere'), this.#of('words in same part')];
  }

  /** Names with a given name that is a surname of the other. */
  exchanged(): Seen {
    return [this.#of('names exchanged'), this.#of('names agreeing')];
  }

  suffix(ending: 'agrees' | 'differs'): Seen {
    return [this.#of(`suffix ${ending}`), this.#of('suffix agrees') + this.#of('suffix differs')];
  }

  #of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  #add(name: string, mass: number): void {
    this.#counts.set(name, this.#of(name) + mass);
  }

  #addPair({ lines, names }: PairComparison, mass: number): void {
    for (const { field, level, reason } of lines) {
      if (level === 'missing') continue;
      this.#add(field, mass);
      this.#add(`${field} ${reason}`, mass);
    }
    if (names === undefined) return;
    for (const part of ['given', 'surname'] as const) {
      for (const [way, count] of Object.entries(names[part])) this.#add(`${part} ${way}`, count * mass);
    }
    const { inSamePart, elsewhere, isExchanged, suffix } = names;
    this.#add('words in same part', inSamePart * mass);
    this.#add('words elsewhere', elsewhere * mass);
    if (inSamePart > 0 || isExchanged) this.#add('names agreeing', mass);
    if (isExchanged) this.#add('names exchanged', mass);
    this.#add(`suffix ${suffix}`, mass);
  }
}
