import type { NameFeatures } from './describe-name.js';
import { spellingCode } from './phonetic.js';
import { compareRomanised } from './romanised.js';
import { tokenSimilarity } from './similarity.js';
import type { SimilarityLevel, SimilarityReason, TokenSimilarity } from './similarity.js';

/** Where a token stands in its name; `loose` when that is not known. */
export type TokenRole = 'given' | 'surname' | 'loose' | 'married';

/** A token with its place. */
export interface PlacedToken {
  readonly token: string;
  readonly role: TokenRole;
  /** Place among the tokens of its role, from 0. */
  readonly index: number;
  /** Several words of this name that the other writes as one. */
  readonly isJoined?: true;
}

/** Two tokens, one of each name, that are held to be the same word. */
export interface TokenPair {
  readonly left: PlacedToken;
  readonly right: PlacedToken;
  readonly level: Exclude<SimilarityLevel, 0>;
  readonly similarity: number;
  readonly reason: SimilarityReason;
}

/** Which word of one name is which of the other. */
export interface NameAlignment {
  readonly pairs: readonly TokenPair[];
  /** Surnames that may be a spouse's have the role `married` here: they never contradict. */
  readonly unmatchedLeft: readonly PlacedToken[];
  readonly unmatchedRight: readonly PlacedToken[];
  /** More given names of one side are surnames of the other than stand in the same part. */
  readonly isSwapped: boolean;
  /** JUNIOR, FILHO, NETO ...; `missing`: one side or both have none. */
  readonly suffix: 'agrees' | 'differs' | 'missing';
}

interface Likeness {
  readonly one: number;
  readonly other: number;
  readonly similarity: TokenSimilarity;
  readonly rank: number;
}

/** The best assignment of the tokens of two names to each other: every token to at most one of the other side. */
export function alignNames(left: NameFeatures, right: NameFeatures): NameAlignment {
  const placedLeft = placedTokens(left);
  const placedRight = placedTokens(right);
  const lefts = joinLike(placedLeft, placedRight);
  const rights = joinLike(placedRight, placedLeft);
  const likenesses = likenessesOf(lefts, rights);
  const chosen = assign(likenesses, lefts.length, rights.length);
  const pairs = chosen.flatMap((likeness) => (likeness === undefined ? [] : [toPair(likeness, lefts, rights)]));
  const takenRights = new Set(chosen.map((likeness) => likeness?.other));
  const [unmatchedLeft, unmatchedRight] = excuseSpouses(
    [lefts.filter((_, index) => chosen[index] === undefined), left.perhapsMarried ?? []],
    [rights.filter((_, index) => !takenRights.has(index)), right.perhapsMarried ?? []],
  );
  return {
    pairs,
    unmatchedLeft,
    unmatchedRight,
    isSwapped: isSwapped(pairs),
    suffix: compareSuffixes(left.suffix, right.suffix),
  };
}

/**
 * False when {@link alignNames} finds no pair of words for certain; far cheaper, and that is so for nearly everybody who has
 * no more in common with the subject than a birthday. True promises nothing.
 */
export function mayShareWords(left: NameFeatures, right: NameFeatures): boolean {
  const [ofLeft, ofRight] = [partsOf(left), partsOf(right)];
  for (const [tokens, isGiven] of ofLeft) {
    for (const [others, isOtherGiven] of ofRight) {
      for (const token of tokens) {
        for (const other of others) {
          if (tokenSimilarity(token, other, isGiven && isOtherGiven).level > 0) return true;
        }
      }
    }
  }
  return mayBeJoined(ofLeft, ofRight) || mayBeJoined(ofRight, ofLeft);
}

type Parts = readonly (readonly [tokens: readonly string[], mayBeGiven: boolean])[];

function partsOf({ given, surname, loose = [], married = [] }: NameFeatures): Parts {
  return [
    [given, true],
    [surname, false],
    [loose, true],
    [married, false],
  ];
}

/** Neighbours that, taken together, begin like a word of the other side and are about as long: {@link joinLike} looks closer. */
function mayBeJoined(parts: Parts, others: Parts): boolean {
  for (const [tokens] of parts) {
    for (let first = 0; first < tokens.length - 1; first += 1) {
      const start = tokens[first] ?? '';
      let length = start.length;
      for (const next of tokens.slice(first + 1, first + MOST_JOINED)) {
        length += next.length;
        for (const [words] of others) {
          for (const word of words) {
            const isAsLong = Math.abs(word.length - length) <= MOST_LETTERS_APART;
            if (isAsLong && word.charCodeAt(0) === start.charCodeAt(0)) return true;
          }
        }
      }
    }
  }
  return false;
}

function placedTokens({ given, surname, loose, married }: NameFeatures): PlacedToken[] {
  const placed: PlacedToken[] = [];
  const place = (tokens: readonly string[] | undefined, role: TokenRole): void =>
    tokens?.forEach((token, index) => placed.push({ token, role, index }));
  place(given, 'given');
  place(surname, 'surname');
  place(loose, 'loose');
  place(married, 'married');
  return placed;
}

const MOST_JOINED = 4;
const MOST_LETTERS_APART = 2;

