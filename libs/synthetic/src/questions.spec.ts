import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  countsOf,
  DEFAULT_CONFIGURATION,
  describe as describePerson,
  describeQuestion,
  documentKeysOf,
  identifySubject,
  planSearch,
  recordKeys,
  RegisterStatistics,
  type StatisticKind,
} from '#libs/matching';
import { COUNTRIES, subjectSchema } from '#libs/protocol';
import type { Person, Subject } from '#libs/protocol';
import { noisyQuestions, people, personAt, sampleQuestions } from '#libs/synthetic';

const isSubject = new Ajv2020().compile(subjectSchema);

/** What a register does, in memory: everybody who shares a key or a number, weighed. */
function registerOf(persons: Iterable<Person>) {
  const described = [...persons].map((person) => ({ personId: person.personId, features: describePerson(person) }));
  const byKey = new Map<number | string, typeof described>();
  const counts = new Map<string, number>();
  for (const each of described) {
    for (const key of [...recordKeys(each.features), ...documentKeysOf(each.features)]) {
      byKey.set(key, [...(byKey.get(key) ?? []), each]);
    }
    for (const value of countsOf(each.features).map((one) => one.join(' '))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const rows = [...counts].map(([name, count]) => {
    const [kind = '', ...value] = name.split(' ');
    return { kind: kind as StatisticKind, value: value.join(' '), persons: count };
  });
  const statistics = new RegisterStatistics(described.length, rows);
  const heat = () => 0;
  return (subject: Subject) => {
    const question = describeQuestion(subject);
    const plan = planSearch(question, heat);
    const candidates = [...plan.keys, ...plan.documents].flatMap((key) => byKey.get(key) ?? []);
    const configuration = DEFAULT_CONFIGURATION;
    return identifySubject({ question, candidates, isComplete: plan.isComplete, statistics, heat, configuration });
  };
}

describe.each([...COUNTRIES])('sample questions to %s', (country) => {
  const register = { country, seed: 'spec' };
  const questions = [...sampleQuestions({ ...register, people: 3000, count: 60 })];
  const ask = registerOf(people({ ...register, count: 3000 }));

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
        const because = question.kind === 'ambiguous' ? question.because : question.kind;
        expect([because, identification.decision]).toEqual([because, decision]);
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

it('questions and registers of another seed share nothing with those on which weights were set (pitfall 19)', () => {
  const of = (seed: string) => {
    const asked = { country: 'AR', seed, people: 2_000, count: 1_500 } as const;
    return {
      persons: [...people({ country: 'AR', seed, count: 2_000 })].map(described),
      questions: [...noisyQuestions(asked)].map(({ subject }) => JSON.stringify(subject)),
    };
  };
  const [developed, held] = [of('dev-1'), of('held-out-1')];
  expect(inBoth(developed.questions, held.questions)).toEqual([]);
  expect(inBoth(developed.persons, held.persons)).toEqual([]);
  const other = [...noisyQuestions({ country: 'AR', seed: 'dev-1', people: 2_000, count: 1_500, questionSeed: '2' })];
  const again = inBoth(
    developed.questions,
    other.map(({ subject }) => JSON.stringify(subject)),
  );
  expect(again.length).toBeLessThan(30); // the same few persons may be drawn again without a slip
});

const inBoth = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(some);
  return others.filter((other) => known.has(other));
};
const described = ({ names, birthDate }: Person): string => JSON.stringify([names.map(({ full }) => full), birthDate]);
