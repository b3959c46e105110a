import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { once } from 'node:events';
import { people, personAt, sampleQuestions, type SampleQuestion } from '#libs/synthetic';
import type { CountryCode, Person, Subject } from '#libs/protocol';

export interface Registers {
  readonly seed: string;
  /** In each. */
  readonly persons: number;
}

/** A register as it was written: how much, and the digest under which its import stands in the node's log. */
export interface WrittenRegister {
  readonly persons: number;
  readonly convictions: number;
  /** SHA-256 of the file, base64url. */
  readonly digest: string;
}

/** Far behind every person of a demo's register. */
const BEYOND = 2_000_000;
/** Rounds of sample questions: the story and demo.json use different ones. */
const ROUNDS = 4;
const STRANGER_ROUND = 3;

/** Writes a made-up register as NDJSON, with one more person where one is given. */
export async function writeRegister(
  country: CountryCode,
  { seed, persons }: Registers,
  file: string,
  oneMore?: Person,
): Promise<WrittenRegister> {
  await mkdir(dirname(file), { recursive: true });
  const out = createWriteStream(file);
  const hash = createHash('sha256');
  let written = 0;
  let convictions = 0;
  for (const person of withOneMore(people({ country, seed, count: persons }), oneMore)) {
    const line = `${JSON.stringify(person)}\n`;
    hash.update(line);
    if (!out.write(line)) await once(out, 'drain');
    written += 1;
    convictions += person.convictions.length;
  }
  out.end();
  await once(out, 'close');
  return { persons: written, convictions, digest: hash.digest('base64url') };
}

function* withOneMore(persons: Iterable<Person>, oneMore: Person | undefined): Generator<Person> {
  yield* persons;
  if (oneMore !== undefined) yield oneMore;
}

/** Questions of one kind about a country's register, of which the true answer is known. */
export function subjectsOf(
  country: CountryCode,
  { seed, persons }: Registers,
  kind: SampleQuestion['kind'],
  rounds = ROUNDS,
): readonly Subject[] {
  const questions = [...sampleQuestions({ country, seed, people: persons, count: rounds })];
  return questions.filter((question) => question.kind === kind).map(({ subject }) => subject);
}

/**
 * Somebody with convictions in this country whom no other register can mistake for anybody: for the question that goes
 * to several countries at once.
 */
export function knownOnlyIn(country: CountryCode, registers: Registers): { person: Person; subject: Subject } {
  const subject = subjectsOf(country, registers, 'none')[STRANGER_ROUND];
  if (subject === undefined) throw new Error('the register is too small for the story');
  const { convictions } = disclosablePerson(country, registers.seed, subject.birthDate ?? '');
  const { names, birthDate = '', sex = 0, birthPlace = { country }, nationalities = [], documents = [] } = subject;
  const personId = `${country}-${BEYOND}`;
  return { subject, person: { personId, names, birthDate, sex, birthPlace, nationalities, documents, convictions } };
}

/** The person of whom the story's question with records is told, as the register of the country holds them. */
export function personToldOf(country: CountryCode, registers: Registers): Person {
  const { seed, persons } = registers;
  for (const question of sampleQuestions({ country, seed, people: persons, count: 1 }))
    if (question.kind === 'records') return personAt({ country, seed }, indexOf(question.personId));
  throw new Error('the register is too small for the story');
}

/** A national whom their own country can tell from everybody else, convicted abroad. @param round of the sample questions */
export function convictedAbroad(
  nationality: CountryCode,
  convicting: CountryCode,
  registers: Registers,
  round = ROUNDS - 1,
): { person: Person; subject: Subject } {
  const { seed, persons } = registers;
  const known = [...sampleQuestions({ country: nationality, seed, people: persons, count: round + 1 })].findLast(
    (question) => question.kind === 'records',
  );
  if (known?.kind !== 'records') throw new Error('the register is too small for the story');
  const national = personAt({ country: nationality, seed }, indexOf(known.personId));
  const { convictions } = disclosablePerson(convicting, seed, national.birthDate, 2 * BEYOND);
  const personId = `${convicting}-${2 * BEYOND + round}`;
  const person = { ...national, personId, nationalities: [nationality], convictions };
  return { subject: known.subject, person };
}

function indexOf(personId: string): number {
  return Number(personId.split('-')[1]);
}

/** Somebody of no register, born no earlier than the one who takes over the convictions: nobody is convicted as a child. */
function disclosablePerson(country: CountryCode, seed: string, bornFrom: string, from = BEYOND): Person {
  for (let index = from; ; index += 1) {
    const person = personAt({ country, seed }, index);
    if (person.birthDate < bornFrom.slice(0, 4)) continue;
    const isOpen = person.convictions.some(
      ({ recordKind, transmittable, minorAtOffence }) =>
        recordKind === 'FINAL_CONVICTION' && transmittable.criminal === 'Y' && minorAtOffence === 'N',
    );
    if (isOpen) return person;
  }
}
