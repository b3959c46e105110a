import { tokenSimilarity } from '../names/similarity.js';
import type { ScoreLine } from './assessment.js';
import type { Features } from '../features.js';
import type { NameFeatures } from '../names/describe-name.js';
import type { Scoring } from './scoring.js';

/** What the parents' names add, and whether a given name of one of them agrees. */
export interface ParentsScore {
  readonly lines: readonly [ScoreLine, ScoreLine];
  readonly hasParentInCommon: boolean;
}

/**
 * Compares the parents' given names only: their surnames are the child's, which were weighed already. The exception is
 * the mother's first surname where one side has it and lacks the second surname (Spanish custom).
 */
export function scoreParents(asked: Features, held: Features, scoring: Scoring): ParentsScore {
  const { parents } = scoring.weights;
  const surnames = new Set([asked, held].flatMap(({ names }) => names.flatMap(({ surname }) => surname)));
  const father = scoreParent('FatherName', asked.father, held.father, surnames, scoring);
  let mother = scoreParent('MotherName', asked.mother, held.mother, surnames, scoring);
  const custom = compareMotherSurname(asked, held) ?? compareMotherSurname(held, asked);
  if (custom !== undefined && mother.level === 'missing') {
    const weight = custom ? parents.motherSurnameSame : parents.motherSurnameDiffers;
    const reason = custom ? 'mother-surname-is-second-surname' : 'mother-surname-is-not-second-surname';
    mother = { ...mother, level: custom ? 'close' : 'differs', weight, reason };
  }
  const over = mother.weight + father.weight - parents.bothMost;
  const capped = over > 0 ? { ...father, weight: father.weight - over } : father;
  return {
    lines: [mother, capped],
    hasParentInCommon: [mother, father].some(({ level }) => level === 'agrees'),
  };
}

function scoreParent(
  field: 'MotherName' | 'FatherName',
  asked: NameFeatures | undefined,
  held: NameFeatures | undefined,
  surnames: ReadonlySet<string>,
  scoring: Scoring,
): ScoreLine {
  const { parents, names } = scoring.weights;
  const left = givenWords(asked, surnames);
  const right = givenWords(held, surnames);
  const texts = { asked: textOf(asked), held: textOf(held) };
  if (left.length === 0 || right.length === 0) {
    return { field, ...texts, level: 'missing', weight: 0, reason: left.length === 0 ? 'not-asked' : 'not-held' };
  }
  let weight = 0;
  let exact = 0;
  let close = 0;
  for (const word of left) {
    const best = right.includes(word) ? word : right.find((other) => tokenSimilarity(word, other, true).level === 2);
    if (best === undefined) continue;
    const share = Math.max(scoring.nameShare(word, 'given'), scoring.nameShare(best, 'given'));
    const full = Math.max(0, Math.log2(scoring.shares.nameSame / share));
    weight += best === word ? full : Math.max(names.closeLeast, full + names.close);
    if (best === word) exact += 1;
    else close += 1;
  }
  if (exact + close === 0) return { field, ...texts, level: 'differs', weight: parents.differs, reason: 'differs' };
  return {
    field,
    ...texts,
    level: exact > 0 ? 'agrees' : 'close',
    weight: Math.min(parents.most, weight * scoring.shares.parent),
    reason: exact > 0 ? 'given-name-same' : 'given-name-close',
  };
}

const givenWords = (name: NameFeatures | undefined, surnames: ReadonlySet<string>): readonly string[] => {
  if (name === undefined) return [];
  // Where the boundary is lost, words that are the child's surnames are surnames.
  return name.given.length > 0 ? name.given : (name.loose ?? []).filter((word) => !surnames.has(word));
};

const textOf = (name: NameFeatures | undefined): string =>
  name === undefined ? '' : [...name.given, ...name.surname, ...(name.loose ?? [])].join(' ');

/** One side tells the mother's surname, the other two surnames: does the mother's stand second (or first, in Brazil)? */
function compareMotherSurname(teller: Features, other: Features): boolean | undefined {
  const surname = teller.mother?.surname[0];
  const tellers = teller.names[0]?.surname ?? [];
  const others = other.names[0]?.surname ?? [];
  if (surname === undefined || other.mother !== undefined || tellers.length !== 1 || others.length < 2)
    return undefined;
  return others.includes(surname);
}
