import {
  countsOf,
  describe,
  documentKeysOf,
  HOT_OTHER,
  HOT_PAIR,
  isPairKey,
  recordKeys,
  RegisterStatistics,
} from '#libs/matching';
import type { Features, KeyHeat, SearchPlan, StatisticKind } from '#libs/matching';
import { CrexError } from '#libs/protocol';
import type { Person } from '#libs/protocol';

/** The limits of the search in the database: rows that are read, and those of them that are compared. */
export const MOST_ROWS = 4_000;
export const MOST_CANDIDATES = 200;
/** As many when nobody among those convinces and somebody left out may be the one. */
export const MOST_CANDIDATES_WIDELY = 1_000;

/** A number that holds a key and a person exactly: 2^32 keys times 2^21 persons. */
const PERSONS = 2 ** 21;
const LOWEST_KEY = 2 ** 31;

export interface FoundPerson {
  readonly personId: string;
  readonly features: Features;
}

/** Whom a search found; `isCut` when somebody may have been left out who differs in one thing alone. */
export interface FoundPersons {
  readonly found: readonly FoundPerson[];
  readonly isCut: boolean;
}

/**
 * A register in memory that is searched as the one in the database is: same keys, same limits, same order. For
 * measurements of up to two million persons; about 700 bytes each.
 */
export class MemoryIndex {
  readonly #personIds: string[] = [];
  /** As JSON: a fraction of what the objects take. */
  readonly #features: string[] = [];
  /** Key and person in one number, sorted: who has a key stands side by side. */
  readonly #postings: Float64Array;
  readonly #keys: Int32Array;
  /** Where a person's keys begin in {@link #keys}. */
  readonly #starts: Uint32Array;
  readonly #documents = new Map<string, number[]>();
  readonly #birthDays = new Map<string, number[]>();
  readonly #hot = new Map<number, number>();
  /** Of this register, as a node counts them. */
  readonly statistics: RegisterStatistics;