/** Neighbours of one side that the other writes as one word are one: "Ana María" and "Anamaría". */
function joinLike(tokens: PlacedToken[], others: readonly PlacedToken[]): PlacedToken[] {
  for (let first = 0; first < tokens.length - 1; first += 1) {
    const start = tokens[first];
    let joined = start?.token ?? '';
    for (let last = first + 1; last < Math.min(tokens.length, first + MOST_JOINED); last += 1) {
      const next = tokens[last];
      // An initial is no part of a word.
      if (start === undefined || next?.role !== start.role || start.token.length < 2) break;
      joined += next.token;
      const text = joined;
      if (!others.some(({ token }) => isWrittenAs(token, text))) continue;
      return [
        ...tokens.slice(0, first),
        { ...start, token: joined, isJoined: true as const },
        ...tokens.slice(last + 1),
      ];
    }
  }
  return tokens;
}

/** Letter for letter, or as another romanisation: JI HOON is JIHUN. */
function isWrittenAs(token: string, joined: string): boolean {
  if (token === joined) return true;
  const isLong =
    token.length >= 5 &&
    Math.abs(token.length - joined.length) <= MOST_LETTERS_APART &&
    token.charCodeAt(0) === joined.charCodeAt(0);
  return isLong && (compareRomanised(token, joined) === 'same' || spellingCode(token) === spellingCode(joined));
}

/** All that are alike at all, the best first. */
function likenessesOf(lefts: readonly PlacedToken[], rights: readonly PlacedToken[]): Likeness[] {
  const likenesses: Likeness[] = [];
  lefts.forEach((left, one) => {
    rights.forEach((right, other) => {
      const similarity = tokenSimilarity(left.token, right.token, mayBeGiven(left) && mayBeGiven(right));
      if (similarity.level > 0) likenesses.push({ one, other, similarity, rank: rank(left, right, similarity) });
    });
  });
  return likenesses.sort((first, second) => second.rank - first.rank);
}

const mayBeGiven = ({ role }: PlacedToken): boolean => role === 'given' || role === 'loose';

/** Better first: the likeness, then the same part of the name, then the same place in it. */
function rank(left: PlacedToken, right: PlacedToken, { level, similarity }: TokenSimilarity): number {
  const samePart = left.role === right.role ? 0.1 : left.role === 'loose' || right.role === 'loose' ? 0.05 : 0;
  const samePlace = left.index === right.index ? 0.01 : 0;
  return level + similarity / 2 + samePart + samePlace;
}

/** The best likeness first; then a token left over may have what another took that can do with something else. */
function assign(likenesses: readonly Likeness[], lefts: number, rights: number): (Likeness | undefined)[] {
  const chosen = new Array<Likeness | undefined>(lefts).fill(undefined);
  const takenBy = new Array<number | undefined>(rights).fill(undefined);
  const take = (likeness: Likeness): void => {
    chosen[likeness.one] = likeness;
    takenBy[likeness.other] = likeness.one;
  };
  for (const likeness of likenesses) {
    if (chosen[likeness.one] === undefined && takenBy[likeness.other] === undefined) take(likeness);
  }
  for (const likeness of likenesses) {
    const holder = takenBy[likeness.other];
    if (chosen[likeness.one] !== undefined || holder === undefined) continue;
    const instead = likenesses.find(({ one, other }) => one === holder && takenBy[other] === undefined);
    if (instead === undefined) continue;
    take(instead);
    take(likeness);
  }
  return chosen;
}

function toPair({ one, other, similarity }: Likeness, lefts: PlacedToken[], rights: PlacedToken[]): TokenPair {
  const { level, similarity: likeness, reason } = similarity;
  const unknown: PlacedToken = { token: '', role: 'loose', index: 0 };
  const [left = unknown, right = unknown] = [lefts[one], rights[other]];
  return { left, right, level: level === 0 ? 1 : level, similarity: likeness, reason };
}

type Unmatched = readonly [tokens: PlacedToken[], spouses: readonly string[]];

/** "López de Pérez" may be López García by birth; but when both sides end so, it is how surnames are written there. */
function excuseSpouses(left: Unmatched, right: Unmatched): [PlacedToken[], PlacedToken[]] {
  const hasSpouse = ([tokens, spouses]: Unmatched): boolean => tokens.some(({ token }) => spouses.includes(token));
  const excuse = ([tokens, spouses]: Unmatched): PlacedToken[] =>
    tokens.map((token) => (spouses.includes(token.token) ? { ...token, role: 'married' } : token));
  if (hasSpouse(left) === hasSpouse(right)) return [left[0], right[0]];
  return [excuse(left), excuse(right)];
}

function isSwapped(pairs: readonly TokenPair[]): boolean {
  let crossed = 0;
  let same = 0;
  for (const { left, right } of pairs) {
    if (left.role === right.role) same += 1;
    else if (left.role === 'given' && right.role === 'surname') crossed += 1;
    else if (left.role === 'surname' && right.role === 'given') crossed += 1;
  }
  return crossed > same;
}

function compareSuffixes(left: string | undefined, right: string | undefined): NameAlignment['suffix'] {
  if (left === undefined || right === undefined) return 'missing';
  return left === right ? 'agrees' : 'differs';
}
