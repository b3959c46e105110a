import type { IdentityDocument, Person, Subject } from '#libs/protocol';
import { PROFILES } from './countries.js';
import { childName, makeFamily, pickCommunity } from './naming.js';
import { absentDate, documentFor } from './numbers.js';
import { personAt } from './people.js';
import type { BornPerson, RegisterSeed } from './people.js';
import { Random } from './random.js';

/** A question to the country whose register it is, with the answer that is true. */
export type SampleQuestion =
  | {
      /** The person is there, everything agrees, and these convictions are final, transmittable, and of no minor. */
      readonly kind: 'records';
      readonly subject: Subject;
      readonly personId: string;
      readonly convictionIds: readonly string[];
    }
  | {
      /** `none`: a complete subject who shares no number, surname or birth date with anybody. `incomplete`: no name and no number. */
      readonly kind: 'none' | 'incomplete';
      readonly subject: Subject;
    }
  | {
      /** Some things agree with this person, some do not; they are not the subject. */
      readonly kind: 'ambiguous';
      readonly subject: Subject;
      readonly because: 'wrong number' | 'other name and birth date';
      readonly personId: string;
    };

/** Which questions: `people` is the size of the register they are about, `count` how many of each kind. */
export interface QuestionSample extends RegisterSeed {
  readonly people: number;
  readonly count: number;
}

/** `count` rounds of one question of each kind. A register without enough fitting persons gives fewer rounds. */
export function* sampleQuestions(sample: QuestionSample): Generator<SampleQuestion> {
  const persons = fittingPersons(sample);
  for (let round = 0; round < sample.count; round += 1) {
    const convicted = persons.next();
    if (convicted.done === true) return;
    const person = convicted.value;
    const random = new Random(`${sample.country}|${sample.seed}|questions`, round);
    const nobody = absentSubject(sample, round, random);
    const convictionIds = disclosable(person).map(({ id }) => id);
    yield { kind: 'records', subject: rewritten(person, random), personId: person.personId, convictionIds };
    yield { kind: 'none', subject: nobody };
    yield round % 2 === 0 && isAnotherNumber(person.documents[0], nobody.documents?.[0])
      ? {
          kind: 'ambiguous',
          because: 'wrong number',
          personId: person.personId,
          subject: { ...vague(rewritten(person, random)), documents: nobody.documents ?? [] },
        }
      : {
          kind: 'ambiguous',
          because: 'other name and birth date',
          personId: person.personId,
          subject: { ...nobody, documents: person.documents.slice(0, 1) },
        };
    yield { kind: 'incomplete', subject: nameless(person) };
  }
}

/** Convicted persons who can be identified with certainty, in an order that depends on the seed. */
function* fittingPersons(sample: QuestionSample): Generator<BornPerson, undefined> {
  const start = new Random(`${sample.country}|${sample.seed}|start`, 0).between(0, Math.max(0, sample.people - 1));
  for (let step = 0; step < sample.people; step += 1) {
    const person = personAt(sample, (start + step) % sample.people);
    const isCertain = person.birthDate.length === 10 && person.documents.length > 0 && person.deceased === undefined;
    if (isCertain && disclosable(person).length > 0) yield person;
  }
  return undefined;
}

const disclosable = (person: Person): Person['convictions'] =>
  person.convictions.filter(
    ({ recordKind, transmittable, minorAtOffence }) =>
      recordKind === 'FINAL_CONVICTION' &&
      transmittable.criminal === 'Y' &&
      transmittable.other === 'Y' &&
      minorAtOffence === 'N',
  );

/** The person as another country's clerk would write them: capitals, no accents, a number with separators. */
function rewritten(person: BornPerson, random: Random): Subject {
  const [name, ...others] = person.names;
  const full = name?.full ?? '';
  const plain = full.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const surnameFirst = full.split(' ').length > 2 && random.chance(0.5);
  const words = plain.split(' ');
  const written = surnameFirst ? `${words.slice(1).join(' ')}, ${words[0] ?? ''}` : plain;
  return {
    names: [{ full: written, kind: 'legal' }, ...others.filter(({ kind }) => kind === 'former')],
    birthDate: person.birthDate,
    sex: person.sex,
    nationalities: person.nationalities,
    documents: person.documents.slice(0, 1).map((document) => punctuated(document, random)),
    ...(person.mother !== undefined && random.chance(0.5) && { mother: person.mother }),
  };
}

/** A number of another kind contradicts nothing, and one that is almost the same may be a slip. */
function isAnotherNumber(held: IdentityDocument | undefined, asked: IdentityDocument | undefined): boolean {
  if (held === undefined || asked === undefined || held.type !== asked.type) return false;
  return Array.from(asked.number).filter((digit, at) => digit !== held.number[at]).length > 2;
}

/** With a full date and a parent's name, a wrong number might be a slip. */
function vague({ mother: _mother, father: _father, birthDate, ...subject }: Subject): Subject {
  return { ...subject, ...(birthDate !== undefined && { birthDate: birthDate.slice(0, 4) }) };
}

/** Somebody of whom the asker knows no name and no number. */
function nameless({ birthDate, sex }: BornPerson): Subject {
  return { names: [{ full: 'NN', kind: 'legal' }], birthDate, sex };
}

function punctuated(document: IdentityDocument, random: Random): IdentityDocument {
  if (!/^\d{7,}$/.test(document.number) || random.chance(0.3)) return document;
  return { ...document, number: document.number.replace(/(\d)(?=(\d{3})+$)/g, '$1.') };
}

/** Somebody who is in no register made from any seed: surname, birth date and number are kept apart for them. */
function absentSubject({ country, seed, people }: QuestionSample, index: number, random: Random): Subject {
  // A single name alone could be anybody's: absent persons have surnames.
  const birthDate = absentDate(seed, index);
  const born = Number(birthDate.slice(0, 4));
  const family = makeFamily({ ...pickCommunity(country, random), singleNames: 0 }, born, random, true);
  const sex = random.chance(0.5) ? 1 : 2;
  // Behind the register's last person: the number beside this one is nobody's there either.
  const owner = { seed: `${country}|${seed}`, index: people + index, slotDate: birthDate, absent: true };
  return {
    names: [childName(family, sex, born, random)],
    birthDate,
    sex,
    birthPlace: { country, town: random.pick(PROFILES[country].towns) },
    nationalities: [country],
    documents: [documentFor(PROFILES[country].numberType, country, owner)],
    mother: family.mother,
  };
}
