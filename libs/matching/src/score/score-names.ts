import { alignNames, type PlacedToken, type TokenPair, type TokenRole } from '../names/align-names.js';
import type { NameFeatures } from '../names/describe-name.js';
import { spellingCode } from '../names/phonetic.js';
import type { SimilarityReason } from '../names/similarity.js';
import type { Scoring } from './scoring.js';

/** One word of the asked name that was found in the held name. */
export interface WordPair {
  readonly asked: string;
  readonly held: string;
  readonly likeness: 'exact' | 'close' | 'distant';
  /** Of the held name's word, or of the asked one where the held name's border is not known. */
  readonly role: TokenRole;
  /** A given name of one side is a surname of the other. */
  readonly isExchanged: boolean;
  /** Both are names of their own in this register: another name that looks alike, rather than a slip of the pen. */
  readonly isLookAlike: boolean;
  /** Not a letter of the sound differs: nobody names two children so. MARIA and MARIE, twins may be. */
  readonly isOneName: boolean;
  /** In another place of the same part. */
  readonly isElsewhere: boolean;
  /** Bits. */
  readonly weight: number;
}

/** What comparing two names gave; weights in bits. */
export interface NameScore {
  readonly pairs: readonly WordPair[];
  readonly givenConflicts: number;
  readonly surnameConflicts: number;
  /** Words that stand on one side only. */
  readonly givenLeftOut: number;
  readonly surnameLeftOut: number;
  readonly givenWeight: number;
  readonly surnameWeight: number;
  readonly suffix: 'agrees' | 'differs' | 'missing';
  readonly suffixWeight: number;
  /** The first given name of each side that tells which words are given names. */
  readonly isFirstGivenFound: boolean;
  /** One side has a single word. */
  readonly isMononym: boolean;
  readonly weight: number;
}

/** Compares two names word by word. */
export function scoreNames(asked: NameFeatures, held: NameFeatures, scoring: Scoring): NameScore {
  const { names } = scoring.weights;
  const alignment = alignNames(asked, held);
  const isReading = asked.isReading === true || held.isReading === true;
  const pairs = alignment.pairs.map((pair) => scorePair(pair, isReading, scoring));
  const left = leftOver(alignment.unmatchedLeft, alignment.isSwapped);
  const right = leftOver(alignment.unmatchedRight, false);
  const surname = confront(left, right, 'surname');
  const given = confront(left, right, 'given');
  // What remains loose on both sides has no part to belong to.
  const looseConflicts = Math.min(left.loose, right.loose);
  const looseLeftOut = left.loose + right.loose - 2 * looseConflicts;
  const sum = (isGiven: boolean): number =>
    pairs.filter(({ role }) => (role === 'given') === isGiven).reduce((total, { weight }) => total + weight, 0);
  const surnameConflicts = surname.conflicts + looseConflicts;
  const surnameLeftOut = surname.leftOut + looseLeftOut;
  const givenWeight = sum(true) + given.conflicts * names.givenConflict + given.leftOut * names.givenLeftOut;
  const surnameWeight = sum(false) + surnameConflicts * names.surnameConflict + surnameLeftOut * names.surnameLeftOut;
  const { suffix } = alignment;
  const suffixWeight = suffix === 'missing' ? 0 : suffix === 'agrees' ? names.suffixSame : names.suffixDiffers;
  return {
    pairs,
    givenConflicts: given.conflicts,
    surnameConflicts,
    givenLeftOut: given.leftOut,
    surnameLeftOut,
    givenWeight,
    surnameWeight,
    suffix,
    suffixWeight,
    isFirstGivenFound: hasFirstGiven(asked, alignment.pairs, 'left') && hasFirstGiven(held, alignment.pairs, 'right'),
    isMononym: countOf(asked) === 1 || countOf(held) === 1,
    weight: givenWeight + surnameWeight + suffixWeight,
  };
}

const LIKENESS = { 3: 'exact', 2: 'close', 1: 'distant' } as const;

