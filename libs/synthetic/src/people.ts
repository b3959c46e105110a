import { COUNTRIES } from '#libs/protocol';
import type { CountryCode, IdentityDocument, Person, PersonName, Sex } from '#libs/protocol';
import { dayOf } from './calendar.js';
import { makeConvictions } from './convictions.js';
import { PROFILES } from './countries.js';
import { FEW_GAPS, recorded, USUAL_FLAWS } from './flaws.js';
import type { RegisterFlaws } from './flaws.js';
import { childName, familyOf, makeFamily, pickCommunity, renamed } from './naming.js';
import type { Family } from './naming.js';
import { cuilOf, documentFor, slotDate } from './numbers.js';
import type { NumberOwner } from './numbers.js';
import { Random } from './random.js';

/** Which made-up register: the same country and seed always give the same persons, whatever the size. */
export interface RegisterSeed {
  readonly country: CountryCode;
  readonly seed: string;
}

/** Everything about a person but documents and convictions, as it truly is. */
interface Identity {
  readonly family: Family;
  readonly name: PersonName;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly origin: CountryCode;
  readonly town: string;
}

/** How a person came to be: on their own, or as the previous one's twin, brother or sister, or homonym. */
type Descent = 'own' | 'twin' | 'sibling' | 'homonym';

const KINSHIP_STREAM = 2 ** 40;

/** Of a hundred persons three are a brother or sister of somebody in the register, a fifth of those their twin. */
const SHARES = { twin: 0.006, sibling: 0.024, homonym: 0.01, homonymOfSameDay: 0.1, foreign: 0.06, alias: 0.06 };

/** Everybody here was born at some time that is known, if only the year. */
export type BornPerson = Person & { readonly birthDate: string };

/** The persons 0 to count - 1 of a register without wrong values, one at a time; nothing is kept in memory. */
export function* people(register: RegisterSeed & { readonly count: number }): Generator<BornPerson> {
  for (let index = 0; index < register.count; index += 1) yield personAt(register, index);
}

/** One person of such a register by index, without making the others: some things are missing, none is wrong. */
export function personAt(register: RegisterSeed, index: number): BornPerson {
  const person = truthAt(register, index);
  const record = recorded(person, FEW_GAPS, flawRandom(register, index)).person;
  return { ...record, birthDate: record.birthDate ?? person.birthDate };
}

/** How a register holds its persons. */
export interface Recording {
  /** Default: {@link USUAL_FLAWS}. */
  readonly flaws?: RegisterFlaws;
  /** Share of persons with convictions; 0 makes small files. Default 0.35. */
  readonly convicted?: number;
}

/** The persons 0 to count - 1 as a register in use holds them, with wrong and missing values; nothing is kept in memory. */
export function* records(register: RegisterSeed & Recording & { readonly count: number }): Generator<Person> {
  for (let index = 0; index < register.count; index += 1) yield recordAt(register, index);
}

/** One person of {@link records} by index, without making the others. */
export function recordAt(register: RegisterSeed & Recording, index: number): Person {
  const person = truthAt(register, index, register.convicted);
  return recorded(person, register.flaws ?? USUAL_FLAWS, flawRandom(register, index)).person;
}

const flawRandom = (register: RegisterSeed, index: number): Random =>
  new Random(`${register.country}|${register.seed}|flaws`, index);

/** A person as they truly are: everything known, nothing wrong. */
export function truthAt(register: RegisterSeed, index: number, convicted = 0.35): BornPerson {
  const { country } = register;
  const random = randomOf(register, index);
  const identity = identityOf(register, index, random);
  const personId = `${country}-${String(index).padStart(9, '0')}`;
  const { family, origin, town } = identity;
  const names = makeNames(identity, random);
  const documents = makeDocuments(register, index, identity, random);
  const nationalities = origin !== country && random.chance(0.1) ? [origin, country] : [origin];
  const deceased = random.chance(0.02) ? { deceased: '2025-11-30' } : {};
  const convictions = random.chance(convicted)
    ? makeConvictions(country, personId, yearOf(identity.birthDate), random)
    : [];
  return {
    personId,
    names,
    sex: identity.sex,
    birthDate: identity.birthDate,
    birthPlace: { country: origin, town },
    nationalities,
    mother: family.mother,
    father: family.father,
    documents,
    ...deceased,
    convictions,
  };
}