  /** @throws CrexError `evaluation.too-many-persons` */
  constructor(persons: Iterable<Person>) {
    const keys = new GrowingInt32();
    const starts = [0];
    const counts = new Map<StatisticKind, Map<string, number>>();
    for (const person of persons) {
      const index = this.#personIds.length;
      if (index === PERSONS) throw new CrexError('evaluation.too-many-persons', `at most ${PERSONS} fit in memory`);
      const features = describe(person);
      this.#personIds.push(person.personId);
      this.#features.push(JSON.stringify(features));
      for (const key of recordKeys(features)) keys.push(key);
      starts.push(keys.length);
      for (const document of documentKeysOf(features)) add(this.#documents, document, index);
      const birthDay = fullDate(features);
      if (birthDay !== undefined) add(this.#birthDays, birthDay, index);
      for (const [kind, value] of countsOf(features)) {
        const values = counts.get(kind) ?? new Map<string, number>();
        counts.set(kind, values.set(value, (values.get(value) ?? 0) + 1));
      }
    }
    this.#keys = keys.whole();
    this.#starts = Uint32Array.from(starts);
    this.#postings = this.#sortedPostings();
    this.#countHotKeys();
    const rows = [...counts].flatMap(([kind, values]) =>
      [...values].map(([value, count]) => ({ kind, value, persons: count })),
    );
    this.statistics = new RegisterStatistics(this.persons, rows);
  }

  get persons(): number {
    return this.#personIds.length;
  }

  /** As a node's table of hot keys: 0 for a key that is not in it. */
  readonly heat: KeyHeat = (key) => this.#hot.get(key) ?? 0;

  /** Who shares keys or numbers with the question: those who share most of them. */
  candidates({ keys, anyOf, allOf, documents, fewestShared }: SearchPlan, most = MOST_CANDIDATES): FoundPersons {
    const rows = new Set<number>();
    const isFull = (): boolean => rows.size >= MOST_ROWS;
    for (const key of anyOf) {
      if (!isFull()) this.#addHolders(key, [], rows);
    }
    for (const [first, ...rest] of allOf) {
      if (first !== undefined && !isFull()) this.#addHolders(first, rest, rows);
    }
    const holders = this.#holders(documents);
    const ranked = this.#ranked(rows, new Set(keys));
    const compared = ranked.slice(0, most);
    const found = new Set([...compared.map(({ index }) => index), ...holders.slice(0, MOST_CANDIDATES)]);
    const isRankedOut = ranked.length > most && (compared.at(-1)?.shared ?? 0) >= fewestShared;
    const isCut = isFull() || isRankedOut || holders.length >= MOST_ROWS;
    return { found: [...found].map((index) => this.#person(index)), isCut };
  }

  /** Everybody whose full date of birth this is, and who holds any of these numbers, up to the limits. */
  further(day: string | undefined, documents: readonly string[]): FoundPersons {
    const born = (day === undefined ? undefined : this.#birthDays.get(day)) ?? [];
    const holders = this.#holders(documents);
    const found = new Set([...born.slice(0, MOST_ROWS), ...holders.slice(0, MOST_CANDIDATES)]);
    const isCut = born.length >= MOST_ROWS || holders.length >= MOST_ROWS;
    return { found: [...found].map((index) => this.#person(index)), isCut };
  }

  #holders(documents: readonly string[]): number[] {
    return [...new Set(documents.flatMap((document) => this.#documents.get(document) ?? []))];
  }

  #ranked(rows: ReadonlySet<number>, keys: ReadonlySet<number>): { index: number; shared: number }[] {
    const shared = (index: number): number => {
      let count = 0;
      for (let at = this.#starts[index] ?? 0; at < (this.#starts[index + 1] ?? 0); at += 1) {
        if (keys.has(this.#keys[at] as number)) count += 1;
      }
      return count;
    };
    const idOf = (index: number): string => this.#personIds[index] ?? '';
    return [...rows]
      .map((index) => ({ index, shared: shared(index) }))
      .sort((left, right) => right.shared - left.shared || (idOf(left.index) < idOf(right.index) ? -1 : 1));
  }

  /** Adds to `rows` who has the key and all of the others. */
  #addHolders(key: number, others: readonly number[], rows: Set<number>): void {
    const first = (key + LOWEST_KEY) * PERSONS;
    for (let at = this.#firstFrom(first); at < this.#postings.length && rows.size < MOST_ROWS; at += 1) {
      const index = (this.#postings[at] as number) - first;
      if (index >= PERSONS) return;
      if (others.every((other) => this.#hasKey(index, other))) rows.add(index);
    }
  }

  #hasKey(index: number, key: number): boolean {
    return this.#keys.subarray(this.#starts[index], this.#starts[index + 1]).includes(key);
  }

  /** Position of the first posting that is not below this value. */
  #firstFrom(value: number): number {
    let low = 0;
    let high = this.#postings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#postings[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sortedPostings(): Float64Array {
    const postings = new Float64Array(this.#keys.length);
    for (let index = 0; index < this.persons; index += 1) {
      for (let at = this.#starts[index] ?? 0; at < (this.#starts[index + 1] ?? 0); at += 1) {
        postings[at] = ((this.#keys[at] as number) + LOWEST_KEY) * PERSONS + index;
      }
    }
    return postings.sort();
  }

  #countHotKeys(): void {
    let start = 0;
    const keyAt = (at: number): number => Math.floor((this.#postings[at] ?? NaN) / PERSONS);
    for (let at = 1; at <= this.#postings.length; at += 1) {
      if (keyAt(at) === keyAt(start)) continue;
      const key = keyAt(start) - LOWEST_KEY;
      if (at - start > (isPairKey(key) ? HOT_PAIR : HOT_OTHER)) this.#hot.set(key, at - start);
      start = at;
    }
  }

  #person(index: number): FoundPerson {
    return {
      personId: this.#personIds[index] ?? '',
      features: JSON.parse(this.#features[index] ?? '') as Features,
    };
  }
}

/** The day of birth as the register's column has it: full dates alone. */
function fullDate({ birthDates }: Features): string | undefined {
  const full = birthDates.find(({ day }) => day !== undefined);
  if (full === undefined) return undefined;
  const two = (value = 0): string => String(value).padStart(2, '0');
  return `${String(full.year).padStart(4, '0')}-${two(full.month)}-${two(full.day)}`;
}

function add(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [index]);
  else list.push(index);
}

/** An Int32Array that grows by doubling. */
class GrowingInt32 {
  #values = new Int32Array(1 << 16);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  whole(): Int32Array {
    return this.#values.slice(0, this.length);
  }
}