function scorePair({ left, right, level, reason }: TokenPair, isReading: boolean, scoring: Scoring): WordPair {
  const { names } = scoring.weights;
  const isBetweenParts = left.role !== right.role && left.role !== 'loose' && right.role !== 'loose';
  const isMarried = left.role === 'married' || right.role === 'married';
  const isExchanged = isBetweenParts && !isMarried;
  const role = right.role === 'loose' ? left.role : right.role;
  const known = left.role === right.role ? role : 'loose';
  // A further reading (JOSUE as JOSU) may agree; that it nearly agrees with another name says nothing.
  const isLookAlike =
    isOtherName(left.token, right.token, reason) && (isReading || scoring.areBothNames(left.token, right.token, known));
  // The rarer spelling is the slip of the pen: the commoner one says how much the word is worth.
  const share = Math.max(scoring.nameShare(left.token, known), scoring.nameShare(right.token, known));
  const full = Math.max(0, Math.log2(scoring.shares.nameSame / share));
  let weight = full;
  if (level === 1 || isLookAlike) weight = Math.max(names.distantLeast, full + names.distant);
  else if (level === 2) weight = Math.max(names.closeLeast, full + names.close);
  if (isMarried) weight /= 2;
  const isElsewhere = left.role === right.role && left.index !== right.index;
  if (isExchanged) weight += names.exchanged / 2;
  else if (isElsewhere) weight += names.otherPlace;
  return {
    ...{ asked: left.token, held: right.token, likeness: LIKENESS[level], role, isExchanged, isLookAlike },
    isOneName: isOneName(left, right, reason),
    isElsewhere,
    weight,
  };
}

/** "Julia Ana" sounds like JULIANA, and is another name. */
function isOneName(left: PlacedToken, right: PlacedToken, reason: SimilarityReason): boolean {
  if (reason === 'exact') return true;
  if (left.isJoined === true || right.isJoined === true) return false;
  return reason === 'sound' && spellingCode(left.token) === spellingCode(right.token);
}

function hasFirstGiven({ given }: NameFeatures, pairs: readonly TokenPair[], side: 'left' | 'right'): boolean {
  return given.length === 0 || pairs.some(({ [side]: { role, index } }) => role === 'given' && index === 0);
}

/** False where the reason itself says that both are one name. */
function isOtherName(left: string, right: string, reason: SimilarityReason): boolean {
  if (reason === 'sound') return vowelsOf(left) !== vowelsOf(right);
  return reason !== 'exact' && reason !== 'other-form' && reason !== 'initial';
}

/** MARTA and MIRTA sound alike to a key and differ here; QUISPE and KISPE, RAMDEEN and RAMDIN do not. */
const vowelsOf = (word: string): string =>
  word
    .replace(/[QG]U(?=[EI])/g, '')
    .replace(/OE|OO/g, 'U')
    .replace(/EE|Y/g, 'I')
    .replace(/[^AEIOU]/g, '');

const countOf = ({ given, surname, loose }: NameFeatures): number =>
  given.length + surname.length + (loose?.length ?? 0);

interface LeftOver {
  given: number;
  surname: number;
  loose: number;
}

/** Where given names and surnames changed places as a whole, what is left of one stands against what is left of the other. */
function leftOver(words: readonly PlacedToken[], isExchanged: boolean): LeftOver {
  const count = (wanted: TokenRole): number => words.filter(({ role }) => role === wanted).length;
  const [given, surname] = [count('given'), count('surname')];
  return { given: isExchanged ? surname : given, surname: isExchanged ? given : surname, loose: count('loose') };
}

/** Takes the words of a part away from both sides; loose words of the other side may stand against them. */
function confront(left: LeftOver, right: LeftOver, role: 'given' | 'surname') {
  const direct = Math.min(left[role], right[role]);
  const leftRest = left[role] - direct;
  const rightRest = right[role] - direct;
  const againstRight = Math.min(leftRest, right.loose);
  const againstLeft = Math.min(rightRest, left.loose);
  right.loose -= againstRight;
  left.loose -= againstLeft;
  return {
    conflicts: direct + againstRight + againstLeft,
    leftOut: leftRest - againstRight + rightRest - againstLeft,
  };
}
