import { FEATURES_VERSION } from '#libs/matching';
import { inTransaction } from '#libs/platform';
import { RegisterSuite, persons } from './register-suite.jest.js';
import { RegisterStore, type Change } from './register.store.js';
import { SearchStore } from './search.store.js';
import { SearchRebuildStore } from './search-rebuild.store.js';

describe('the search tables, built anew while the register is used', () => {
  let suite: RegisterSuite;
  const register = new RegisterStore();
  beforeEach(async () => {
    suite = await RegisterSuite.open();
  });
  afterEach(() => suite[Symbol.asyncDispose]());

  const list = persons(2500);
  const write = (work: (tx: Parameters<RegisterStore['hold']>[0]) => Promise<void>) =>
    inTransaction(suite.database.dataSource, async (tx) => {
      await register.hold(tx);
      await work(tx);
    });
  const changed = (index: number) => {
    const person = list[index % list.length]!;
    return { ...person, names: [{ full: `Nova Pessoa ${index}`, kind: 'legal' as const }] };
  };
  const of: Change = { change: 'CORRECTED', at: new Date(), by: 'a test', reason: 'TEST' };

  const isReady = async () => {
    const state = await new SearchStore().begin(suite.database.dataSource.manager);
    return state.isReady && state.normaliserVersion === FEATURES_VERSION;
  };

  it('say what the persons say, and the register stays ready', async () => {
    await suite.import(list.slice(0, 300));
    await suite.query(`UPDATE person_search SET keys = '{1}', features = '{}'`);
    await suite.query('DELETE FROM person_document');
    expect(await suite.searchFaults()).not.toEqual([]);
    expect(await suite.verbs.rebuildSearch.run()).toEqual({ persons: 300, caughtUp: 0, version: FEATURES_VERSION });
    expect(await suite.searchFaults()).toEqual([]);
    expect(await suite.birthdaysOutOfOrder()).toBe(0);
    expect(await isReady()).toBe(true);
  });

  it('have the same columns, indexes and rights as those that the schema made', async () => {
    await suite.import(list.slice(0, 3));
    const shape = () =>
      suite.query(
        `SELECT tablename AS "table", indexdef AS is FROM pg_indexes WHERE tablename IN ('person_search', 'person_document')
         UNION ALL SELECT table_name, concat_ws(' ', column_name, data_type, is_nullable, collation_name)
         FROM information_schema.columns WHERE table_name ~ '^person_(search|document)'
         UNION ALL SELECT table_name, grantee || ' ' || privilege_type FROM information_schema.table_privileges
         WHERE table_name ~ '^person_(search|document)' AND grantee = 'crex_app' ORDER BY 1, 2`,
      );
    const before = await shape();
    await suite.verbs.rebuildSearch.run();
    expect(await shape()).toEqual(before);
    expect(await suite.query(`SELECT 1 FROM pg_class WHERE relname LIKE '%\\_next%'`)).toEqual([]);
  });

  it('lose nothing of what others write meanwhile', async () => {
    await suite.import(list);
    let ended = false;
    const writer = async (from: number) => {
      let writes = 0;
      for (let index = from; !ended; index += 7, writes += 1) {
        const person = changed(index);
        const isRemoved = writes % 5 === 4;
        await write(async (tx) => {
          await register.supersede(tx, [person.personId], of);
          if (!isRemoved) await register.insert(tx, [{ person, digest: 'x' }]);
        });
      }
      return writes;
    };
    const writers = Promise.all([writer(0), writer(999), writer(2100)]);
    const { caughtUp } = await suite.verbs.rebuildSearch.run().finally(() => (ended = true));
    const writes = await writers;
    expect(Math.min(...writes)).toBeGreaterThan(3);
    expect(caughtUp).toBeGreaterThan(0);
    expect(await suite.searchFaults()).toEqual([]);
    expect(await suite.query('SELECT 1 FROM register_state WHERE rebuilding_to IS NOT NULL')).toEqual([]);
  });

  it('wait for whoever has begun to write before it was known that changes are to be noted', async () => {
    await suite.import(list.slice(0, 20));
    let rebuilding: Promise<unknown> | undefined;
    await write(async (tx) => {
      rebuilding = suite.verbs.rebuildSearch.run();
      await suite.query('SELECT pg_sleep(0.3)');
      await register.supersede(tx, [list[3]!.personId], of);
      await register.insert(tx, [{ person: changed(3), digest: 'x' }]);
    });
    await rebuilding;
    expect(await suite.searchFaults()).toEqual([]);
  });

  it('are begun anew after one that was killed', async () => {
    await suite.import(list.slice(0, 50));
    const store = new SearchRebuildStore();
    const { dataSource } = suite.database;
    await inTransaction(dataSource, (tx) => store.begin(tx));
    await inTransaction(dataSource, (tx) => store.copyPage(tx, ''));
    await write((tx) => register.delete(tx, [list[7]!.personId]));
    expect(await suite.searchFaults()).toEqual([]);
    expect(await suite.verbs.rebuildSearch.run()).toMatchObject({ persons: 49, caughtUp: 0 });
    expect(await suite.searchFaults()).toEqual([]);
  });

  it('are built by one process at a time', async () => {
    await suite.import(list.slice(0, 50));
    const both = await Promise.allSettled([suite.verbs.rebuildSearch.run(), suite.verbs.rebuildSearch.run()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'register.rebuild-under-way' },
    });
  });

  it('of another version are neither read nor written until they are built anew (pitfall 16)', async () => {
    await suite.import(list.slice(0, 50));
    await suite.query('UPDATE register_state SET normaliser_version = $1', [FEATURES_VERSION - 1]);
    expect(await isReady()).toBe(false);
    await expect(write((tx) => register.delete(tx, [list[7]!.personId]))).rejects.toMatchObject({
      code: 'register.other-version',
    });
    await expect(suite.import(list.slice(0, 51))).rejects.toMatchObject({ code: 'register.other-version' });
    await suite.verbs.rebuildSearch.run();
    expect(await isReady()).toBe(true);
    expect((await suite.import(list.slice(0, 51))).counts).toMatchObject({ added: 1, unchanged: 50 });
  });
});
