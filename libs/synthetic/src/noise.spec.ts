import { Ajv2020 } from 'ajv/dist/2020.js';
import { COUNTRIES, subjectSchema } from '#libs/protocol';
import { noisyQuestionAt, noisyQuestions, people, truthAt, USUAL_NOISE } from '#libs/synthetic';
import type { Noise, NoiseRates, NoisyQuestion } from '#libs/synthetic';
import { canonicalDocument } from '#libs/matching';

const isSubject = new Ajv2020().compile(subjectSchema);
const register = { country: 'PE', seed: 'spec' } as const;
const wanted = { ...register, people: 5000 };
const noises = Object.keys(USUAL_NOISE) as Noise[];
const only = (noise?: Noise): NoiseRates =>
  Object.fromEntries(noises.map((each) => [each, each === noise ? 1 : 0])) as unknown as NoiseRates;
const truthOf = ({ truth }: NoisyQuestion) => truthAt(register, Number(truth.personId?.slice(3)), 0);

describe('questions with noise', () => {
  it('are the same for the same seed, each can be made alone, and another question seed gives others', () => {
    const first = [...noisyQuestions({ ...wanted, count: 60 })];
    expect([...noisyQuestions({ ...wanted, count: 60 })]).toEqual(first);
    expect(noisyQuestionAt({ ...wanted, count: 0 }, 41)).toEqual(first[41]);
    expect([...noisyQuestions({ ...wanted, count: 60, questionSeed: 'other' })]).not.toEqual(first);
    expect(new Set(first.map(({ id }) => id)).size).toBe(60);
  });

  it.each([...COUNTRIES])('about %s have a subject’s shape, every kind in turn', (country) => {
    const questions = [...noisyQuestions({ country, seed: 'spec', people: 2000, count: 250 })];
    expect(questions.filter(({ subject }) => !isSubject(subject))).toEqual([]);
    expect(new Set(questions.map(({ truth }) => truth.kind)).size).toBe(5);
  });

  it('have each noise as often as said', () => {
    const questions = [...noisyQuestions({ ...wanted, count: 4000, kinds: ['present'] })];
    const share = (noise: Noise) =>
      questions.filter((question) => question.truth.noises.includes(noise)).length / questions.length;
    // Those that can befall everybody, whatever else befalls them.
    const open = ['noSecondSurname', 'noDocument', 'noMother', 'noFather', 'noPlace', 'noSex', 'noNationality', 'noBirthDate', 'machineReadable', 'typoInGiven'] as const; // prettier-ignore
    for (const noise of open) {
      const rate = USUAL_NOISE[noise];
      const deviation = Math.sqrt((rate * (1 - rate)) / questions.length);
      expect(Math.abs(share(noise) - rate)).toBeLessThan(5 * deviation + 0.1 * rate);
    }
  });

  it('without noise are the person as they are', () => {
    for (const question of noisyQuestions({ ...wanted, count: 50, kinds: ['present'], noise: only() })) {
      const { names, birthDate, sex, mother, father, birthPlace } = truthOf(question);
      expect(question.truth.noises).toEqual([]);
      expect(question.subject).toMatchObject({ birthDate, sex, mother, father, birthPlace });
      expect(question.subject.names[0]?.full).toBe(names[0]?.full);
    }
  });

  it.each<[Noise, (question: NoisyQuestion) => boolean]>([
    ['noSecondSurname', ({ subject }) => subject.names[0]?.surname2 === undefined],
    ['noSecondGiven', ({ subject }) => subject.names[0]?.given?.length === 1],
    ['surnamesSwapped', (question) => question.subject.names[0]?.surname1 === truthOf(question).names[0]?.surname2],
    ['givenAndSurnameSwapped', (question) => question.subject.names[0]?.given?.[0] === truthOf(question).names[0]?.surname1], // prettier-ignore
    ['englishForm', (question) => question.subject.names[0]?.given?.at(-1) === truthOf(question).names[0]?.surname1],
    ['initial', ({ subject }) => subject.names[0]?.given?.[1]?.endsWith('.') === true],
    ['partsLost', ({ subject }) => subject.names[0]?.given === undefined],
    ['surnameFirst', ({ subject }) => subject.names[0]?.full.includes(', ') === true],
    ['capitals', ({ subject }) => /^[A-Z' -]+$/.test(subject.names[0]?.full ?? '')],
    ['machineReadable', ({ subject }) => /^[A-Z ,]{1,40}$/.test(subject.names[0]?.full ?? '')],
    ['birthYearOnly', ({ subject }) => subject.birthDate?.length === 4],
    ['noBirthDate', ({ subject }) => subject.birthDate === undefined],
    ['dayAndMonthSwapped', (question) => question.subject.birthDate?.slice(5, 7) === truthOf(question).birthDate.slice(8)], // prettier-ignore
    ['yearOneOff', (question) => Math.abs(Number(question.subject.birthDate?.slice(0, 4)) - Number(truthOf(question).birthDate.slice(0, 4))) === 1], // prettier-ignore
    ['dayWrong', (question) => question.subject.birthDate?.slice(0, 7) === truthOf(question).birthDate.slice(0, 7) && question.subject.birthDate !== truthOf(question).birthDate], // prettier-ignore
    ['noDocument', ({ subject }) => subject.documents === undefined],
    ['documentMistyped', (question) => question.subject.documents?.[0]?.number !== truthOf(question).documents[0]?.number], // prettier-ignore
    ['otherDocument', ({ subject }) => subject.documents?.[0]?.type === 'PASSPORT'],
    ['noMother', ({ subject }) => subject.mother === undefined],
    ['noFather', ({ subject }) => subject.father === undefined],
    ['noPlace', ({ subject }) => subject.birthPlace === undefined],
    ['wrongPlace', (question) => question.subject.birthPlace?.town !== truthOf(question).birthPlace.town],
    ['noSex', ({ subject }) => subject.sex === undefined],
    ['wrongSex', (question) => question.subject.sex === 3 - truthOf(question).sex],
    ['noNationality', ({ subject }) => subject.nationalities === undefined],
    ['typoInGiven', (question) => question.subject.names[0]?.given?.join() !== truthOf(question).names[0]?.given?.join() || question.subject.names[0]?.given === undefined], // prettier-ignore
    ['underAlias', (question) => question.subject.names[0]?.full === truthOf(question).names[1]?.full],
  ])('by %s alone are what it says, wherever it befalls them', (noise, test) => {
    const questions = [...noisyQuestions({ ...wanted, count: 150, kinds: ['present'], noise: only(noise) })];
    const befallen = questions.filter(({ truth }) => truth.noises.includes(noise));
    expect(befallen.length).toBeGreaterThan(0);
    // A typing error may give back the word: two equal letters changed places.
    const wrong = befallen.filter((question) => !test(question)).length;
    expect(wrong / befallen.length).toBeLessThan(noise === 'typoInGiven' ? 0.1 : 0.001);
  });

  it('about persons who are not there have no number of the register, and resemble somebody where they say so', () => {
    const size = 1500;
    const all = [...people({ ...register, count: size })];
    const held = new Set(all.flatMap(({ documents }) => documents.map(({ number }) => number)));
    const byId = new Map(all.map((person) => [person.personId, person]));
    const questions = [
      ...noisyQuestions({ ...register, people: size, count: 500, kinds: ['absent', 'twin', 'sibling', 'homonym'], noise: only() }),
    ]; // prettier-ignore
    for (const { subject, truth } of questions) {
      expect(truth.personId).toBeUndefined();
      expect(subject.documents?.filter(({ number }) => held.has(number))).toEqual([]);
      expect(subject.documents?.map((document) => canonicalDocument(document)?.format)).not.toContain('failed');
      const alike = byId.get(truth.lookAlike ?? '');
      if (truth.kind === 'absent') expect(alike).toBeUndefined();
      if (truth.kind === 'homonym') expect(subject.names[0]?.full).toBe(alike?.names[0]?.full);
      if (truth.kind === 'twin' || truth.kind === 'sibling') {
        expect(subject.names[0]?.surname1).toBe(alike?.names[0]?.surname1);
        expect(subject.names[0]?.given).not.toEqual(alike?.names[0]?.given);
      }
      if (truth.kind === 'twin' && alike?.birthDate.length === 10) expect(subject.birthDate).toBe(alike.birthDate);
    }
  });
});
