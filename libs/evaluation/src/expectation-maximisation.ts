/** Pairs that compare alike: one level a field, undefined where the field could not be compared. */
export interface LevelPattern {
  readonly levels: readonly (string | undefined)[];
  /** How many pairs show it; above 0. */
  readonly pairs: number;
}

/** How often each level is seen of each field, in 0 to 1: the m (same person) and u (two persons) of Fellegi and Sunter. */
export type LevelShares = readonly ReadonlyMap<string, number>[];

/** A mixture of pairs of one person and pairs of two. */
export interface Mixture {
  /** Share of all pairs that are one person, in 0 to 1. */
  readonly sameShare: number;
  readonly same: LevelShares;
  readonly different: LevelShares;
}

export interface EstimatedMixture extends Mixture {
  /** Of the start and after each round, natural logarithm: it never falls. */
  readonly logLikelihoods: readonly number[];
}

const MOST_ROUNDS = 200;
/** A round that gains less than this for each pair is the last. */
const LEAST_GAIN = 1e-9;

/**
 * Estimates how often levels are seen of one person and of two when nobody has said which pair is which: expectation and
 * maximisation over patterns, fields independent within each kind of pair.
 *
 * @param start every level of every pattern has a share above 0 in both kinds
 * @see Winkler 1988, Using the EM algorithm for weight computation in the Fellegi-Sunter model of record linkage
 */
export function estimateMixture(patterns: readonly LevelPattern[], start: Mixture): EstimatedMixture {
  const all = patterns.reduce((sum, { pairs }) => sum + pairs, 0);
  let mixture = start;
  const logLikelihoods = [logLikelihood(patterns, mixture)];
  for (let round = 0; round < MOST_ROUNDS && all > 0; round += 1) {
    mixture = maximised(patterns, mixture, all);
    const last = logLikelihoods.at(-1) ?? 0;
    const now = logLikelihood(patterns, mixture);
    logLikelihoods.push(now);
    if (now - last < LEAST_GAIN * all) break;
  }
  return { ...mixture, logLikelihoods };
}

/** That a pair with these levels is one person, in 0 to 1. */
export function probabilityOfSame({ sameShare, same, different }: Mixture, levels: LevelPattern['levels']): number {
  const one = sameShare * likelihood(same, levels);
  const two = (1 - sameShare) * likelihood(different, levels);
  return one + two === 0 ? 0 : one / (one + two);
}

const likelihood = (shares: LevelShares, levels: LevelPattern['levels']): number =>
  levels.reduce((product, level, field) => product * (level === undefined ? 1 : (shares[field]?.get(level) ?? 0)), 1);

const logLikelihood = (patterns: readonly LevelPattern[], { sameShare, same, different }: Mixture): number =>
  patterns.reduce((sum, { levels, pairs }) => {
    const one = sameShare * likelihood(same, levels);
    return sum + pairs * Math.log(one + (1 - sameShare) * likelihood(different, levels));
  }, 0);

/** One round: each pair counts for both kinds by how probable they are. */
function maximised(patterns: readonly LevelPattern[], from: Mixture, all: number): Mixture {
  const fields = from.same.map((_, field) => field);
  const [same, different] = [fields.map(() => new Map<string, number>()), fields.map(() => new Map<string, number>())];
  let sameMass = 0;
  for (const { levels, pairs } of patterns) {
    const mass = pairs * probabilityOfSame(from, levels);
    sameMass += mass;
    levels.forEach((level, field) => {
      if (level === undefined) return;
      add(same[field], level, mass);
      add(different[field], level, pairs - mass);
    });
  }
  return {
    sameShare: sameMass / all,
    same: same.map((masses, field) => shared(masses, from.same[field])),
    different: different.map((masses, field) => shared(masses, from.different[field])),
  };
}

function add(masses: Map<string, number> | undefined, level: string, mass: number): void {
  masses?.set(level, (masses.get(level) ?? 0) + mass);
}

/** Masses as shares; what could not be compared in any pair stays as it was. */
function shared(masses: ReadonlyMap<string, number>, before: LevelShares[number] | undefined): LevelShares[number] {
  const sum = [...masses.values()].reduce((total, mass) => total + mass, 0);
  if (sum === 0) return before ?? masses;
  return new Map([...masses].map(([level, mass]) => [level, mass / sum]));
}