/** Somebody who is in no register and resembles the person of this index. Documents and convictions are not theirs. */
export function lookAlikeOf(
  register: RegisterSeed,
  index: number,
  likeness: Exclude<Descent, 'own'>,
  random: Random,
): BornPerson {
  const person = truthAt(register, index, 0);
  const identity = identityOf(register, index, randomOf(register, index));
  const { name, family, sex } = identity;
  if (likeness === 'homonym') {
    const birthDate = shiftYears(person.birthDate, random);
    const { father, mother } = familyOf(name, family.pool, yearOf(birthDate), random);
    return { ...person, names: [name], birthDate, mother, father };
  }
  const ownSex = likeness === 'twin' ? sex : random.chance(0.7) ? 1 : 2;
  const birthDate = likeness === 'twin' ? identity.birthDate : shiftYears(identity.birthDate, random);
  return { ...person, names: [renamed(name, family.pool, ownSex, yearOf(birthDate), random)], sex: ownSex, birthDate };
}

/** One to eight years apart, another day. */
function shiftYears(date: string, random: Random): string {
  const years = random.between(1, 8) * (random.chance(0.5) ? 1 : -1);
  return dayOf(yearOf(date) + years, random.between(1, 12), random.between(1, 31));
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

const randomOf = (register: RegisterSeed, stream: number): Random =>
  new Random(`${register.country}|${register.seed}`, stream);

/** How this index came to be; never after one who has kin or a homonym before them already. */
function descentOf(register: RegisterSeed, index: number): Descent {
  const draw = (at: number): Descent => {
    if (at <= 0) return 'own';
    const fraction = randomOf(register, KINSHIP_STREAM + at).fraction();
    const { twin, sibling, homonym } = SHARES;
    if (fraction < twin) return 'twin';
    if (fraction < twin + sibling) return 'sibling';
    return fraction < twin + sibling + homonym ? 'homonym' : 'own';
  };
  const descent = draw(index);
  return descent !== 'own' && draw(index - 1) === 'own' ? descent : 'own';
}

function identityOf(register: RegisterSeed, index: number, random: Random): Identity {
  const descent = descentOf(register, index);
  const birthDate = slotDate(`${register.country}|${register.seed}`, index);
  if (descent === 'own') return ownIdentity(register, birthDate, random);
  const previous = identityOf(register, index - 1, randomOf(register, index - 1));
  if (descent === 'homonym') {
    const ownDate = random.chance(SHARES.homonymOfSameDay) ? previous.birthDate : birthDate;
    return {
      ...previous,
      family: familyOf(previous.name, previous.family.pool, yearOf(ownDate), random),
      birthDate: ownDate,
      town: random.pick(PROFILES[previous.origin].towns),
    };
  }
  const sex = descent === 'twin' ? previous.sex : random.chance(0.7) ? 1 : 2;
  const ownDate = descent === 'sibling' ? birthDate : previous.birthDate;
  const name = renamed(previous.name, previous.family.pool, sex, yearOf(ownDate), random);
  return { ...previous, name, sex, birthDate: ownDate };
}

function ownIdentity({ country }: RegisterSeed, birthDate: string, random: Random): Identity {
  const isForeigner = random.chance(SHARES.foreign);
  const others = COUNTRIES.filter((other) => other !== country);
  const origin = isForeigner ? random.pick(others) : country;
  const family = makeFamily(pickCommunity(origin, random), yearOf(birthDate), random);
  // Seven of ten persons in a criminal register are men.
  const sex = random.chance(0.7) ? 1 : 2;
  return {
    family,
    name: childName(family, sex, yearOf(birthDate), random),
    sex,
    birthDate,
    origin,
    town: random.pick(PROFILES[origin].towns),
  };
}

function makeNames({ family, name, sex, origin, birthDate }: Identity, random: Random): PersonName[] {
  const born = yearOf(birthDate);
  const names = [name];
  if (sex === 2 && random.chance(0.06)) {
    names.push({ ...childName(makeFamily(family.pool, born, random), sex, born, random), kind: 'former' });
  }
  if (random.chance(SHARES.alias)) {
    const other = childName(makeFamily(pickCommunity(origin, random), born, random), sex, born, random);
    names.push({ ...other, kind: 'alias' });
  }
  return names;
}

function makeDocuments(
  register: RegisterSeed,
  index: number,
  { origin, sex }: Identity,
  random: Random,
): IdentityDocument[] {
  const { country } = register;
  const seed = `${country}|${register.seed}`;
  const owner: NumberOwner = { seed, index, slotDate: slotDate(seed, index), absent: false };
  const home = documentFor(PROFILES[origin].numberType, origin, owner);
  const documents = [home];
  if (origin !== country && random.chance(0.4)) {
    documents.push(documentFor(PROFILES[country].numberType, country, owner));
  }
  if (home.type === 'AR_DNI' && random.chance(0.4)) documents.push(cuilOf(home.number, sex));
  if (random.chance(0.15)) documents.push(documentFor('PASSPORT', origin, owner));
  return documents;
}
