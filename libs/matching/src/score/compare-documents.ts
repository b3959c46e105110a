import { isOnePerPerson, isProvenNumber } from '../document.js';
import type { DocumentFeature } from '../features.js';

/** How the numbers of subject and person agree, the best pair of them. */
export interface DocumentComparison {
  readonly weight: 'same' | 'oneCharacterOff' | 'numberAlone' | 'differs' | 'anotherOfSeveral' | 'none';
  readonly level: 'agrees' | 'close' | 'differs' | 'missing';
  /** The number is doubtful on either side: it counts half and relaxes no guard. */
  readonly isDoubtful: boolean;
  /** The subject has a number of a type of which people have one, and the person has another one. */
  readonly isContradicted: boolean;
  readonly asked: DocumentFeature | undefined;
  readonly held: DocumentFeature | undefined;
}

const ORDER = ['same', 'oneCharacterOff', 'numberAlone', 'differs', 'anotherOfSeveral'] as const;
const LEVEL = {
  same: 'agrees',
  oneCharacterOff: 'close',
  numberAlone: 'close',
  differs: 'differs',
  anotherOfSeveral: 'missing',
  none: 'missing',
} as const;
/** Shorter numbers agree by chance. */
const SHORTEST_NUMBER_ALONE = 6;

/** Compares all numbers of both sides; another type of number says nothing. */
export function compareDocuments(
  asked: readonly DocumentFeature[],
  held: readonly DocumentFeature[],
): DocumentComparison {
  let best: DocumentComparison = {
    weight: 'none',
    level: 'missing',
    isDoubtful: false,
    isContradicted: false,
    asked: asked[0],
    held: undefined,
  };
  let isContradicted = false;
  for (const left of asked) {
    let bestOfLeft: DocumentComparison['weight'] = 'none';
    for (const right of held) {
      const weight = comparePair(left, right);
      if (weight === 'none') continue;
      if (isBetter(weight, bestOfLeft)) bestOfLeft = weight;
      const isDoubtful = left.isDoubtful === true || right.isDoubtful === true;
      // A sound number before a doubtful one.
      if (isBetter(weight, best.weight) || (weight === best.weight && best.isDoubtful && !isDoubtful)) {
        best = { weight, level: LEVEL[weight], isDoubtful, isContradicted: false, asked: left, held: right };
      }
    }
    isContradicted ||= bestOfLeft === 'differs';
  }
  return isContradicted ? { ...best, isContradicted } : best;
}

function isBetter(left: DocumentComparison['weight'], right: DocumentComparison['weight']): boolean {
  if (left === 'none') return false;
  return right === 'none' || ORDER.indexOf(left) < ORDER.indexOf(right);
}

function comparePair(left: DocumentFeature, right: DocumentFeature): DocumentComparison['weight'] {
  const isSameType = left.country === right.country && left.type === right.type;
  if (left.number === right.number) {
    if (isSameType) return 'same';
    return left.number.length >= SHORTEST_NUMBER_ALONE ? 'numberAlone' : 'none';
  }
  if (!isSameType) return 'none';
  if (isOneCharacterOff(left.number, right.number) && !areBothProven(left, right)) return 'oneCharacterOff';
  return isOnePerPerson(left.type) ? 'differs' : 'anotherOfSeveral';
}

/** Two numbers whose check digits both fit are two numbers: a slip of the pen would not fit. */
function areBothProven(left: DocumentFeature, right: DocumentFeature): boolean {
  return isProvenNumber(left.type, left.number) && isProvenNumber(right.type, right.number);
}

/** One character replaced, added or left out, or two neighbours exchanged (Damerau); at least five characters. */
export function isOneCharacterOff(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < 5 || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
