import { describeQuestion, planSearch } from '#libs/matching';
import { inTransaction, sqlOf } from '#libs/platform';
import type { Person, Subject } from '#libs/protocol';
import { people } from '#libs/synthetic';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { nodeMigrations } from '../migrations.js';
import { FindPerson, type Found } from './find-person.js';
import { builtInRules } from './matching-rules.js';
import { RegisterFigures } from './register-figures.js';
import { fillSearchTables } from './search-tables.jest.js';
import { candidatesText, FURTHER_TEXT, MOST_CANDIDATES, SearchStore } from './search.store.js';

/** So many that a table is never read from end to end for its smallness. */
const PERSONS = 50_000;
/** What one search may touch: candidates compared, and 8 kB pages of tables and indexes, at most. */
const MOST_PAGES = 1_500;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const withSlip = { full: 'Esela Zubeldeano', kind: 'legal', given: ['Esela'], surname1: 'Zubeldeano' } as const;
const withoutSlip = { ...withSlip, full: 'Estela Zubeldeano', given: ['Estela'] };

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('the search of a register of fifty thousand', () => {
  let database: TestDatabase;
  const opened = new AsyncDisposableStack();
  const search = new SearchStore();
  const figures = new RegisterFigures(search);
  const find = new FindPerson(search, figures, builtInRules);
  const sample: Person[] = [];

  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: nodeMigrations }));
    let index = 0;
    const all = people({ country: 'BR', seed: 'plans', count: PERSONS });
    const seen = (function* () {
      for (const person of all) {
        if ((index += 1) % 1_250 === 0) sample.push(person);
        if (index === 1) yield { ...person, personId: 'BR-SLIP', names: [withoutSlip], birthDate: '1957', documents: [], convictions: [] }; // prettier-ignore
        yield { ...person, convictions: [] };
      }
    })();
    await fillSearchTables(database.owner, seen, true);
    await database.owner.query('ANALYZE person_search, person_document');
  });
  afterAll(() => opened.disposeAsync());

  const run = (subject: Subject, steps: 'AS_NEEDED' | 'ALL' = 'AS_NEEDED'): Promise<Found> =>
    inTransaction(database.dataSource, (tx) => find.run(tx, subject, steps));

  /** The same statements as the store sends, in a transaction that has begun as its do. */
  async function explain(subject: Subject): Promise<PlanNode[]> {
    return inTransaction(database.dataSource, async (tx) => {
      const state = await search.begin(tx);
      const { heat } = await figures.of(tx, state);
      const { keys, anyOf, allOf, documents, birthDay } = planSearch(describeQuestion(subject), heat);
      const statements = [
        [candidatesText(allOf.length), [keys, anyOf, documents, ...allOf]],
        [FURTHER_TEXT, [birthDay ?? null, documents]],
      ] as const;
      const plans: PlanNode[] = [];
      for (const [text, values] of statements) {
        const [row] = await sqlOf(tx, { plannedAnew: true }).query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
          values,
        );
        plans.push((row as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan);
      }
      return plans;
    });
  }

  const variants = (person: Person): Subject[] => {
    const { personId: _, convictions: __, deceased: ___, ...whole } = person;
    const { names, birthDate = '1980-01-02' } = whole;
    return [
      whole,
      { names, birthDate },
      { names, birthDate: birthDate.slice(0, 4) },
      { names },
      { names: names.slice(0, 1), documents: person.documents },
    ];
  };

  it('reads no table from end to end, and touches few pages, whatever is told of the subject (pitfall 18)', async () => {
    for (const subject of sample.slice(0, 8).flatMap(variants)) {
      for (const plan of await explain(subject)) {
        const nodes = nodesOf(plan);
        const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']);
        expect(scanned.filter((name) => name !== 'register_state')).toEqual([]);
        expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(MOST_PAGES);
      }
    }
  });

  it('finds everybody who is told in full, among few', async () => {
    for (const person of sample) {
      const { personId, convictions: _, deceased: __, ...whole } = person;
      const found = await run(whole);
      if (found.decision === 'REGISTER_INCOMPLETE') throw new Error('the register is not ready');
      expect([personId, found.candidates.map((each) => each.personId)]).toEqual([
        personId,
        expect.arrayContaining([personId]) as string[],
      ]);
      expect(found.compared).toBeLessThanOrEqual(MOST_CANDIDATES * 2);
    }
  });

  it('says when somebody is left out who shares as many keys as a person with one thing wrong', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      const state = await search.begin(tx);
      const { heat } = await figures.of(tx, state);
      const [person] = sample;
      const plan = {
        ...planSearch(describeQuestion({ names: person?.names ?? [] }), heat),
        documents: [],
        fewestShared: 1,
      };
      const all = await search.candidates(tx, plan);
      const least = all.rows.length;
      expect(least).toBeGreaterThan(1);
      expect(all.isCut).toBe(false);
      expect((await search.candidates(tx, plan, least)).isCut).toBe(false);
      expect((await search.candidates(tx, plan, least - 1)).isCut).toBe(true);
      const few = await search.candidates(tx, { ...plan, fewestShared: plan.keys.length + 1 }, least - 1);
      expect([few.isCut, few.rows.length]).toEqual([false, least - 1]);
    });
  });

  it('finds who was asked about with one consonant missing from one of two words, and by year', async () => {
    const asked = { names: [withSlip], birthDate: '1957-03-18' };
    for (const steps of ['AS_NEEDED', 'ALL'] as const) {
      expect(await run(asked, steps)).toMatchObject({ decision: 'SEVERAL', candidates: [{ personId: 'BR-SLIP' }] });
    }
  });

  it('decides alike whether every step is taken or only as many as are needed', async () => {
    const inside = (found: Found) =>
      'candidates' in found ? { ...found, searchMs: 0, scoreMs: 0, compared: 0, standIn: '' } : found;
    for (const subject of sample.slice(0, 12).flatMap(variants)) {
      expect(inside(await run(subject, 'ALL'))).toEqual(inside(await run(subject)));
    }
  });

  it('reads its figures anew when the register has been counted again (pitfall 17)', async () => {
    const of = () => inTransaction(database.dataSource, async (tx) => figures.of(tx, await search.begin(tx)));
    const before = await of();
    expect(await of()).toBe(before);
    await database.owner.query('UPDATE register_state SET statistics_at = now(), persons = persons + 1');
    await figures.refresh(database.dataSource);
    const after = await of();
    expect(after.statistics.persons).toBe(before.statistics.persons + 1);
    expect(await of()).toBe(after);
  });

  it('has no list of pending keys, which a search would have to read through (pitfall 18)', async () => {
    const [index] = await database.owner.query<{ reloptions: string[] | null }>(
      `SELECT reloptions FROM pg_class WHERE relname = 'person_search_keys'`,
    );
    expect(index?.reloptions).toContain('fastupdate=off');
  });

  it('needs no extension that hides the operators of arrays (pitfall 18)', async () => {
    const extensions = await database.owner.query<{ extname: string }>('SELECT extname FROM pg_extension');
    expect(extensions.map(({ extname }) => extname)).not.toContain('intarray');
  });
});
