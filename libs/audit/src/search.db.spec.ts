import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { createTestDatabase, fixedClock, type FixedClock, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  countEntries,
  localKek,
  openLog,
  type AuditLog,
  type Entry,
  type EntryPosition,
  type EntrySearch,
  type FoundEntry,
  type NewEntry,
  type Sql,
} from './index.js';
import { answer, ask, digest, outcomeOf, parts, placeWaiting, view, type Words } from './search-entries.jest.js';

const origin = 'log.ar.crex.example/audit/1';
const start = Date.UTC(2026, 10, 22, 12);
const always = { from: 0, to: 4_000_000_000 };
const coded = (code: string) => expect.objectContaining({ code }) as Error;

describe('searching the log', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let log: AuditLog;
  let appended = 0;
  /** Every second time all that waits gets its place, so that a search finds both what is kept and what waits. */
  const append = async (...entries: NewEntry[]) => {
    const made = await database.transaction((sql) => log.append(sql, entries));
    if (++appended % 2 === 0) await placeWaiting(database.owner, origin);
    return made;
  };
  const find = async (search: Partial<EntrySearch>, limit = 100, after?: EntryPosition): Promise<FoundEntry[]> => {
    const whole = { ...always, ...search };
    const positions = await log.find(database.sql, whole, { limit, after });
    return log.entriesAt(database.sql, positions, whole);
  };
  const ids = (entries: readonly { leaf: { eventId: string; type: string } }[]) =>
    entries.map(({ leaf }) => `${leaf.eventId} ${leaf.type}`);
  const idOf = ({ eventId, entry }: NewEntry) => `${eventId} ${entry.type}`;

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: auditMigrations });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock = fixedClock(start);
    log = openLog({ origin, kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32), clock });
    await database.owner.query(`
      ALTER TABLE audit_dek DISABLE TRIGGER no_removal; TRUNCATE audit_dek; ALTER TABLE audit_dek ENABLE ALWAYS TRIGGER no_removal`);
    await log.preparePeriodKeys(database.sql);
  });

  describe('finds entries', () => {
    it('by each word alone', async () => {
      const only = `only-${randomUUID().slice(0, 8)}`;
      const rare = ask({}, { purpose: only });
      const basis = answer('WITHHELD', {}, { legalBasis: only, outcome: 'NOT_COMPETENT', to: 'UY' });
      await append(ask(), rare, basis, answer('NO_RECORD', {}));
      expect(ids(await find({ purposes: [only] }))).toEqual([idOf(rare)]);
      expect(ids(await find({ legalBases: [only] }))).toEqual([idOf(basis)]);
      expect(ids(await find({ legalBases: [only], outcomes: ['NOT_COMPETENT'] }))).toEqual([idOf(basis)]);
      expect(ids(await find({ legalBases: [only], outcomes: ['RECORDS'] }))).toEqual([]);
      expect(ids(await find({ purposes: [only], types: ['ASK'] }))).toEqual([idOf(rare)]);
      expect(ids(await find({ purposes: [only], types: ['OUTCOME'] }))).toEqual([]);
      expect(ids(await find({ purposes: [only], members: ['BR'] }))).toEqual([idOf(rare)]);
      expect(ids(await find({ purposes: [only], members: ['UY', 'CL'] }))).toEqual([]);
      expect(ids(await find({ legalBases: [only], members: ['UY', 'CL'] }))).toEqual([idOf(basis)]);
      expect(ids(await find({ purposes: [only], legalBases: [only] }))).toEqual([]);
    });

    it('from the first second and before the second, newest first', async () => {
      const official = randomUUID();
      const made: NewEntry[] = [];
      for (let second = 0; second < 4; second++) {
        made.unshift(view(official));
        await append(made[0]!);
        clock.advance(1000);
      }
      const at = start / 1000;
      const by = { findBy: { actor: [official] } };
      expect(ids(await find(by))).toEqual(made.map(idOf));
      expect(ids(await find({ ...by, from: at + 1, to: at + 3 }))).toEqual([idOf(made[1]!), idOf(made[2]!)]);
      expect(ids(await find({ ...by, from: at + 4, to: at + 9 }))).toEqual([]);
      expect(ids(await find({ types: ['VIEW'], from: at + 3, to: at + 4 }))).toContain(idOf(made[0]!));
      // a page that would begin after the period begins with it
      const after = { at: at + 99, entryId: 1 };
      expect(ids(await find({ ...by, from: at, to: at + 2 }, 10, after))).toEqual([idOf(made[2]!), idOf(made[3]!)]);
    });

    it('by person, official and case: of one kind any, of several each', async () => {
      const [person, alias, official, file] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const both = ask({ subject: [person, alias], actor: [official], case: [file] });
      const other = ask({ subject: [alias], actor: [randomUUID()], case: [file] });
      await append(both, other);
      expect(ids(await find({ findBy: { subject: [person, alias] } }))).toEqual([idOf(other), idOf(both)]);
      expect(ids(await find({ findBy: { subject: [person] } }))).toEqual([idOf(both)]);
      expect(ids(await find({ findBy: { case: [file] } }))).toEqual([idOf(other), idOf(both)]);
      expect(ids(await find({ findBy: { subject: [person, alias], actor: [official] } }))).toEqual([idOf(both)]);
      expect(ids(await find({ findBy: { case: [file], actor: [official] } }))).toEqual([idOf(both)]);
      expect(ids(await find({ findBy: { subject: [alias], case: [file], actor: [official] } }))).toEqual([idOf(both)]);
      expect(ids(await find({ findBy: { case: [person] } }))).toEqual([]); // a person is no case
      expect(ids(await find({ findBy: { subject: [person], actor: [randomUUID()] } }))).toEqual([]);
      expect(ids(await find({ findBy: { subject: [] } }))).toEqual([]);
      expect(ids(await find({ findBy: { subject: [alias], actor: [] } }))).toEqual([]);
    });

    it('by the words, persons, official and case of the question, when it is an OUTCOME', async () => {
      const [person, official, file] = [randomUUID(), randomUUID(), randomUUID()];
      const findBy = { subject: [person], actor: [official], case: [file] };
      const first = ask(findBy, { purpose: 'P3', legalBasis: 'SAN-LUIS-1996' });
      const second = ask(findBy, { purpose: 'P3' });
      await append(first);
      await append(outcomeOf(first, 'REFUSED'), second, outcomeOf(second, 'RECORDS')); // asked before, and in this batch
      for (const by of [{ subject: [person] }, { actor: [official] }, { case: [file] }]) {
        expect(ids(await find({ findBy: by, outcomes: ['REFUSED'] }))).toEqual([idOf(outcomeOf(first))]);
        expect(ids(await find({ findBy: by, outcomes: ['RECORDS'], purposes: ['P3'] }))).toEqual([
          idOf(outcomeOf(second)),
        ]);
        expect(ids(await find({ findBy: by, legalBases: ['SAN-LUIS-1996'] })).sort()).toEqual(
          [idOf(outcomeOf(first)), idOf(first)].sort(),
        );
        expect(await find({ findBy: by, purposes: ['C1'] })).toEqual([]);
      }
    });

    it('with the outcome NO_RECORD when that is their type', async () => {
      const person = randomUUID();
      const nothing = answer('NO_RECORD', { subject: [person] });
      await append(nothing, answer('DISCLOSURE', { subject: [person] }));
      expect(ids(await find({ findBy: { subject: [person] }, outcomes: ['NO_RECORD'] }))).toEqual([idOf(nothing)]);
    });

    it('of the broker, by either side', async () => {
      const slip = { slipDigest: digest(), contentDigest: digest() };
      const entry: Entry = { type: 'TAKEN', messageId: 'GY-SR-1-000000000007', by: 'SR', ...slip };
      await append({ eventId: randomUUID(), entry });
      expect(await find({ members: ['SR'], types: ['TAKEN'] })).toHaveLength(1);
      expect(await find({ members: ['GT'], types: ['TAKEN'] })).toHaveLength(0);
    });
  });

  it('gives what a plain look at every entry would give, in any combination and in pages of any size', async () => {
    const people = ['p1', 'p2', 'p3'].map((name) => name + randomUUID());
    const officials = ['o1', 'o2'].map((name) => name + randomUUID());
    const cases = ['c1', 'c2'].map((name) => name + randomUUID());
    const [from, made] = [
      start / 1000,
      [] as { entry: NewEntry; at: number; by: NonNullable<NewEntry['findBy']>; words: Words }[],
    ];
    const pick = <T>(values: readonly T[], index: number): T => values[index % values.length]!;
    for (let index = 0; index < 160; index++) {
      const dice = (index * 7919) % 1009;
      const words: Words = {
        ...{ purpose: pick(['C1', 'C2', 'P3'], dice), legalBasis: pick(['L1', 'L2'], dice >> 1) },
        ...{ to: pick(['BR', 'CL', 'UY'] as const, dice >> 2), outcome: pick(['RECORDS', 'PARTIAL'], dice >> 3) },
      };
      const subject = dice % 5 === 0 ? [people[0]!, people[1]!] : [pick(people, dice)];
      const by = { subject, actor: [pick(officials, dice)], case: [pick(cases, dice >> 1)] };
      const at = from + (index >> 2);
      const keep = (entry: NewEntry, outcome: string | undefined) =>
        made.push({ entry, at, by, words: { ...words, ...(outcome === undefined ? {} : { outcome }) } });
      const question = ask(by, words);
      delete words.outcome;
      if (index % 3 === 0) {
        keep(question, undefined);
        await append(question);
        const ended = outcomeOf(question, pick(['RECORDS', 'REFUSED'], dice));
        keep(ended, (ended.entry as Words).outcome);
        await append(ended);
      } else if (index % 3 === 1) {
        const told = answer('DISCLOSURE', by, { ...words, outcome: 'PARTIAL' });
        keep(told, 'PARTIAL');
        await append(told);
      } else {
        const nothing = answer('NO_RECORD', by, words);
        keep(nothing, 'NO_RECORD');
        await append(nothing);
      }
      if (index % 4 === 3) clock.advance(1000);
    }
    const some = <T>(...values: T[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
    const search = fc.record({
      ...{ types: some('ASK', 'OUTCOME', 'DISCLOSURE', 'NO_RECORD'), members: some('BR', 'CL', 'UY') },
      ...{ purposes: some('C1', 'C2', 'P3'), legalBases: some('L1', 'L2') },
      ...{ outcomes: some('RECORDS', 'PARTIAL', 'REFUSED', 'NO_RECORD') },
      ...{ subject: some(...people), actor: some(officials[0]!), case: some(cases[1]!) },
      ...{ first: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 60 }) },
      limit: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(search, async ({ subject, actor, case: file, first, length, limit, ...words }) => {
        const has = (list: readonly string[] | undefined, values: readonly (string | undefined)[]) =>
          list === undefined || values.some((value) => value !== undefined && list.includes(value));
        const period = { from: from + first, to: from + first + length };
        const expected = made
          .filter(({ at }) => at >= period.from && at < period.to)
          .filter(({ entry, words: own }) => has(words.types, [entry.entry.type]) && has(words.outcomes, [own.outcome]))
          .filter(({ words: own }) => has(words.members, [own.to]) && has(words.legalBases, [own.legalBasis]))
          .filter(({ words: own }) => has(words.purposes, [own.purpose]))
          .filter(({ by }) => has(subject, by.subject!) && has(actor, by.actor!) && has(file, by.case!))
          .reverse();
        const findBy = Object.fromEntries(
          Object.entries({ subject: subject ?? people, actor, case: file }).filter(([, value]) => value !== undefined),
        ) as NonNullable<EntrySearch['findBy']>;
        const facets = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as object;
        const found: string[] = [];
        let after: EntryPosition | undefined;
        for (;;) {
          const page = await find({ ...period, ...facets, findBy }, limit, after);
          found.push(...ids(page));
          if (page.length < limit) break;
          after = { at: page.at(-1)!.leaf.at, entryId: page.at(-1)!.entryId };
        }
        expect(found).toEqual(expected.map(({ entry }) => idOf(entry)));
      }),
      { numRuns: 120 },
    );
  });

  it('finds the few among the very many entries of one official, and the many in pages', async () => {
    const [official, file, rare] = [randomUUID(), randomUUID(), `rare-${randomUUID().slice(0, 8)}`];
    const made: NewEntry[] = [];
    for (let batch = 0; batch < 11; batch++) {
      const words = (index: number): Words => ({ purpose: index === 7 ? rare : index % 2 === 0 ? 'C1' : 'C2' });
      const findBy = (index: number) => ({
        actor: [official],
        ...(index === 7 || index === 8 ? { case: [file] } : {}),
      });
      const entries = Array.from({ length: 500 }, (_, index) => ask(findBy(index), words(index)));
      await append(...entries);
      made.unshift(...entries.reverse());
      clock.advance(1000);
    }
    const purposeOf = ({ entry }: NewEntry) => (entry as { purpose: string }).purpose;
    const few = made.filter((each) => purposeOf(each) === rare).map(idOf);
    const by = { findBy: { actor: [official] } };
    expect(ids(await find({ ...by, purposes: [rare] }))).toEqual(few);
    expect(ids(await find({ ...by, purposes: [rare], outcomes: ['RECORDS'] }))).toEqual([]);
    expect(ids(await find({ ...by, purposes: [rare, 'C1'] }, 300))).toEqual(
      made
        .filter((each) => purposeOf(each) !== 'C2')
        .map(idOf)
        .slice(0, 300),
    );
    const both = { findBy: { actor: [official], case: [file] } };
    expect(ids(await find({ ...both, purposes: [rare] }))).toEqual(few);
    expect(await find(both)).toHaveLength(22);
    const busy = ask({ actor: [official], subject: [official] });
    await append(busy);
    expect(ids(await find({ findBy: { actor: [official], subject: [official] } }))).toEqual([idOf(busy)]);
    const found: string[] = [];
    let after: EntryPosition | undefined;
    do {
      const page = await find({ ...by, types: ['ASK'], to: start / 1000 + 11 }, 200, after);
      found.push(...ids(page));
      after = page.length < 200 ? undefined : { at: page.at(-1)!.leaf.at, entryId: page.at(-1)!.entryId };
    } while (after !== undefined);
    expect(found).toEqual(made.map(idOf));
  });

  it('gives each entry once while others are added, the same second included', async () => {
    const official = randomUUID();
    const before = Array.from({ length: 7 }, () => view(official));
    for (const each of before) await append(each);
    const search = { ...always, findBy: { actor: [official] } };
    const found: string[] = [];
    let after: EntryPosition | undefined;
    for (;;) {
      const page = await log.find(database.sql, search, { limit: 2, after });
      found.push(...ids(await log.entriesAt(database.sql, page, search)));
      if (page.length < 2) break;
      after = page.at(-1);
      await append(view(official));
    }
    expect(found).toEqual(before.reverse().map(idOf));
  });

  it('notices a search row that says something else than the leaf', async () => {
    const official = randomUUID();
    const made = view(official);
    await append(made);
    const search = { ...always, findBy: { actor: [official] } };
    const [position] = await log.find(database.sql, search, { limit: 1 });
    for (const [wrong, where] of [
      [{ types: ['ASK'] }, position],
      [{ members: ['BR'] }, position],
      [{ purposes: ['C1'] }, position],
      [{ outcomes: ['RECORDS'] }, position],
      [{ to: start / 1000 }, position],
      [{ from: start / 1000 + 1 }, position],
      [{}, { at: start / 1000, entryId: 999_999_999 }],
    ] as [Partial<EntrySearch>, EntryPosition][]) {
      await expect(log.entriesAt(database.sql, [where], { ...search, ...wrong })).rejects.toThrow(
        coded('audit.search-mismatch'),
      );
    }
    expect(await log.entriesAt(database.sql, [position!], search)).toHaveLength(1);
  });

  describe('costs nobody a wait', () => {
    it('when two open transactions need the same new words', async () => {
      const purpose = `new-${randomUUID().slice(0, 8)}`;
      const clients = [new Client({ connectionString: database.url }), new Client({ connectionString: database.url })];
      const sqlOf = (client: Client): Sql => ({
        query: async (text, values) => (await client.query(text, values as unknown[])).rows as never[],
      });
      await Promise.all(clients.map((client) => client.connect()));
      try {
        for (const client of clients) await client.query(`BEGIN; SET LOCAL lock_timeout = '2s'`);
        for (const client of clients) await log.append(sqlOf(client), [ask({}, { purpose })]);
        for (const client of clients) await client.query('COMMIT');
      } finally {
        await Promise.all(clients.map((client) => client.end()));
      }
      expect(await find({ purposes: [purpose] })).toHaveLength(2); // the words stand twice, the entries do not
    });
  });

  describe('after an erasure', () => {
    const order = { ground: 'COURT-ORDER', actor: { role: 'registrar' } };

    it('of one event finds neither the question nor its outcome by what was erased, and by nothing less', async () => {
      const [person, official, file] = [randomUUID(), randomUUID(), randomUUID()];
      const question = ask({ subject: [person], actor: [official], case: [file] });
      await append(question);
      await append(outcomeOf(question));
      const found = async () =>
        (
          await Promise.all(
            [{ subject: [person] }, { actor: [official] }, { case: [file] }].map((findBy) => find({ findBy })),
          )
        ).map((entries) => entries.length);
      expect(await found()).toEqual([2, 2, 2]);
      await log.erasePart(database.sql, question.eventId, { ...order, group: 'subject' });
      expect(await found()).toEqual([0, 2, 2]);
      await log.erasePart(database.sql, question.eventId, { ...order, group: 'detail' });
      expect(await found()).toEqual([0, 2, 0]);
      await log.erasePart(database.sql, question.eventId, { ...order, group: 'actor' });
      expect(await found()).toEqual([0, 0, 0]);
    });

    it('of a month finds no outcome of a later month by its question', async () => {
      const person = randomUUID();
      const question = ask({ subject: [person] });
      await append(question);
      clock.advance(30 * 86_400_000);
      await append(outcomeOf(question));
      expect(await find({ findBy: { subject: [person] } })).toHaveLength(2);
      await log.preparePeriodKeys(database.sql);
      await database.transaction((sql) => log.erasePeriod(sql, '2026-11', { ...order, group: 'subject' }));
      expect(await find({ findBy: { subject: [person] } })).toEqual([]);
      const left = await database.owner.query(
        'SELECT 1 FROM audit_pseudonym p JOIN audit_entry e USING (entry_id) WHERE e.event_id = $1 AND "group" = $2',
        [question.eventId, 'subject'],
      );
      expect(left).toEqual([]);
    });

    it('finds no outcome that was being written while the question was erased', async () => {
      const person = randomUUID();
      const question = ask({ subject: [person] });
      await append(question);
      let erasing: Promise<unknown> | undefined;
      await database.transaction(async (sql) => {
        await log.append(sql, [outcomeOf(question)]); // takes the person over, and is not committed
        erasing = database.transaction((other) =>
          log.erasePart(other, question.eventId, { ...order, group: 'subject' }),
        );
        await new Promise((resolve) => setTimeout(resolve, 150));
      });
      await erasing;
      expect(await find({ findBy: { subject: [person] } })).toEqual([]);
    });

    it('says of each part what became of it', async () => {
      const [erased, gone, whole] = [ask({}), ask({}), ask({})];
      await append(erased, gone, whole, outcomeOf(erased));
      const erasure = await log.erasePart(database.sql, erased.eventId, { ...order, group: 'subject' });
      await database.owner.query(
        `DELETE FROM audit_detail d USING audit_entry e WHERE e.entry_id = d.entry_id AND e.event_id = $1 AND d."group" = 'actor'`,
        [gone.eventId],
      );
      const entries = await Promise.all(
        [erased, gone, whole].map(async ({ eventId }) => (await log.entry(database.sql, eventId, 'ASK'))!),
      );
      const states = await log.readParts(database.sql, entries, ['detail']);
      const detail = expect.objectContaining({ status: 'open', value: parts.detail }) as object;
      expect(states).toEqual([
        { subject: { status: 'erased', erasure: erasure?.leaf }, actor: { status: 'closed' }, detail },
        { subject: { status: 'closed' }, actor: { status: 'missing' }, detail },
        { subject: { status: 'closed' }, actor: { status: 'closed' }, detail },
      ]);
      const outcome = (await log.entry(database.sql, erased.eventId, 'OUTCOME'))!;
      expect(await log.readParts(database.sql, [outcome], ['detail'])).toEqual([{}]);
      expect(await log.readParts(database.sql, [], ['detail'])).toEqual([]);
    });
  });

  it('counts by words and spans', async () => {
    const purpose = `count-${randomUUID().slice(0, 8)}`;
    const at = start / 1000;
    const question = ask({}, { purpose, to: 'CL' });
    await append(question, ask({}, { purpose }), answer('NO_RECORD', {}, { purpose }));
    clock.advance(5000);
    await append(outcomeOf(question, 'REFUSED'));
    const count = (bounds: number[], ...by: ('type' | 'country' | 'purpose' | 'legalBasis' | 'outcome')[]) =>
      countEntries(database.sql, { purposes: [purpose] }, { bounds, by, own: 'AR', limit: 100 });
    expect(await count([at, at + 9], 'purpose')).toEqual([{ span: 0, purpose, count: 4 }]);
    expect(await count([at, at + 5], 'purpose')).toEqual([{ span: 0, purpose, count: 3 }]);
    expect(await count([at, at + 5, at + 6])).toEqual([
      { span: 0, count: 3 },
      { span: 1, count: 1 },
    ]);
    expect(await count([at, at + 9], 'type', 'country', 'outcome', 'legalBasis')).toEqual(
      [
        { type: 'ASK', country: 'BR', outcome: null, count: 1 },
        { type: 'ASK', country: 'CL', outcome: null, count: 1 },
        { type: 'NO_RECORD', country: 'BR', outcome: 'NO_RECORD', count: 1 },
        { type: 'OUTCOME', country: 'CL', outcome: 'REFUSED', count: 1 },
      ].map((cell) => ({ span: 0, legalBasis: 'NASSAU-1992', ...cell })),
    );
    const limited = { bounds: [at, at + 9], by: ['type'], own: 'AR', limit: 2 } as const;
    expect(await countEntries(database.sql, { purposes: [purpose] }, limited)).toHaveLength(2);
  });
});
