import { comparePair, DEFAULT_CONFIGURATION, describe as describePerson, describeQuestion } from '#libs/matching';
import { MemoryIndex, probablePairs, proposeWeights } from '#libs/evaluation';
import { planSearch } from '#libs/matching';
import { noisyQuestions, records } from '#libs/synthetic';

const PERSONS = 1_500;
const register = { country: 'PE', seed: 'unconfirmed' } as const;
const persons = [...records({ ...register, count: PERSONS, convicted: 0 })];
const index = new MemoryIndex(persons);
const { statistics } = index;
const questions = [...noisyQuestions({ ...register, people: PERSONS, count: 450, kinds: ['present', 'present', 'absent'] })]; // prettier-ignore
const compare = (asked: Parameters<typeof comparePair>[0], held: Parameters<typeof comparePair>[1]) =>
  comparePair(asked, held, DEFAULT_CONFIGURATION, statistics);
const candidates = questions.flatMap(({ subject, truth }) => {
  const asked = describeQuestion(subject);
  return index
    .candidates(planSearch(asked, index.heat))
    .found.map(({ personId, features }) => ({ comparison: compare(asked, features), isSame: personId === truth.personId }));
}); // prettier-ignore
const { pairs } = probablePairs(candidates.map(({ comparison }) => comparison), questions.length); // prettier-ignore

describe('candidates of whom nobody has said who they are', () => {
  it('are told apart: whoever is probable is the person, whoever is not is somebody else', () => {
    const wrong = pairs.filter(({ probability = 1 }, at) => probability >= 0.5 !== candidates[at]?.isSame);
    expect(candidates.filter(({ isSame }) => isSame).length).toBeGreaterThan(250);
    expect(wrong.length / candidates.filter(({ isSame }) => isSame).length).toBeLessThan(0.05);
  });

  it('propose nearly the weights that confirmed pairs propose', () => {
    const people = persons.map((person) => describePerson(person));
    const different = Array.from({ length: 4_000 }, (_, at) => ({
      comparison: compare(people[at % PERSONS]!, people[(at * 7 + 1 + Math.floor(at / PERSONS)) % PERSONS]!),
    })).filter((_, at) => at % PERSONS !== (at * 7 + 1 + Math.floor(at / PERSONS)) % PERSONS);
    const propose = (same: Parameters<typeof proposeWeights>[2]) =>
      proposeWeights(DEFAULT_CONFIGURATION, 'x', same, different).weights;
    const confirmed = propose(candidates.filter(({ isSame }) => isSame));
    const guessed = new Map(propose(pairs).map((weight) => [weight.name, weight]));
    const sure = confirmed.filter(({ warning, name }) => warning === undefined && !name.startsWith('shares'));
    expect(sure.map(({ name }) => name)).toEqual(expect.arrayContaining(['names.close', 'names.surnameLeftOut']));
    for (const { name, after } of sure) expect([name, Math.abs((guessed.get(name)?.after ?? 0) - after) < 100]).toEqual([name, true]); // prettier-ignore
  });
});
