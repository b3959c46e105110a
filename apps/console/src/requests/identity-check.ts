import type { RecordView, Subject } from '../api/shapes.js';

type Identity = RecordView['identity'];
type Name = Identity['names'][number];

/** What is held against each other, in the order in which somebody reads it. */
export const CHECKED = [
  ...(['name', 'birthDate', 'sex', 'documents', 'mother', 'father', 'birthPlace', 'nationality'] as const),
] as const;

/** One line: what was asked, what the other country holds, and how the two agree. */
export interface CheckedDetail {
  readonly detail: (typeof CHECKED)[number];
  readonly level: 'agrees' | 'close' | 'differs' | 'missing';
}

/**
 * Holds what was asked against who the other country says it is, detail by detail. It is no score: the answering country
 * weighs with its register, which stays there. This shows an official where to look before the answer is used.
 */
export function checkIdentity(asked: Subject, told: Identity): CheckedDetail[] {
  const levels: Record<(typeof CHECKED)[number], CheckedDetail['level'] | undefined> = {
    name: namesLevel(asked.names, told.names),
    birthDate: dateLevel(asked.birthDate, told.birthDate),
    sex: sexLevel(asked.sex, told.sex),
    documents: documentsLevel(asked.documents ?? [], told.documents),
    mother: namesLevel(listOf(asked.mother), listOf(told.mother)),
    father: namesLevel(listOf(asked.father), listOf(told.father)),
    birthPlace: placeLevel(asked.birthPlace, told.birthPlace),
    nationality: sharedLevel(asked.nationalities ?? [], told.nationalities),
  };
  return CHECKED.flatMap((detail) => {
    const level = levels[detail];
    return level === undefined ? [] : [{ detail, level }];
  });
}

type Level = CheckedDetail['level'] | undefined;

/** Undefined where neither side tells it; missing where only one does. */
function absent(left: boolean, right: boolean): Level | 'told' {
  if (left && right) return 'told';
  return left || right ? 'missing' : undefined;
}

/** Words without accents, marks and capitals. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function namesLevel(asked: readonly Name[], told: readonly Name[]): Level {
  const there = absent(asked.length > 0, told.length > 0);
  if (there !== 'told') return there;
  const pairs = asked.flatMap((left) => told.map((right) => [wordsOf(left.full), wordsOf(right.full)] as const));
  if (pairs.some(([left, right]) => [...left].sort().join(' ') === [...right].sort().join(' '))) return 'agrees';
  return pairs.some(([left, right]) => left.filter((word) => right.includes(word)).length >= 2) ? 'close' : 'differs';
}

/** A year or a month agrees with a day of it, but says less. */
function dateLevel(asked = '', told = ''): Level {
  const there = absent(asked !== '', told !== '');
  if (there !== 'told') return there;
  if (asked === told) return 'agrees';
  return asked.startsWith(`${told}-`) || told.startsWith(`${asked}-`) ? 'close' : 'differs';
}

function sexLevel(asked: number | undefined, told: number): Level {
  const isTold = (sex: number | undefined) => sex === 1 || sex === 2;
  const there = absent(isTold(asked), isTold(told));
  if (there !== 'told') return there;
  return asked === told ? 'agrees' : 'differs';
}

/** Numbers of different kinds say nothing about each other. */
function documentsLevel(asked: NonNullable<Subject['documents']>, told: Identity['documents']): Level {
  const there = absent(asked.length > 0, told.length > 0);
  if (there !== 'told') return there;
  const kindOf = ({ country, type }: { country: string; type: string }) => `${country} ${type}`;
  const numberOf = ({ number }: { number: string }) => number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  const pairs = asked.flatMap((left) => told.map((right) => [left, right] as const));
  const sameKind = pairs.filter(([left, right]) => kindOf(left) === kindOf(right));
  if (sameKind.some(([left, right]) => numberOf(left) === numberOf(right))) return 'agrees';
  return sameKind.length > 0 ? 'differs' : 'missing';
}

function placeLevel(asked: Subject['birthPlace'], told: Identity['birthPlace']): Level {
  const there = absent(asked !== undefined, told.country !== 'ZZ');
  if (there !== 'told' || asked === undefined) return there === 'told' ? 'missing' : there;
  if (asked.country !== told.country) return 'differs';
  const [left, right] = [wordsOf(asked.town ?? ''), wordsOf(told.town ?? '')];
  if (left.length === 0 || right.length === 0) return 'close';
  if (left.join(' ') === right.join(' ')) return 'agrees';
  return left.some((word) => right.includes(word)) ? 'close' : 'differs';
}

function sharedLevel(asked: readonly string[], told: readonly string[]): Level {
  const there = absent(asked.length > 0, told.length > 0);
  if (there !== 'told') return there;
  return asked.some((each) => told.includes(each)) ? 'agrees' : 'differs';
}

const listOf = (name: Name | undefined): Name[] => (name === undefined ? [] : [name]);
