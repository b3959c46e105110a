import { sqlOf } from '#libs/platform';
import type { DisclosedIdentity, Person } from '#libs/protocol';
import { codeOf } from '../../../../test/code-of.js';
import { PersonHistory } from './person-history.store.js';
import { operator, persons, RegisterSuite } from './register-suite.jest.js';
import { RegisterStore } from './register.store.js';

const REASON = 'CLERICAL-ERROR';

describe('a register corrected by hand', () => {
  let suite: RegisterSuite;
  const history = new PersonHistory();
  const list = persons(60);
  const [first, second] = list.filter(({ convictions }) => convictions.length > 0) as [Person, Person];
  const renamed: Person = { ...first, names: [{ full: 'Outra Pessoa Corrigida', kind: 'legal' }] };

  beforeEach(async () => {
    suite = await RegisterSuite.open();
    await suite.import(list);
  });
  afterEach(() => suite[Symbol.asyncDispose]());

  const held = async (personId: string) => {
    const [row] = await suite.query<{ identity: DisclosedIdentity }>(
      'SELECT identity FROM person WHERE person_id = $1',
      [personId],
    );
    const convictions = await new RegisterStore().convictionsOf(suite.database.dataSource.manager, personId);
    return row === undefined ? undefined : { personId, ...row.identity, convictions };
  };
  const same = (person: Person) => ({
    ...person,
    convictions: expect.arrayContaining([...person.convictions]) as unknown,
  });
  const past = (personId: string) => history.versionsOf(suite.database.dataSource.manager, personId);
  const entries = async () =>
    (
      await suite.query<{ leaf: Buffer }>(`SELECT leaf FROM audit_entry WHERE type = 'CORRECTION' ORDER BY entry_id`)
    ).map(({ leaf }) => (JSON.parse(leaf.toString()) as { action: string }).action);
  const untouched = async (work: Promise<unknown>, code: string) => {
    const before = await suite.query('SELECT * FROM person ORDER BY person_id');
    await expect(work).rejects.toMatchObject({ code });
    expect(await suite.query('SELECT * FROM person ORDER BY person_id')).toEqual(before);
    expect(await entries()).toEqual([]);
  };

  it('holds the corrected person, is searched by the new name, and keeps what it said before, who changed it and why', async () => {
    const { correctPerson } = suite.verbs;
    const { eventId } = await correctPerson.run(operator, renamed, REASON);
    expect(await held(first.personId)).toEqual(same(renamed));
    expect(await suite.searchFaults()).toEqual([]);
    expect(await past(first.personId)).toMatchObject([
      { version: 1, change: 'CORRECTED', by: 'operator op-1', reason: REASON, eventId },
    ]);
    const before = await history.versionOf(suite.database.dataSource.manager, first.personId, 1);
    expect({ personId: first.personId, ...before }).toEqual(same(first));
    await correctPerson.run(operator, { ...renamed, convictions: renamed.convictions.slice(1) }, 'COURT-ORDER');
    expect(await entries()).toEqual(['CORRECTED', 'ANNULLED']);
    expect((await past(first.personId)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is not changed by the old file, but by a file in which the line has changed', async () => {
    await suite.verbs.correctPerson.run(operator, renamed, REASON);
    expect((await suite.import(list)).counts).toMatchObject({ changed: 0, unchanged: 60 });
    expect(await held(first.personId)).toEqual(same(renamed));
    const newer = { ...first, sex: first.sex === 1 ? 2 : 1 } as Person;
    expect((await suite.import([newer, ...list.slice(1)])).counts).toMatchObject({ changed: 1 });
    expect((await past(first.personId)).map(({ change }) => change)).toEqual(['CORRECTED', 'IMPORTED']);
  });

  it('refuses what is no change, nobody known, an unknown reason', async () => {
    const { correctPerson } = suite.verbs;
    await untouched(correctPerson.run(operator, first, REASON), 'register.unchanged');
    await untouched(correctPerson.run(operator, { ...first, personId: 'nobody' }, REASON), 'register.unknown-person');
    expect(codeOf(() => correctPerson.run(operator, renamed, 'BECAUSE'))).toBe('register.unknown-reason');
  });

  it('takes in a new person, and no second one under an id', async () => {
    const [, , , , extra] = persons(5, 900) as [Person, Person, Person, Person, Person];
    await suite.verbs.createPerson.run(operator, extra, 'NEW-RECORD');
    expect(await held(extra.personId)).toEqual(same(extra));
    expect(await suite.searchFaults()).toEqual([]);
    await expect(suite.verbs.createPerson.run(operator, extra, 'NEW-RECORD')).rejects.toMatchObject({
      code: 'register.known-person',
    });
    expect(await entries()).toEqual(['CORRECTED']);
  });

  it('makes one person of two ids, which both lead to it; a split undoes it', async () => {
    const { mergePersons, splitPerson, viewHistory, createPerson } = suite.verbs;
    await mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON');
    const one = (await held(first.personId))!;
    expect(one.convictions).toHaveLength(first.convictions.length + second.convictions.length);
    expect(one.names).toEqual(expect.arrayContaining([...first.names, ...second.names]));
    expect(await held(second.personId)).toBeUndefined();
    expect(await suite.searchFaults()).toEqual([]);
    expect(await viewHistory.run(operator, second.personId)).toMatchObject({
      personId: first.personId,
      merged: [second.personId],
      versions: [{ change: 'MERGED' }],
    });
    await expect(createPerson.run(operator, second, 'NEW-RECORD')).rejects.toMatchObject({
      code: 'register.known-person',
    });

    await splitPerson.run(operator, second.personId, 'DIFFERENT-PERSONS');
    expect(await held(first.personId)).toEqual(same(first));
    expect(await held(second.personId)).toEqual(same(second));
    expect(await suite.searchFaults()).toEqual([]);
    expect((await past(first.personId)).map(({ change }) => change)).toEqual(['MERGED', 'SPLIT']);
    expect((await suite.import(list)).counts).toMatchObject({ changed: 0, unchanged: 60 });
    await expect(splitPerson.run(operator, second.personId, 'DIFFERENT-PERSONS')).rejects.toMatchObject({
      code: 'register.not-merged',
    });
  });

  it('does not take a merged person in again from a file, and says so when the file has another record of them', async () => {
    await suite.verbs.mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON');
    expect(await suite.import(list)).toMatchObject({ counts: { added: 0, unchanged: 60 }, refused: [] });
    const newer = list.map((person) => (person === second ? { ...person, sex: 9 as const } : person));
    expect(await suite.import(newer)).toMatchObject({
      counts: { added: 0, unchanged: 59, refused: 1 },
      refused: [{ line: list.indexOf(second) + 1, code: 'register.merged-person' }],
    });
    expect(await held(second.personId)).toBeUndefined();
  });

  it('splits a person who has changed since only when it is told who the other one is', async () => {
    const { mergePersons, correctPerson, splitPerson } = suite.verbs;
    await mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON');
    const one = (await held(first.personId))!;
    await correctPerson.run(operator, { ...one, sex: one.sex === 1 ? 2 : 1 }, REASON);
    const split = (survivor?: Person) => splitPerson.run(operator, second.personId, 'DIFFERENT-PERSONS', survivor);
    await expect(split()).rejects.toMatchObject({ code: 'register.changed-since-merge' });
    await expect(split(second)).rejects.toMatchObject({ code: 'register.changed-since-merge' });
    await split(renamed);
    expect(await held(first.personId)).toEqual(same(renamed));
    expect(await held(second.personId)).toEqual(same(second));
  });

  it('splits in the order in which it was merged, and not what is past its retention', async () => {
    const [third] = list.slice(-1) as [Person];
    const { mergePersons, splitPerson } = suite.verbs;
    await mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON');
    await mergePersons.run(operator, third.personId, first.personId, 'SAME-PERSON');
    expect(await history.resolve(suite.database.dataSource.manager, second.personId)).toBe(third.personId);
    await expect(splitPerson.run(operator, second.personId, 'DIFFERENT-PERSONS')).rejects.toMatchObject({
      code: 'register.merged-twice',
    });
    await suite.query('DELETE FROM person_history');
    await expect(splitPerson.run(operator, first.personId, 'DIFFERENT-PERSONS')).rejects.toMatchObject({
      code: 'register.version-gone',
    });
  });

  it('merges nobody with themselves, with nobody, or into more than a record can say', async () => {
    const { mergePersons } = suite.verbs;
    expect(codeOf(() => mergePersons.run(operator, first.personId, first.personId, 'SAME-PERSON'))).toBe(
      'register.not-mergeable',
    );
    await untouched(mergePersons.run(operator, first.personId, 'nobody', 'SAME-PERSON'), 'register.unknown-person');
    const names = Array.from({ length: 10 }, (_, index) => ({ full: `Nome ${index}`, kind: 'alias' as const }));
    await suite.import([{ ...second, names }]);
    await untouched(
      mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON'),
      'register.not-mergeable',
    );
  });

  it('forgets with a person what they were, and every id that was merged into them', async () => {
    await suite.verbs.correctPerson.run(operator, renamed, REASON);
    await suite.verbs.mergePersons.run(operator, first.personId, second.personId, 'SAME-PERSON');
    await suite.verbs.removePerson.run(operator, first.personId, 'RECORD-REMOVED');
    for (const table of ['person_history', 'person_merged']) {
      expect(await suite.query(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
    for (const table of ['person', 'conviction', 'person_search', 'person_document']) {
      const left = `SELECT 1 FROM ${table} WHERE person_id = ANY($1)`;
      expect(await suite.query(left, [[first.personId, second.personId]])).toEqual([]);
    }
  });

  it('lets the application add to the history, and neither change it nor take from it but by rule', async () => {
    await suite.verbs.correctPerson.run(operator, renamed, REASON);
    const { sql } = suite.database;
    for (const statement of [
      `UPDATE person_history SET reason = 'X'`,
      'DELETE FROM person_history',
      'TRUNCATE person_history',
      'DROP INDEX person_search_keys',
    ]) {
      await expect(sql.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await sql.query('SELECT register_forget_person($1)', [first.personId]);
    await sql.query(`SELECT register_forget_history('infinity')`);
    expect(await past(first.personId)).toHaveLength(1);
    await suite.query(`UPDATE person_history SET changed_at = '2020-01-01'`);
    const manager = suite.database.dataSource.manager;
    expect(await history.forgetOld(manager, new Date('2026-11-22'), 36)).toBe(1);
    expect(await history.forgetOld(manager, new Date('2026-11-22'), 36)).toBe(0);
    await expect(sqlOf(manager).query('SELECT register_drop_indexes()')).rejects.toThrow('the register holds persons');
  });
});
