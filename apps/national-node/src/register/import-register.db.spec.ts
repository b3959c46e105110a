import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localKek, openLog, type AuditLog } from '#libs/audit';
import { inTransaction } from '#libs/platform';
import type { Person, Subject } from '#libs/protocol';
import { personAt, sampleQuestions } from '#libs/synthetic';
import { createTestDatabase, fixedClock, type TestDatabase } from '#libs/testing';
import { Home } from '../context.js';
import { FindPerson } from './find-person.js';
import type { RefusedLine } from './person-reader.js';
import { builtInRules } from './matching-rules.js';
import { RegisterFigures } from './register-figures.js';
import { SearchStore } from './search.store.js';
import { RegisterImports } from './register-import.store.js';
import { registerVerbs } from './register-verbs.js';
import { nodeMigrations } from '../migrations.js';
import { RegisterStore } from './register.store.js';

const SEED = '3';
const clock = fixedClock(Date.UTC(2026, 10, 22));
const home = new Home('BR', 'test', clock, 'America/Sao_Paulo');
const operator = { kind: 'operator', id: 'op-1' } as const;
const persons = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => personAt({ country: 'BR', seed: SEED }, index));

describe('the register', () => {
  let database: TestDatabase;
  let log: AuditLog;
  let folder: string;
  const store = new RegisterStore();

  let opened: AsyncDisposableStack;
  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    database = opened.use(await createTestDatabase({ migrations: nodeMigrations }));
    folder = await mkdtemp(join(tmpdir(), 'crex-register-'));
    opened.defer(() => rm(folder, { recursive: true }));
    const keys = { kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32) };
    log = openLog({ origin: 'log.br.crex.example/audit/1', ...keys, clock });
    await log.preparePeriodKeys(database.sql);
  });
  afterEach(() => opened.disposeAsync());

  async function importLines(lines: readonly string[]) {
    const file = join(folder, 'register.ndjson');
    await writeFile(file, lines.join('\n'));
    const refused: RefusedLine[] = [];
    const { importRegister } = registerVerbs({ database: database.dataSource, log, home });
    return { counts: await importRegister.run(operator, file, { refuse: (line) => refused.push(line) }), refused };
  }
  const lines = (list: readonly Person[]) => list.map((person) => JSON.stringify(person));
  const search = new SearchStore();
  const finder = new FindPerson(search, new RegisterFigures(search), builtInRules);
  const find = (subject: Subject) => inTransaction(database.dataSource, (tx) => finder.run(tx, subject, 'AS_NEEDED'));

  it('imports persons with names, numbers and convictions, and logs the import', async () => {
    const list = persons(700);
    expect((await importLines(lines(list))).counts).toEqual({ added: 700, changed: 0, unchanged: 0, refused: 0 });
    const [{ convictions }] = (await database.sql.query<{ convictions: number }>(
      'SELECT count(*) AS convictions FROM conviction',
    )) as [{ convictions: number }];
    expect(convictions).toBe(list.flatMap((person) => person.convictions).length);
    const entries = await database.sql.query<{ leaf: Buffer }>(`SELECT leaf FROM audit_entry WHERE type = 'IMPORT'`);
    expect(entries.map(({ leaf }) => JSON.parse(leaf.toString()) as object)).toMatchObject([
      { added: 700, refused: 0 },
    ]);
  });

  it('imports the same file again without changing anything, and only what changed from a newer one', async () => {
    const list = persons(20);
    await importLines(lines(list));
    expect((await importLines(lines(list))).counts).toEqual({ added: 0, changed: 0, unchanged: 20, refused: 0 });
    const [first, ...rest] = list as [Person, ...Person[]];
    const renamed = { ...first, names: [{ full: 'Outro Nome Completo', kind: 'legal' as const }], convictions: [] };
    expect((await importLines(lines([renamed, ...rest]))).counts).toMatchObject({ changed: 1, unchanged: 19 });
    expect(await store.convictionsOf(database.dataSource.manager, first.personId)).toEqual([]);
    const [{ features }] = (await database.sql.query<{ features: string }>(
      `SELECT features FROM person_search WHERE person_id = $1`,
      [first.personId],
    )) as [{ features: string }];
    expect(features).toContain('COMPLETO');
  });

  it('reports each bad line with its number and what is wrong, and imports the good ones', async () => {
    const [good, bad] = persons(40).filter((person) => person.convictions.length > 0) as [Person, Person];
    const conviction = bad.convictions[0];
    const broken = [
      ['message.malformed', '{"personId":'],
      ['message.duplicate-key', `{"personId":"1","personId":"2"}`],
      ['register.malformed-person', JSON.stringify({ ...bad, sex: 'male' })],
      ['register.malformed-person', JSON.stringify({ ...bad, note: 'Secret Remark' })],
      ['register.impossible-date', JSON.stringify({ ...bad, birthDate: '1990-02-30' })],
      ['register.incomplete-conviction', JSON.stringify({ ...bad, convictions: [{ ...conviction, offences: [] }] })],
      [
        'register.incomplete-conviction',
        JSON.stringify({
          ...bad,
          convictions: [{ ...conviction, relationships: [{ kind: 'SANCTION_OFFENCES', from: 'nowhere', to: ['x'] }] }],
        }),
      ],
      ['register.repeated-person', JSON.stringify(good)],
    ] as const;
    const { counts, refused } = await importLines([JSON.stringify(good), '', ...broken.map(([, line]) => line)]);
    expect(counts).toMatchObject({ added: 1, refused: broken.length });
    expect(refused.map(({ line, code }) => [line, code])).toEqual(broken.map(([code], index) => [index + 3, code]));
    expect(refused[4]?.pointers).toEqual([{ pointer: '/birthDate', rule: 'is a day of the calendar' }]);
    expect(JSON.stringify(refused)).not.toMatch(/Secret Remark|nowhere/);
  });

  it('answers nobody before a first import is complete', async () => {
    const subject = { names: [{ full: 'Ana Souza', kind: 'legal' as const }] };
    expect(await find(subject)).toEqual({ decision: 'REGISTER_INCOMPLETE' });
    await inTransactionUnfinished();
    expect(await find(subject)).toEqual({ decision: 'REGISTER_INCOMPLETE' });
  });

  async function inTransactionUnfinished(): Promise<void> {
    await inTransaction(database.dataSource, async (tx) => {
      await new RegisterImports().start(tx, 'x', new Date());
      await store.hold(tx);
      await store.insert(
        tx,
        persons(3).map((person) => ({ person, digest: person.personId })),
      );
    });
  }

  it('finds the one certain person with their whole record, and says so for every kind of question', async () => {
    const count = 300;
    await importLines(lines(persons(count)));
    const expected = { records: 'MATCH', none: 'NONE', ambiguous: 'SEVERAL', incomplete: 'INSUFFICIENT_DATA' } as const;
    for (const sample of sampleQuestions({ country: 'BR', seed: SEED, people: count, count: 40 })) {
      const found = await find(sample.subject);
      expect(found.decision).toBe(expected[sample.kind]);
      if (sample.kind === 'records') expect(found).toMatchObject({ personId: sample.personId });
    }
  });
});
