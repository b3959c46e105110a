import type { MatchingConfiguration } from './configuration.js';
import type { RegisterStatistics } from './statistics.js';
import { likenessOf, type Likeness } from './token-likeness.js';

type Group = keyof MatchingConfiguration['weights'];

/** A configuration as it is used: weights in bits, shares in 0 to 1, and the register's frequencies. One per search. */
export class Scoring {
  readonly weights: MatchingConfiguration['weights'];
  readonly shares: MatchingConfiguration['shares'];
  private readonly likenesses = new Map<string, Likeness>();

  constructor(
    readonly configuration: MatchingConfiguration,
    readonly statistics: RegisterStatistics,
  ) {
    this.weights = mapGroups(configuration.weights);
    this.shares = divided(configuration.shares, 1_000_000);
  }

  /** How alike two words are; a word meets the same words in many candidates. */
  likeness(left: string, right: string): Likeness {
    if (left === right) return 'exact';
    const key = `${left} ${right}`;
    let likeness = this.likenesses.get(key);
    if (likeness === undefined) this.likenesses.set(key, (likeness = likenessOf(left, right)));
    return likeness;
  }

  /** Share of the persons who bear a word in this role; where the role is not known, the greater one. */
  nameShare(word: string, role: 'given' | 'surname' | 'loose' | 'married'): number {
    const { statistics } = this;
    const share =
      role === 'given'
        ? statistics.share('given', word)
        : role === 'surname' || role === 'married'
          ? statistics.share('surname', word)
          : Math.max(statistics.share('given', word), statistics.share('surname', word));
    return Math.max(share, this.shares.rarest);
  }

  /** Both words are names of their own in this register, so one is no slip of the pen for the other. */
  areEstablished(left: string, right: string, role: 'given' | 'surname' | 'loose' | 'married'): boolean {
    if (left.length === 1 || right.length === 1) return false;
    const kind = role === 'given' ? 'given' : 'surname';
    return [left, right].every(
      (word) => this.statistics.isCounted(kind, word) && this.statistics.share(kind, word) >= this.shares.established,
    );
  }
}

function divided<Name extends string>(values: Readonly<Record<Name, number>>, by: number): Record<Name, number> {
  return Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, value / by])) as Record<
    Name,
    number
  >;
}

function mapGroups(weights: MatchingConfiguration['weights']): MatchingConfiguration['weights'] {
  const groups = Object.keys(weights) as Group[];
  return Object.fromEntries(
    groups.map((group) => [group, divided(weights[group] as Readonly<Record<string, number>>, 100)]),
  ) as unknown as MatchingConfiguration['weights'];
}
