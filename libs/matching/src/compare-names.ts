import type { PersonName } from '#libs/protocol';
import { alignNames } from './names/align-names.js';
import type { NameAlignment, PlacedToken, TokenPair } from './names/align-names.js';
import { describeName } from './names/describe-name.js';
import type { NameFeatures } from './names/describe-name.js';

/** From this score on two names are held to be one person's. */
export const SAME_NAME_SCORE = 0.8;

/** What two names say about their being one person's, without any register. */
export interface NameComparison {
  /** 0 to 1, in thousandths. */
  readonly score: number;
  /** The score reaches {@link SAME_NAME_SCORE}. */
  readonly same: boolean;
  readonly pairs: readonly TokenPair[];
}

/** An initial tells a third of what a name tells. */
const INITIAL_WEIGHT = 0.3;
const INITIAL_CONFLICT_WEIGHT = 0.7;
/** What is left over on both sides contradicts, more than what agrees speaks for. */
const CONFLICT_FACTOR = 1.2;
const PATRONYMIC_WEIGHT = 0.6;
const SPOUSE_WEIGHT = 0.3;
/** The shorter name must be found in the longer one; what the longer one has beside it counts less. */
const SHORTER_SHARE = 0.75;
const SUFFIX_DIFFERS = 0.3;
const SUFFIX_MISSING = 0.03;
/** "Peter" may be any Peter. */
const SINGLE_NAME_OF_SEVERAL = 0.3;

/**
 * Whether two names are likely to be one person's. Order, scripts, accents, particles, initials, short names and a missing second
 * name or surname cost little; another given name or another surname costs all. Symmetric.
 */
export function compareNames(left: PersonName, right: PersonName): NameComparison {
  const [one, other] = [describeName(left), describeName(right)];
  if (one === undefined || other === undefined) return { score: 0, same: false, pairs: [] };
  const alignment = alignNames(one, other);
  const score = scoreOf(alignment, one, other);
  return { score, same: score >= SAME_NAME_SCORE, pairs: alignment.pairs };
}

function scoreOf(alignment: NameAlignment, left: NameFeatures, right: NameFeatures): number {
  const { pairs, unmatchedLeft, unmatchedRight, suffix } = alignment;
  const shared = sum(pairs.map((pair) => pairWeight(pair)));
  const agreed = sum(pairs.map((pair) => pairWeight(pair) * pair.similarity));
  const isConflict = unmatchedLeft.length > 0 && unmatchedRight.length > 0;
  const [shorter = 0, longer = 0] = [unmatchedLeft, unmatchedRight]
    .map((tokens) => sum(tokens.map((token) => (isConflict ? conflictWeight(token) : tokenWeight(token)))))
    .sort((first, second) => first - second);
  if (shared === 0) return 0;
  const found = agreed / (shared + shorter);
  const whole = agreed / (shared + longer);
  const isSingle = pairs.length === 1 && unmatchedLeft.length + unmatchedRight.length > 0;
  const suffixCost = suffix === 'differs' ? SUFFIX_DIFFERS : left.suffix === right.suffix ? 0 : SUFFIX_MISSING;
  const score =
    SHORTER_SHARE * found +
    (1 - SHORTER_SHARE) * whole -
    (isSingle ? SINGLE_NAME_OF_SEVERAL : 0) -
    (suffix === 'agrees' ? 0 : suffixCost);
  return Math.round(Math.max(0, Math.min(1, score)) * 1000) / 1000;
}

function pairWeight({ left, right }: TokenPair): number {
  return Math.min(tokenWeight(left), tokenWeight(right));
}

function tokenWeight({ token, role }: PlacedToken): number {
  if (token.length === 1) return INITIAL_WEIGHT;
  if (role === 'married') return SPOUSE_WEIGHT;
  return /(OVICH|EVICH|OVNA|EVNA|OVYCH|IVNA)$/.test(token) ? PATRONYMIC_WEIGHT : 1;
}

/** "John M. Smith" is not "John R. Smith". */
function conflictWeight(token: PlacedToken): number {
  return CONFLICT_FACTOR * (token.token.length === 1 ? INITIAL_CONFLICT_WEIGHT : tokenWeight(token));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
