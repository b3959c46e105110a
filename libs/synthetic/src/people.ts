import { COUNTRIES } from '#libs/protocol';
import type { CountryCode, IdentityDocument, Person, PersonName, Sex } from '#libs/protocol';
import { makeConvictions } from './convictions.js';
import { PROFILES } from './countries.js';
import { childName, makeFamily, pickCommunity, renamed } from './naming.js';
import type { Family } from './naming.js';
import { cuilOf, documentFor, slotDate } from './numbers.js';
import type { NumberOwner } from './numbers.js';
import { Random } from './random.js';

/** Which made-up register: the same country and seed always give the same persons, whatever the size. */
export interface RegisterSeed {
  readonly country: CountryCode;
  readonly seed: string;
}

/** Everything about a person but the convictions, before partial dates are cut. */
interface Identity {
  readonly family: Family;
  readonly name: PersonName;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly origin: CountryCode;
  readonly town: string;
}

/** How a person came to be: on their own, as the previous one's twin, or as their homonym. */
type Descent = 'own' | 'twin' | 'homonym';

const KINSHIP_STREAM = 2 ** 40;

/** Everybody here was born at some time that is known, if only the year. */
export type BornPerson = Person & { readonly birthDate: string };

/** The persons 0 to count - 1 of a register, one at a time; nothing is kept in memory. */
export function* people(register: RegisterSeed & { readonly count: number }): Generator<BornPerson> {
  for (let index = 0; index < register.count; index += 1) yield personAt(register, index);
}

/** One person of a register by index, without making the others. */
export function personAt(register: RegisterSeed, index: number): BornPerson {
  const { country } = register;
  const random = randomOf(register, index);
  const identity = identityOf(register, index, random);
  const personId = `${country}-${String(index).padStart(9, '0')}`;
  const convictions = random.chance(0.35)
    ? makeConvictions(country, personId, Number(identity.birthDate.slice(0, 4)), random)
    : [];
  const { family, origin, town } = identity;
  return {
    personId,
    names: makeNames(identity, random),
    sex: identity.sex,
    birthDate: random.chance(0.985) ? identity.birthDate : identity.birthDate.slice(0, random.pick([4, 7])),
    birthPlace: { country: origin, town },
    nationalities: origin !== country && random.chance(0.1) ? [origin, country] : [origin],
    ...(random.chance(0.9) && { mother: family.mother }),
    ...(random.chance(0.75) && { father: family.father }),
    documents: random.chance(0.96) ? makeDocuments(register, index, identity, random) : [],
    ...(random.chance(0.02) && { deceased: '2025-11-30' }),
    convictions,
  };
}

const randomOf = (register: RegisterSeed, stream: number): Random =>
  new Random(`${register.country}|${register.seed}`, stream);

/** 1 % are the previous person's twin and 2 % their homonym; never of one who is a twin or homonym already. */
function descentOf(register: RegisterSeed, index: number): Descent {
  const draw = (at: number): Descent => {
    if (at <= 0) return 'own';
    const fraction = randomOf(register, KINSHIP_STREAM + at).fraction();
    return fraction < 0.01 ? 'twin' : fraction < 0.03 ? 'homonym' : 'own';
  };
  return draw(index - 1) === 'own' ? draw(index) : 'own';
}

function identityOf(register: RegisterSeed, index: number, random: Random): Identity {
  const descent = descentOf(register, index);
  const birthDate = slotDate(`${register.country}|${register.seed}`, index);
  if (descent === 'own') return ownIdentity(register, birthDate, random);
  const previous = identityOf(register, index - 1, randomOf(register, index - 1));
  if (descent === 'twin') {
    return { ...previous, name: renamed(previous.name, previous.family.pool, previous.sex, random) };
  }
  // A quarter of the homonyms were even born on the same day: only the number tells them apart.
  return {
    ...previous,
    family: makeFamily(previous.family.pool, random),
    birthDate: random.chance(0.25) ? previous.birthDate : birthDate,
  };
}

function ownIdentity({ country }: RegisterSeed, birthDate: string, random: Random): Identity {
  const isForeigner = random.chance(0.06);
  const others = COUNTRIES.filter((other) => other !== country);
  const origin = isForeigner ? random.pick(others) : country;
  const family = makeFamily(pickCommunity(origin, random), random);
  // Seven of ten persons in a criminal register are men.
  const sex = random.chance(0.7) ? 1 : 2;
  return {
    family,
    name: childName(family, sex, random),
    sex,
    birthDate,
    origin,
    town: random.pick(PROFILES[origin].towns),
  };
}

function makeNames({ family, name, sex, origin }: Identity, random: Random): PersonName[] {
  const names = [name];
  if (sex === 2 && random.chance(0.06)) {
    names.push({ ...childName(makeFamily(family.pool, random), sex, random), kind: 'former' });
  }
  if (random.chance(0.05)) {
    const other = childName(makeFamily(pickCommunity(origin, random), random), sex, random);
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
