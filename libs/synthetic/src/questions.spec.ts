import { Ajv2020 } from 'ajv/dist/2020.js';
import { identify, personKeys, subjectKeys } from '#libs/matching';
import type { Candidate, SearchKeys } from '#libs/matching';
import { COUNTRIES, subjectSchema } from '#libs/protocol';
import type { Subject } from '#libs/protocol';
import { people, personAt, sampleQuestions } from '#libs/synthetic';

const isSubject = new Ajv2020().compile(subjectSchema);
const allKeys = ({ documentKeys, nameKeys, birthNameKeys }: SearchKeys): string[] => [
  ...documentKeys,
  ...nameKeys,
  ...birthNameKeys,
];

/** What a register's store does: everybody who shares any one key. */
function searchIn(register: Iterable<Candidate>): (subject: Subject) => Candidate[] {
  const byKey = new Map<string, Candidate[]>();
  for (const person of register) {
    for (const key of allKeys(personKeys(person))) byKey.set(key, [...(byKey.get(key) ?? []), person]);
  }
  return (subject) => allKeys(subjectKeys(subject)).flatMap((key) => byKey.get(key) ?? []);
}

describe.each([...COUNTRIES])('sample questions to %s', (country) => {
  const register = { country, seed: 'spec' };
  const search = searchIn(people({ ...register, count: 3000 }));
  const questions = [...sampleQuestions({ ...register, people: 3000, count: 60 })];
  const ask = (subject: Subject) => identify({ subject, candidates: search(subject) });

  it('are complete, of every kind, and of a subject’s shape', () => {
    expect(questions).toHaveLength(240);
    expect(questions.filter(({ subject }) => !isSubject(subject))).toEqual([]);
    expect(new Set(questions.map(({ kind }) => kind)).size).toBe(4);
  });

  it('have the identification that their truth says', () => {
    for (const question of questions) {
      const identification = ask(question.subject);
      if (question.kind === 'records') {
        expect(identification).toMatchObject({ decision: 'MATCH', personId: question.personId });
      } else {
        const decision = { none: 'NONE', ambiguous: 'SEVERAL', incomplete: 'INSUFFICIENT_DATA' }[question.kind];
        expect(identification.decision).toBe(decision);
      }
    }
  });

  it('name convictions that are final, adult and transmittable', () => {
    for (const question of questions) {
      if (question.kind !== 'records') continue;
      const { convictions } = personAt(register, Number(question.personId.slice(3)));
      const named = convictions.filter(({ id }) => question.convictionIds.includes(id));
      expect(named).toHaveLength(question.convictionIds.length);
      expect(named.length).toBeGreaterThan(0);
      for (const conviction of named) {
        expect(conviction).toMatchObject({
          recordKind: 'FINAL_CONVICTION',
          minorAtOffence: 'N',
          transmittable: { criminal: 'Y', other: 'Y' },
        });
      }
      expect(named).toEqual(
        convictions.filter(
          ({ recordKind, minorAtOffence, transmittable }) =>
            recordKind === 'FINAL_CONVICTION' &&
            minorAtOffence === 'N' &&
            transmittable.criminal === 'Y' &&
            transmittable.other === 'Y',
        ),
      );
    }
  });
});

it('questions are the same for the same seed, and fewer when the register is too small', () => {
  const sample = { country: 'AR', seed: 's', people: 200, count: 10 } as const;
  expect([...sampleQuestions(sample)]).toEqual([...sampleQuestions(sample)]);
  expect([...sampleQuestions({ ...sample, people: 0 })]).toEqual([]);
  expect([...sampleQuestions({ ...sample, people: 10, count: 100 })].length).toBeLessThan(400);
});
