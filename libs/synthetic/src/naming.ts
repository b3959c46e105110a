import type { CountryCode, PersonName, Sex } from '#libs/protocol';
import { communitiesOf } from './names/communities.js';
import type { NamePool } from './names/communities.js';
import { generationAt, inFashion } from './names/fashions.js';
import type { Random } from './random.js';

/** What a child is named after. */
export interface Family {
  readonly pool: NamePool;
  readonly father: PersonName;
  readonly mother: PersonName;
}

/** One of a country's communities, by its share. */
export function pickCommunity(country: CountryCode, random: Random): NamePool {
  const communities = communitiesOf(country);
  let rest = random.fraction();
  for (const [share, pool] of communities) {
    rest -= share;
    if (rest < 0) return pool;
  }
  return (communities.at(-1) as (typeof communities)[number])[1];
}

/** Two parents of one community, of a child `born` in this year. With `absent`, their surnames are borne by nobody in any register. */
export function makeFamily(pool: NamePool, born: number, random: Random, absent = false): Family {
  const surname = (): string => {
    if (absent) return random.pickSkewed(pool.absentSurnames);
    const isMixed = pool.mixed !== undefined && random.chance(pool.mixed[0]);
    return random.pickRanked(isMixed ? pool.mixed[1] : pool.surnames);
  };
  const parent = (sex: Sex): PersonName =>
    compose(pool, givenNames(pool, sex, born - random.between(18, 40), 1, random), [surname(), surname()], random);
  return { pool, father: parent(1), mother: parent(2) };
}

/** Parents of somebody of whom only the name is given. */
export function familyOf(name: PersonName, pool: NamePool, born: number, random: Random): Family {
  const { father, mother } = makeFamily(pool, born, random);
  const { surname1 = father.surname1 ?? '', surname2 } = name;
  const other = (parent: PersonName): string => parent.surname2 ?? parent.surname1 ?? '';
  const parent = ({ given = [] }: PersonName, surnames: readonly string[]): PersonName =>
    compose(pool, given, surnames, random);
  return pool.style === 'portuguese'
    ? {
        pool,
        father: parent(father, [father.surname1 ?? '', surname2 ?? other(father)]),
        mother: parent(mother, [mother.surname1 ?? '', surname1]),
      }
    : {
        pool,
        father: parent(father, [surname1, other(father)]),
        mother: parent(mother, [surname2 ?? mother.surname1 ?? '', other(mother)]),
      };
}

/** The legal name of a child of this family, as its community forms it. */
export function childName(family: Family, sex: Sex, born: number, random: Random): PersonName {
  const { pool, father, mother } = family;
  const given = givenNames(pool, sex, born, random.chance(0.65) ? 2 : 1, random);
  if (random.chance(pool.singleNames ?? 0)) {
    const single = given.slice(0, 1);
    return { full: single.join(' '), given: single, kind: 'legal' };
  }
  return compose(pool, given, inheritedSurnames(pool, father, mother, random), random, sex);
}

/** The same name with other given names: a twin's, a sibling's. */
export function renamed(name: PersonName, pool: NamePool, sex: Sex, born: number, random: Random): PersonName {
  const taken = name.given ?? [];
  let given = givenNames(pool, sex, born, taken.length, random);
  // Never the same words in another order: those fold to the same name.
  const plain = (word = ''): string => word.normalize('NFD').replace(/\p{M}/gu, '');
  // María is no twin of Maria.
  while (taken.some((word) => plain(word) === plain(given[0]))) {
    given = givenNames(pool, sex, born, taken.length, random);
  }
  return { ...name, given, full: [...given, ...name.full.split(' ').slice(taken.length)].join(' ') };
}

function givenNames(pool: NamePool, sex: Sex, born: number, count: number, random: Random): string[] {
  const first = givenName(pool, sex, born, random);
  const second = givenName(pool, sex, born, random);
  return count > 1 && second !== first ? [first, second] : [first];
}

/** Of all given names, those taken from the heads of a generation's list. */
const FASHIONABLE = 0.3;
const MOST_REFUSED = 5;

/** From the generation's own names, or from all of the community, where what is out of fashion is mostly refused. */
function givenName(pool: NamePool, sex: Sex, born: number, random: Random): string {
  const { culture } = pool;
  if (random.chance(FASHIONABLE)) {
    return random.pickRanked(generationAt(culture, sex, born, random.fraction()).names);
  }
  const list = sex === 2 ? pool.female : pool.male;
  let name = random.pickRanked(list);
  for (let refused = 0; refused < MOST_REFUSED; refused += 1) {
    if (random.chance(inFashion(culture, sex, name, born))) break;
    name = random.pickRanked(list);
  }
  return name;
}

function inheritedSurnames(pool: NamePool, father: PersonName, mother: PersonName, random: Random): string[] {
  const paternal = father.surname1 ?? '';
  const maternal = mother.surname1 ?? '';
  if (pool.style === 'hispanic') {
    return random.chance(pool.secondSurnames ?? 0.93) ? [paternal, maternal] : [paternal];
  }
  // Brazil: the mother's surname first, the father's (his last) last.
  if (pool.style === 'portuguese') return [mother.surname2 ?? maternal, father.surname2 ?? paternal];
  return pool.style === 'english' && random.chance(0.05) ? [`${paternal}-${maternal}`] : [paternal];
}

function compose(
  pool: NamePool,
  given: readonly string[],
  surnames: readonly string[],
  random: Random,
  sex: Sex = 0,
): PersonName {
  const paired = pool.style === 'hispanic' || pool.style === 'portuguese';
  const [surname1 = '', second] = paired ? surnames : surnames.slice(0, 1);
  const surname2 = second === surname1 ? undefined : second;
  const prefix = pool.style === 'portuguese' && random.chance(0.2) ? random.pick(['da', 'dos', 'de']) : undefined;
  const hasSuffix = pool.style === 'portuguese' && sex === 1 && random.chance(0.04);
  const suffix = hasSuffix ? random.pick(['Júnior', 'Filho', 'Neto']) : undefined;
  const parts = [...given, prefix, surname1, surname2, suffix].filter((part) => part !== undefined);
  return {
    full: parts.join(' '),
    given,
    ...(prefix !== undefined && { prefix }),
    surname1,
    ...(surname2 !== undefined && { surname2 }),
    ...(suffix !== undefined && { suffix }),
    kind: 'legal',
  };
}
