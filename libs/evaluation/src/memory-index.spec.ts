import {
  describe as describePerson,
  describeQuestion,
  HOT_OTHER,
  HOT_PAIR,
  isPairKey,
  planSearch,
  recordKeys,
} from '#libs/matching';
import { MemoryIndex } from '#libs/evaluation';
import { noisyQuestions, records } from '#libs/synthetic';

const register = { country: 'PE', seed: 'index', convicted: 0 } as const;
const SIZE = 6000;
const persons = [...records({ ...register, count: SIZE })];
const index = new MemoryIndex(persons);
const described = persons.map((person) => ({ personId: person.personId, keys: recordKeys(describePerson(person)) }));

describe('a register in memory', () => {
  const questions = [...noisyQuestions({ ...register, people: SIZE, count: 200 })];

  it('finds exactly who shares a key or a number with the question', () => {
    for (const { subject } of questions) {
      const plan = planSearch(describeQuestion(subject), index.heat);
      const expected = described.filter(
        ({ keys }) =>
          keys.some((key) => plan.anyOf.includes(key)) ||
          plan.allOf.some((all) => all.every((key) => keys.includes(key))),
      );
      const { found, isCut } = index.candidates({ ...plan, documents: [] });
      const byKeys = new Set(found.map(({ personId }) => personId));
      expect(isCut).toBe(false);
      if (expected.length <= 200) expect([...byKeys].sort()).toEqual(expected.map(({ personId }) => personId).sort());
      else expect(byKeys.size).toBe(200);
    }
  });

  it('ranks those first who share more keys, and keeps the limit of rows', () => {
    const [first] = described;
    const keys = first?.keys ?? [];
    const all = { keys, anyOf: keys, allOf: [], documents: [], isComplete: true, persons: 0, fewestShared: 1 };
    expect(index.candidates(all).found[0]?.personId).toBe(first?.personId);
    const everyKey = [...new Set(described.flatMap((person) => person.keys))];
    const cut = index.candidates({ ...all, anyOf: everyKey });
    expect(cut).toMatchObject({ isCut: true });
    expect(cut.found).toHaveLength(200);
  });

  it('says when somebody is left out who shares as many keys as a person with one thing wrong', () => {
    const keys = recordKeys(describePerson(persons[0]!));
    const sharing = described.filter((person) => person.keys.some((key) => keys.includes(key))).length;
    const plan = { keys, anyOf: keys, allOf: [], documents: [], isComplete: true, persons: 0, fewestShared: 1 };
    expect(sharing).toBeGreaterThan(1);
    expect(index.candidates(plan, sharing).isCut).toBe(false);
    expect(index.candidates(plan, sharing - 1).isCut).toBe(true);
    expect(index.candidates({ ...plan, fewestShared: keys.length + 1 }, sharing - 1).isCut).toBe(false);
  });

  it('finds by number, and everybody born on a day', () => {
    const holder = persons.find(({ documents }) => documents.length > 0);
    const documents = [`PE|PE_DNI|${holder?.documents[0]?.number ?? ''}`];
    const plan = { keys: [], anyOf: [], allOf: [], documents, isComplete: true, persons: 0, fewestShared: 1 };
    expect(index.candidates(plan).found.map(({ personId }) => personId)).toContain(holder?.personId);
    const day = persons.find(({ birthDate }) => birthDate?.length === 10)?.birthDate ?? '';
    const born = persons.filter(({ birthDate }) => birthDate === day).map(({ personId }) => personId);
    expect(index.further(day, []).found.map(({ personId }) => personId)).toEqual(born);
    expect(index.further('1800-01-01', []).found).toEqual([]);
    const further = index.further(undefined, documents).found.map(({ personId }) => personId);
    expect(further).toContain(holder?.personId);
  });

  it('counts keys as a node does: hot ones by how many share them, the others not at all', () => {
    const namesakes = Array.from({ length: HOT_PAIR + 5 }, (_, at) => ({ ...persons[0]!, personId: `PE-N${at}` }));
    const crowded = new MemoryIndex([...persons, ...namesakes]);
    const counts = new Map<number, number>();
    for (const person of [...persons, ...namesakes]) {
      for (const key of recordKeys(describePerson(person))) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const wrong = [...counts].filter(([key, count]) => crowded.heat(key) !== (isHot(key, count) ? count : 0));
    expect(wrong).toEqual([]);
    expect([...counts].filter(([key, count]) => isHot(key, count)).length).toBeGreaterThan(0);
  });

  it('counts values as a node does', () => {
    const women = persons.filter(({ sex }) => sex === 2).length;
    expect(index.statistics.persons).toBe(SIZE);
    expect(index.statistics.share('sex', '2')).toBeCloseTo(women / SIZE, 10);
  });
});

const isHot = (key: number, count: number): boolean => count > (isPairKey(key) ? HOT_PAIR : HOT_OTHER);
