import type { MatchingConfiguration } from './configuration.js';
import type { RegisterStatistics } from './statistics.js';

type Role = 'given' | 'surname' | 'loose' | 'married';

type Group = keyof MatchingConfiguration['weights'];

/** A configuration as it is used: weights in bits, shares in 0 to 1, and the register's frequencies. One per search. */
export class Scoring {
  readonly weights: MatchingConfiguration['weights'];
  readonly shares: MatchingConfiguration['shares'];

  constructor(
    readonly configuration: MatchingConfiguration,
    readonly statistics: RegisterStatistics,
  ) {
    this.weights = mapGroups(configuration.weights);
    this.shares = divided(configuration.shares, 1_000_000);
  }

  /** Share of the persons who bear a word in this part of their name; where the part is not known, the greater one. */
  nameShare(word: string, role: Role): number {
    return Math.max(this.shares.rarest, ...kindsOf(role).map((kind) => this.statistics.share(kind, word)));
  }

  /**
   * True when both words are names of their own in this register: a slip of the pen for a common name is far rarer than
   * that name, so the rarer word must have its share of the commoner.
   */
  areBothNames(left: string, right: string, role: Role): boolean {
    return kindsOf(role).some((kind) => {
      if (![left, right].every((word) => this.statistics.isCounted(kind, word))) return false;
      const [one, other] = [this.statistics.share(kind, left), this.statistics.share(kind, right)];
      return Math.min(one, other) >= Math.max(one, other) * this.shares.established;
    });
  }
}

const KINDS = {
  given: ['given'],
  surname: ['surname'],
  married: ['surname'],
  loose: ['given', 'surname'],
} as const;

const kindsOf = (role: Role): readonly ('given' | 'surname')[] => KINDS[role];

function divided<Name extends string>(values: Readonly<Record<Name, number>>, by: number): Record<Name, number> {
  return Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, value / by])) as Record<
    Name,
    number
  >;
}

function mapGroups(weights: MatchingConfiguration['weights']): MatchingConfiguration['weights'] {
  const groups = Object.keys(weights) as Group[];
  const inBits = Object.fromEntries(
    groups.map((group) => [group, divided(weights[group] as Readonly<Record<string, number>>, 100)]),
  );
  return { ...weights, ...inBits };
}
