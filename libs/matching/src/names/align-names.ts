import type { NameFeatures } from './describe-name.js';
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

/** The best assignment of the tokens of two names to each other: every token to at most one of the other side. */
export function alignNames(left: NameFeatures, right: NameFeatures): NameAlignment {
  const [lefts, rights] = joinApart(placedTokens(left), placedTokens(right));
  const matches = new Map<PlacedToken, { right: PlacedToken; similarity: TokenSimilarity }>();
  const takenBy = new Map<PlacedToken, PlacedToken>();
  const take = (one: PlacedToken, other: PlacedToken, similarity: TokenSimilarity): void => {
    matches.set(one, { right: other, similarity });
    takenBy.set(other, one);
  };
  const candidates = lefts
    .flatMap((one) => rights.map((other) => ({ one, other, similarity: compareTokens(one, other) })))
    .filter(({ similarity }) => similarity.level > 0)
    .map((candidate) => ({ ...candidate, rank: rank(candidate) }))
    .sort((first, second) => second.rank - first.rank);
  for (const { one, other, similarity } of candidates) {
    if (!matches.has(one) && !takenBy.has(other)) take(one, other, similarity);
  }
  // A token left over may have what another took that can do with something else.
  for (const { one, other, similarity } of candidates) {
    const holder = takenBy.get(other);
    if (matches.has(one) || holder === undefined) continue;
    const instead = candidates.find((candidate) => candidate.one === holder && !takenBy.has(candidate.other));
    if (instead === undefined) continue;
    take(holder, instead.other, instead.similarity);
    take(one, other, similarity);
  }
  const pairs = [...matches].map(([one, match]) => toPair(one, match.right, match.similarity));
  return {
    pairs,
    unmatchedLeft: excused(
      lefts.filter((token) => !matches.has(token)),
      left,
    ),
    unmatchedRight: excused(
      rights.filter((token) => !takenBy.has(token)),
      right,
    ),
    isSwapped: isSwapped(pairs),
    suffix: compareSuffixes(left.suffix, right.suffix),
  };
}

function placedTokens(name: NameFeatures): PlacedToken[] {
  const place = (tokens: readonly string[] | undefined, role: TokenRole): PlacedToken[] =>
    (tokens ?? []).map((token, index) => ({ token, role, index }));
  return [...place(name.given, 'given'), ...place(name.surname, 'surname'), ...place(name.loose, 'loose'), ...place(name.married, 'married')]; // prettier-ignore
}

/** Two neighbours of one side that the other writes as one word are one: "Ana María" and "Anamaría". */
function joinApart(lefts: PlacedToken[], rights: PlacedToken[]): [PlacedToken[], PlacedToken[]] {
  return [joinLike(lefts, rights), joinLike(rights, lefts)];
}

function joinLike(tokens: PlacedToken[], others: readonly PlacedToken[]): PlacedToken[] {
  const joined: PlacedToken[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const next = tokens[index + 1];
    if (token === undefined) break;
    const isJoined =
      next !== undefined && next.role === token.role &&
      others.some((other) => other.token.length === token.token.length + next.token.length && other.token === token.token + next.token); // prettier-ignore
    joined.push(isJoined ? { ...token, token: token.token + next.token } : token);
    if (isJoined) index += 1;
  }
  return joined;
}

const mayBeGiven = (role: TokenRole): boolean => role === 'given' || role === 'loose';

function compareTokens(one: PlacedToken, other: PlacedToken): TokenSimilarity {
  return tokenSimilarity(one.token, other.token, mayBeGiven(one.role) && mayBeGiven(other.role));
}

/** Better first: the likeness, then the same part of the name, then the same place in it. */
function rank({
  one,
  other,
  similarity,
}: {
  one: PlacedToken;
  other: PlacedToken;
  similarity: TokenSimilarity;
}): number {
  const samePart = one.role === other.role ? 0.1 : one.role === 'loose' || other.role === 'loose' ? 0.05 : 0;
  const samePlace = one.index === other.index ? 0.01 : 0;
  return similarity.level + similarity.similarity / 2 + samePart + samePlace;
}

function toPair(left: PlacedToken, right: PlacedToken, { level, similarity, reason }: TokenSimilarity): TokenPair {
  return { left, right, level: level === 0 ? 1 : level, similarity, reason };
}

function excused(tokens: readonly PlacedToken[], name: NameFeatures): PlacedToken[] {
  const married = name.perhapsMarried ?? [];
  return tokens.map((token) => (married.includes(token.token) ? { ...token, role: 'married' } : token));
}

function isSwapped(pairs: readonly TokenPair[]): boolean {
  const isEither = (role: TokenRole): boolean => role === 'given' || role === 'surname';
  const told = pairs.filter(({ left, right }) => isEither(left.role) && isEither(right.role));
  const crossed = told.filter(({ left, right }) => left.role !== right.role).length;
  return crossed > told.length - crossed;
}

function compareSuffixes(left: string | undefined, right: string | undefined): NameAlignment['suffix'] {
  if (left === undefined || right === undefined) return 'missing';
  return left === right ? 'agrees' : 'differs';
}
