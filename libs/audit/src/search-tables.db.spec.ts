import { randomBytes, randomUUID } from 'node:crypto';
import { migrate } from '#libs/platform';
import { createTestDatabase, fixedClock, type FixedClock, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  checkLogTables,
  encodeLeaf,
  entryOf,
  localKek,
  openLog,
  type AuditLog,
  type EntrySearch,
  type NewEntry,
  type PseudonymKind,
  type Sql,
} from './index.js';
import { answer, ask, digest, outcomeOf, placeWaiting } from './search-entries.jest.js';

const origin = 'log.ar.crex.example/audit/1';
const start = Date.UTC(2026, 10, 22, 12);
const always = { from: 0, to: 4_000_000_000 };

/** Through the `audit_append` of earlier versions, which takes a batch; parts that nobody opens. */
async function appendAsBefore(sql: Sql, log: AuditLog, ...entries: NewEntry[]): Promise<void> {
  const parts: [ordinal: number, group: string][] = [];
  const names: [ordinal: number, group: string, pseudonym: Buffer][] = [];
  const leaves = entries.map(({ eventId, entry, findBy = {}, ...given }, index) => {
    const groups = Object.keys(given);
    parts.push(...groups.map((group): [number, string] => [index + 1, group]));
    for (const [kind, references] of Object.entries(findBy) as [PseudonymKind, string[]][]) {
      const group = kind === 'case' ? 'detail' : kind;
      names.push(...references.map((each): [number, string, Buffer] => [index + 1, group, log.pseudonym(kind, each)]));
    }
    const c = Object.fromEntries(groups.map((group) => [group, digest()]));
    return encodeLeaf({ v: 1, eventId, origin, at: start / 1000, c, ...entry });
  });
  const keys = await sql.query<{ id: number; group: string }>('SELECT id, "group" FROM audit_dek');
  const keyOf = (group: string) => keys.find((key) => key.group === group)?.id;
  await sql.query(
    `SELECT audit_append($1::bytea[], $2::integer[], $3::text[], $4::integer[], $5::bytea[], $6::integer[], $7::text[], $8::bytea[])`,
    [
      ...[leaves, parts.map(([ordinal]) => ordinal), parts.map(([, group]) => group)],
      ...[parts.map(([, group]) => keyOf(group)), parts.map(() => Buffer.from('sealed'))],
      ...[names.map(([ordinal]) => ordinal), names.map(([, group]) => group), names.map(([, , name]) => name)],
    ],
  );
}

