import type { DescribedName } from './described.js';
import type { Likeness } from './token-likeness.js';
import type { Scoring } from './scoring.js';

type Role = 'given' | 'surname' | 'loose' | 'married';

interface Word {
  readonly text: string;
  readonly role: Role;
  readonly place: number;
}

/** One word of the asked name that was found in the held name. */
export interface WordPair {
  readonly asked: string;
  readonly held: string;
  readonly likeness: Exclude<Likeness, 'none'>;
  /** Of the held name's word, or of the asked one where the held name's boundary is not known. */
  readonly role: Role;
  readonly isExchanged: boolean;
  readonly weight: number;
}

/** What comparing two names gave; weights in bits. */
export interface NameScore {
  readonly pairs: readonly WordPair[];
  readonly givenConflicts: number;
  readonly surnameConflicts: number;
  /** Two established names that look alike (Juan and Juana): as a conflict, for the guards. */
  readonly givenLookAlikes: number;
  readonly givenWeight: number;
  readonly surnameWeight: number;
  readonly suffix: 'agrees' | 'differs' | 'missing';
  readonly suffixWeight: number;
  readonly isExchanged: boolean;
  readonly isMononym: boolean;
  readonly weight: number;
}

const wordsOf = (name: DescribedName): Word[] => [
  ...name.given.map((text, place): Word => ({ text, role: 'given', place })),
  ...name.surname.map((text, place): Word => ({ text, role: 'surname', place })),
  ...(name.loose ?? []).map((text, place): Word => ({ text, role: 'loose', place })),
  ...(name.married ?? []).map((text, place): Word => ({ text, role: 'married', place })),
];

/** Compares two names word by word: the best pairs first, each word once. */
export function scoreNames(asked: DescribedName, held: DescribedName, scoring: Scoring): NameScore {
  const askedWords = wordsOf(asked);
  const heldWords = wordsOf(held);
  const pairs = assign(askedWords, heldWords, scoring);
  return summarise(askedWords, heldWords, pairs, asked, held, scoring);
}

interface Candidate extends WordPair {
  readonly askedAt: number;
  readonly heldAt: number;
  readonly isLookAlike: boolean;
}

function assign(asked: readonly Word[], held: readonly Word[], scoring: Scoring): Candidate[] {
  const all: Candidate[] = [];
  asked.forEach((left, askedAt) => {
    held.forEach((right, heldAt) => {
      const pair = scorePair(left, right, askedAt, heldAt, scoring);
      if (pair !== undefined) all.push(pair);
    });
  });
  all.sort((left, right) => right.weight - left.weight || left.askedAt - right.askedAt || left.heldAt - right.heldAt);
  const takenAsked = new Set<number>();
  const takenHeld = new Set<number>();
  return all.filter(({ askedAt, heldAt }) => {
    if (takenAsked.has(askedAt) || takenHeld.has(heldAt)) return false;
    takenAsked.add(askedAt);
    takenHeld.add(heldAt);
    return true;
  });
}

function scorePair(left: Word, right: Word, askedAt: number, heldAt: number, scoring: Scoring): Candidate | undefined {
  const likeness = scoring.likeness(left.text, right.text);
  if (likeness === 'none') return undefined;
  const isExchanged =
    (left.role === 'given' && right.role === 'surname') || (left.role === 'surname' && right.role === 'given');
  const isMarried = left.role === 'married' || right.role === 'married';
  if (isMarried && (left.role === 'given' || right.role === 'given')) return undefined;
  const role = right.role === 'loose' ? left.role : right.role;
  const isOneRole = left.role === right.role && role !== 'loose';
  const isLookAlike = likeness !== 'exact' && scoring.areEstablished(left.text, right.text, role);
  const { names } = scoring.weights;
  // The rarer spelling is the slip of the pen, so the commoner one says how much the word is worth.
  const share = Math.max(
    scoring.nameShare(left.text, isOneRole ? role : 'loose'),
    scoring.nameShare(right.text, isOneRole ? role : 'loose'),
  );
  const full = Math.max(0, Math.log2(scoring.shares.nameSame / share));
  let weight = full;
  if (likeness === 'distant' || isLookAlike) weight = Math.max(names.distantLeast, full + names.distant);
  else if (likeness === 'close') weight = Math.max(names.closeLeast, full + names.close);
  if (isMarried) weight /= 2;
  if (isExchanged) weight += names.exchanged / 2;
  else if (isOneRole && left.place !== right.place) weight += names.otherPlace;
  return { asked: left.text, held: right.text, likeness, role, isExchanged, isLookAlike, weight, askedAt, heldAt };
}

/** Words left over on both sides contradict each other; on one side they were left out. */
function summarise(
  askedWords: readonly Word[],
  heldWords: readonly Word[],
  pairs: readonly Candidate[],
  asked: DescribedName,
  held: DescribedName,
  { weights: { names } }: Scoring,
): NameScore {
  const left = leftOver(askedWords, new Set(pairs.map(({ askedAt }) => askedAt)));
  const right = leftOver(heldWords, new Set(pairs.map(({ heldAt }) => heldAt)));
  const surname = confront(left, right, 'surname');
  const given = confront(left, right, 'given');
  // What remains loose on one side and parted on the other.
  const looseConflicts = Math.min(left.loose, right.loose);
  const looseLeftOut = left.loose + right.loose - 2 * looseConflicts;

  const sum = (role: Role): number =>
    pairs.filter((pair) => pair.role === role).reduce((total, { weight }) => total + weight, 0);
  const suffix = compareSuffixes(asked.suffix, held.suffix);
  const suffixWeight = suffix === 'missing' ? 0 : suffix === 'agrees' ? names.suffixSame : names.suffixDiffers;
  const givenConflicts = given.conflicts;
  const surnameConflicts = surname.conflicts + looseConflicts;
  const givenWeight = sum('given') + given.conflicts * names.givenConflict + given.leftOut * names.givenLeftOut;
  const surnameWeight =
    sum('surname') +
    sum('loose') +
    sum('married') +
    surnameConflicts * names.surnameConflict +
    (surname.leftOut + looseLeftOut) * names.surnameLeftOut;
  return {
    pairs,
    givenConflicts,
    surnameConflicts,
    givenLookAlikes: pairs.filter(({ role, isLookAlike }) => isLookAlike && role !== 'surname').length,
    givenWeight,
    surnameWeight,
    suffix,
    suffixWeight,
    isExchanged: pairs.some(({ isExchanged }) => isExchanged),
    isMononym: countOf(askedWords) === 1 || countOf(heldWords) === 1,
    weight: givenWeight + surnameWeight + suffixWeight,
  };
}

const countOf = (words: readonly Word[]): number => words.filter(({ role }) => role !== 'married').length;

interface LeftOver {
  given: number;
  surname: number;
  loose: number;
}

function leftOver(words: readonly Word[], taken: ReadonlySet<number>): LeftOver {
  const rest: LeftOver = { given: 0, surname: 0, loose: 0 };
  words.forEach(({ role }, at) => {
    if (!taken.has(at) && role !== 'married') rest[role] += 1;
  });
  return rest;
}

/** Takes the words of a role away from both sides; loose words of the other side may stand against them. */
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

function compareSuffixes(asked: string | undefined, held: string | undefined): NameScore['suffix'] {
  if (asked === undefined || held === undefined) return 'missing';
  return asked === held ? 'agrees' : 'differs';
}
