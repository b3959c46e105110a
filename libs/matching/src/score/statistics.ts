import type { Features } from '../features.js';
import type { NameFeatures } from '../names/describe-name.js';
import { phoneticCode } from '../names/phonetic.js';

/** What a register counts its persons by; `code`: phonetic codes of all words of their names. */
export const STATISTIC_KINDS = ['given', 'surname', 'sex', 'nationality', 'town', 'code'] as const;
export type StatisticKind = (typeof STATISTIC_KINDS)[number];

/** How many persons have this value. */
export interface StatisticRow {
  readonly kind: StatisticKind;
  readonly value: string;
  readonly persons: number;
}

/** Values that fewer persons have need not be loaded: {@link RegisterStatistics.share} takes them for this many. */
export const LEAST_COUNTED_PERSONS = 5;

const wordsOf = ({ given, surname, loose, married }: NameFeatures): string[] =>
  [given, surname, loose ?? [], married ?? []].flat();

/** What one person adds to the counts of their register: each value once, however many of their names hold it. */
export function countsOf(features: Features): readonly (readonly [StatisticKind, string])[] {
  const counted: Record<StatisticKind, Set<string>> = {
    given: new Set(features.names.flatMap(({ given, loose }) => [...given, ...(loose ?? [])])),
    surname: new Set(features.names.flatMap(({ surname, loose }) => [...surname, ...(loose ?? [])])),
    sex: new Set(features.sex === undefined ? [] : [String(features.sex)]),
    nationality: new Set(features.nationalities),
    town: new Set(features.birthTown === undefined ? [] : [features.birthTown]),
    code: new Set(features.names.flatMap(wordsOf).map(phoneticCode)),
  };
  return STATISTIC_KINDS.flatMap((kind) => [...counted[kind]].map((value) => [kind, value] as const));
}

/**
 * Taken where a kind was never counted (a register just imported): common, so that nothing is overestimated.
 */
const UNCOUNTED_SHARE: Readonly<Record<StatisticKind, number>> = {
  given: 0.03,
  surname: 0.02,
  sex: 0.7,
  nationality: 0.9,
  town: 0.1,
  code: 0.05,
};

/** The register's own frequencies: a name is as telling as it is rare in this register, not in the world. */
export class RegisterStatistics {
  private readonly counts = new Map<StatisticKind, Map<string, number>>();
  /** Of the register; at least one. */
  readonly persons: number;

  constructor(persons: number, rows: Iterable<StatisticRow>) {
    this.persons = Math.max(1, persons);
    for (const { kind, value, persons: count } of rows) {
      let values = this.counts.get(kind);
      if (values === undefined) this.counts.set(kind, (values = new Map<string, number>()));
      if (count > LEAST_COUNTED_PERSONS) values.set(value, count);
    }
  }

  /** Share of the register's persons with this value, in 0 to 1; never 0. */
  share(kind: StatisticKind, value: string): number {
    const values = this.counts.get(kind);
    if (values === undefined) return UNCOUNTED_SHARE[kind];
    return Math.min(1, (values.get(value) ?? LEAST_COUNTED_PERSONS) / this.persons);
  }

  /** True when more persons than a handful have this value. */
  isCounted(kind: StatisticKind, value: string): boolean {
    return this.counts.get(kind)?.has(value) === true;
  }
}
