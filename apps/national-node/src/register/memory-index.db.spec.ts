import { findInMemory, MemoryIndex } from '#libs/evaluation';
import { DEFAULT_CONFIGURATION, describeQuestion, planSearch } from '#libs/matching';
import { inTransaction } from '#libs/platform';
import { noisyQuestions, records } from '#libs/synthetic';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { domesticMigrations } from '../ask/domestic-api.jest.js';
import { FindPerson } from './find-person.js';
import { builtInRules } from './matching-rules.js';
import { RegisterFigures } from './register-figures.js';
import { fillSearchTables } from './search-tables.jest.js';
import { SearchStore } from './search.store.js';

const register = { country: 'PE', seed: 'spec', convicted: 0 } as const;
const SIZE = 3000;

/** What is measured in memory is only worth something when it is what a node does. */
describe('a register in memory and the same one in the database', () => {
  let database: TestDatabase;
  const opened = new AsyncDisposableStack();
  const persons = [...records({ ...register, count: SIZE })];
  const index = new MemoryIndex(persons);
  const questions = [...noisyQuestions({ ...register, people: SIZE, count: 150 })];
  const store = new SearchStore();
  const find = new FindPerson(store, new RegisterFigures(store), builtInRules);

  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    await fillSearchTables(database.sql, persons);
  });
  afterAll(() => opened.disposeAsync());

  it('have the same candidates for every question', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      await store.begin(tx);
      for (const { subject } of questions) {
        const plan = planSearch(describeQuestion(subject), index.heat);
        const inDatabase = (await store.candidates(tx, plan)).rows.map(({ personId }) => personId);
        const inMemory = index.candidates(plan).found.map(({ personId }) => personId);
        expect(inMemory.sort()).toEqual([...inDatabase].sort());
      }
    });
  });

  it('decide the same of every question', async () => {
    for (const { id, subject } of questions) {
      const found = await inTransaction(database.dataSource, (tx) => find.run(tx, subject, 'AS_NEEDED'));
      const { decision, personId, candidates } = findInMemory(index, subject, DEFAULT_CONFIGURATION);
      const listed = (list: typeof candidates) => list.map((candidate) => [candidate.personId, candidate.probability]);
      expect([id, decision, personId, listed(candidates)]).toEqual([
        ...[id, found.decision, 'personId' in found ? found.personId : undefined],
        'candidates' in found ? listed(found.candidates) : [],
      ]);
    }
  });
});