describe('the tables of the search', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let log: AuditLog;
  const append = (...entries: NewEntry[]) => database.transaction((sql) => log.append(sql, entries));

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: auditMigrations });
    clock = fixedClock(start);
    log = openLog({ origin, kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32), clock });
    await log.preparePeriodKeys(database.sql);
  });
  afterAll(() => database.close());

  it.each([
    'INSERT INTO audit_search VALUES (1, 1, 1)',
    'UPDATE audit_search SET at = 0',
    'DELETE FROM audit_search',
    'TRUNCATE audit_search',
    `INSERT INTO audit_facet (facet, type) VALUES (1, 'ASK')`,
    'DELETE FROM audit_facet',
    'UPDATE audit_pseudonym SET at = 0',
    `SELECT * FROM audit_reached_by(gen_random_uuid())`,
  ])('that the application cannot change: %s', async (text) => {
    await expect(database.sql.query(text)).rejects.toThrow(/permission denied/);
  });

  it.each([
    'UPDATE audit_search SET at = 0',
    'DELETE FROM audit_search',
    'TRUNCATE audit_facet',
    'UPDATE audit_facet SET type = NULL',
  ])('that the owner does not change by accident: %s', async (text) => {
    await expect(database.owner.query(text)).rejects.toThrow(/the disclosure log only grows/);
    await expect(database.owner.query('UPDATE audit_pseudonym SET at = 0')).rejects.toThrow(/only grows/);
  });

  it('that a check of the log compares with the leaves', async () => {
    const question = ask({ subject: [randomUUID()] });
    await append(question, outcomeOf(question));
    await placeWaiting(database.owner, origin);
    const check = async () => {
      const { faults } = await checkLogTables(database.owner, {
        now: start / 1000,
        clockSeconds: 1e9,
        pendingSeconds: 1e9,
      });
      return faults.filter(({ code }) => code === 'audit.search-differs').map(({ detail }) => detail);
    };
    const before = await check();
    expect(before).toEqual([]);
    const [row] = await database.owner.query<{ entry_id: number; facet: string }>(
      `SELECT s.entry_id, s.facet::text FROM audit_search s JOIN audit_entry e USING (entry_id)
         WHERE e.event_id = $1 AND e.type = 'OUTCOME'`,
      [question.eventId],
    );
    const changed = async (table: string, change: string, back: string, ...seen: (string | RegExp)[]) => {
      const trigger = table === 'audit_pseudonym' ? 'no_update' : 'insert_only';
      const as = (text: string) =>
        database.owner.query(
          `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}; ${text}; ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`,
        );
      await as(change);
      const faults = await check();
      for (const words of seen) expect(faults).toContainEqual(expect.stringMatching(words));
      expect(faults.length).toBeGreaterThan(0);
      await as(back);
      expect(await check()).toEqual([]);
    };
    const { entry_id: id, facet } = row!;
    const notFound = new RegExp(`entry ${id} is not found`);
    const at = start / 1000;
    await changed(
      'audit_search',
      `DELETE FROM audit_search WHERE entry_id = ${id}`,
      `INSERT INTO audit_search VALUES (${facet}, ${at}, ${id})`,
      notFound,
    );
    await changed(
      'audit_search',
      `UPDATE audit_search SET at = 1 WHERE entry_id = ${id}`,
      `UPDATE audit_search SET at = ${at} WHERE entry_id = ${id}`,
      notFound,
    );
    await changed(
      'audit_search',
      `INSERT INTO audit_search VALUES (1, 1, 1)`,
      `DELETE FROM audit_search WHERE facet = 1`,
      /1 search rows that no entry has/,
    );
    await changed(
      'audit_facet',
      `UPDATE audit_facet SET purpose = 'C9' WHERE facet = ${facet}`,
      `UPDATE audit_facet SET purpose = 'C1' WHERE facet = ${facet}`,
      notFound,
    );
    await changed(
      'audit_facet',
      `INSERT INTO audit_facet (facet, type) VALUES (${facet}, 'ASK')`,
      `DELETE FROM audit_facet WHERE facet = ${facet} AND sender IS NULL`,
      /stands for several things/,
    );
    await changed(
      'audit_pseudonym',
      `UPDATE audit_pseudonym SET at = 1 WHERE entry_id = ${id}`,
      `UPDATE audit_pseudonym SET at = ${at} WHERE entry_id = ${id}`,
      /another facet or time/,
    );
  });
});

describe('a log that is older than its search tables', () => {
  it('is searched like a new one', async () => {
    const at = auditMigrations.findIndex(({ name }) => name.includes('search'));
    const earlier = auditMigrations.slice(0, at);
    const database = await createTestDatabase({ migrations: earlier });
    try {
      const clock = fixedClock(start);
      const log = openLog({ origin, kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32), clock });
      await log.preparePeriodKeys(database.sql);
      const question = ask({ subject: ['p'], actor: ['o'] }, { purpose: 'P5' });
      await appendAsBefore(database.sql, log, question, answer('DISCLOSURE', { subject: ['p'] }));
      await appendAsBefore(database.sql, log, outcomeOf(question, 'PARTIAL'));
      await migrate(database.ownerUrl, auditMigrations);
      const search: EntrySearch = { ...always, findBy: { actor: ['o'] }, outcomes: ['PARTIAL'], purposes: ['P5'] };
      const found = await log.find(database.sql, search, { limit: 9 });
      expect((await log.entriesAt(database.sql, found, search)).map(({ leaf }) => leaf)).toEqual([
        (await entryOf(database.sql, question.eventId, 'OUTCOME'))?.leaf,
      ]);
      expect(await log.find(database.sql, { ...always, findBy: { subject: ['p'] } }, { limit: 9 })).toHaveLength(3);
      const { faults } = await checkLogTables(database.owner, {
        now: start / 1000,
        clockSeconds: 1e9,
        pendingSeconds: 1e9,
      });
      expect(faults.filter(({ code }) => code === 'audit.search-differs')).toEqual([]);
      await expect(database.owner.query('UPDATE audit_pseudonym SET at = 0')).rejects.toThrow(/only grows/);
    } finally {
      await database.close();
    }
  });
});
