import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createTestDatabase, fixedClock, type FixedClock, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  checkLogTables,
  countEntries,
  entriesNaming,
  entriesOfReference,
  localKek,
  openLog,
  type AuditLog,
  type NewEntry,
  type Sql,
} from '../index.js';
import { answer, ask, outcomeOf, placeWaiting, view } from '../search-entries.jest.js';

const origin = 'log.ar.crex.example/audit/1';
const start = Date.UTC(2026, 10, 22, 12);
const always = { from: 0, to: 4_000_000_000 };
const order = { ground: 'COURT-ORDER', actor: { id: 'registrar' } } as const;

describe('what follows from a leaf', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let log: AuditLog;
  const append = (...entries: NewEntry[]) => database.transaction((sql) => log.append(sql, entries));
  const place = () => placeWaiting(database.owner, origin);
  const rows = async (table: string, eventId: string): Promise<number> => {
    const found = await database.owner.query(
      `SELECT 1 FROM ${table} t JOIN audit_entry e ON e.entry_id = t.entry_id WHERE e.event_id = $1`,
      [eventId],
    );
    return found.length;
  };
  /** All ways in which an entry is found. */
  const ways = async (entry: NewEntry, person: string) => {
    const { bodyDigest } = entry.entry as { bodyDigest: string };
    const search = { ...always, types: ['ASK', 'OUTCOME'] as const, findBy: { subject: [person] } };
    const positions = await log.find(database.sql, search, { limit: 9 });
    const [purposes] = [[(entry.entry as { purpose: string }).purpose]];
    const counted = await countEntries(database.sql, { purposes }, { bounds: [0, 4e9], by: ['type', 'purpose'], own: 'AR', limit: 9 }); // prettier-ignore
    return {
      reference: (await entriesOfReference(database.sql, bodyDigest)).map(({ leaf }) => leaf.type),
      naming: (await entriesNaming(database.sql, [bodyDigest], ['ASK'])).length,
      person: (await log.entriesFoundBy(database.sql, 'subject', person)).map(({ leaf }) => leaf.type),
      search: (await log.entriesAt(database.sql, positions, search)).map(({ leaf }) => leaf.type),
      counted: counted.map(({ type, purpose, count }) => `${type ?? ''} ${purpose ?? ''} ${count}`),
    };
  };
  const tested = (): { question: NewEntry; person: string } => {
    const [person, purpose] = [randomUUID(), `P-${randomUUID().slice(0, 8)}`];
    return { question: ask({ subject: [person, person] }, { purpose }), person };
  };

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: auditMigrations });
    clock = fixedClock(start);
    log = openLog({ origin, kek: localKek(randomBytes(32)), pseudonymKey: randomBytes(32), clock });
    await log.preparePeriodKeys(database.sql);
    await place();
  });
  afterAll(() => database.close());

  it('is found at once, and by the same ways when it is kept', async () => {
    const { question, person } = tested();
    const { purpose } = question.entry as { purpose: string };
    await append(question);
    const asked = { reference: ['ASK'], naming: 1, person: ['ASK'], search: ['ASK'], counted: [`ASK ${purpose} 1`] };
    expect(await ways(question, person)).toEqual(asked);
    clock.advance(1000);
    await append(outcomeOf(question));
    const found = {
      ...{ reference: ['ASK'], naming: 1, person: ['ASK', 'OUTCOME'], search: ['OUTCOME', 'ASK'] },
      counted: [`ASK ${purpose} 1`, `OUTCOME ${purpose} 1`],
    };
    expect(await ways(question, person)).toEqual(found);
    for (const table of ['audit_reference', 'audit_search', 'audit_pseudonym'])
      expect(await rows(table, question.eventId)).toBe(0);
    await place();
    expect(await ways(question, person)).toEqual(found);
    expect(await rows('audit_search', question.eventId)).toBe(2);
    expect(await rows('audit_pseudonym', question.eventId)).toBe(2);
  });

  it('is found when the question is kept and its outcome waits', async () => {
    const { question, person } = tested();
    await append(question);
    await place();
    clock.advance(1000);
    await append(outcomeOf(question));
    expect(await ways(question, person)).toMatchObject({ person: ['ASK', 'OUTCOME'], search: ['OUTCOME', 'ASK'] });
    await place();
    expect(await ways(question, person)).toMatchObject({ person: ['ASK', 'OUTCOME'], search: ['OUTCOME', 'ASK'] });
    expect(await rows('audit_pseudonym', question.eventId)).toBe(2);
  });

  it('is found once on pages of which one was read before it was kept', async () => {
    const official = randomUUID();
    const made = Array.from({ length: 7 }, () => view(official));
    await append(...made);
    const search = { ...always, findBy: { actor: [official] } };
    const first = await log.find(database.sql, search, { limit: 3 });
    await place();
    const second = await log.find(database.sql, search, { limit: 3, after: first.at(-1) });
    await append(view(official)); // newer or of the same second: not after the page
    const third = await log.find(database.sql, search, { limit: 3, after: second.at(-1) });
    const found = [...first, ...second, ...third].map(({ entryId }) => entryId);
    expect(new Set(found).size).toBe(7);
    expect(found).toHaveLength(7);
  });

  it('is erased while it waits, and does not come back when it is kept', async () => {
    const { question, person } = tested();
    const official = randomUUID();
    await append({ ...question, findBy: { ...question.findBy, actor: [official] } }, outcomeOf(question));
    await log.erasePart(database.sql, question.eventId, { ...order, group: 'subject' });
    const nobody = { reference: ['ASK'], person: [], search: [] };
    expect(await ways(question, person)).toMatchObject(nobody);
    expect(await log.entriesFoundBy(database.sql, 'actor', official)).toHaveLength(2);
    await place();
    expect(await ways(question, person)).toMatchObject(nobody);
    expect(await log.entriesFoundBy(database.sql, 'actor', official)).toHaveLength(2);
  });

  it('is erased whichever of erasure and sequencer comes first', async () => {
    for (const isErasedFirst of [true, false]) {
      const { question, person } = tested();
      await append(question);
      if (isErasedFirst) await append(outcomeOf(question));
      else {
        await place();
        await append(outcomeOf(question));
      }
      const erase = (sql: Sql) => log.erasePart(sql, question.eventId, { ...order, group: 'subject' });
      const pause = () => new Promise((resolve) => setTimeout(resolve, 150));
      let later: Promise<unknown> | undefined;
      if (isErasedFirst) {
        await database.transaction(async (sql) => {
          await erase(sql);
          later = place();
          await pause();
        });
      } else {
        const client = new Client({ connectionString: database.ownerUrl });
        await client.connect();
        await client.query('BEGIN');
        await placeWaiting({ query: async (text, values) => (await client.query(text, values as unknown[])).rows as never[] }, origin); // prettier-ignore
        later = database.transaction(erase);
        await pause();
        await client.query('COMMIT');
        await client.end();
      }
      await later;
      expect(await ways(question, person)).toMatchObject({ person: [], search: [] });
      expect(await rows('audit_pseudonym', question.eventId)).toBe(0);
    }
  });

  it('cannot be kept without a place, nor be other than the leaf says, whoever takes the entry out', async () => {
    await append(answer('DISCLOSURE', { subject: [randomUUID()] }));
    await expect(database.owner.query('DELETE FROM audit_pending')).rejects.toThrow(/not before/);
    for (const change of ['entry_id = entry_id + 1000', `subject_names = sha256('x')`, `actor_names = sha256('x')`]) {
      await expect(database.owner.query(`UPDATE audit_pending SET ${change}`)).rejects.toThrow(/only grows/);
    }
    await expect(database.owner.query('TRUNCATE audit_pending')).rejects.toThrow(/only grows/);
    for (const text of ['UPDATE audit_pending SET subject_names = NULL', 'SELECT audit_forget(gen_random_uuid())']) {
      await expect(database.sql.query(text)).rejects.toThrow(/permission denied/);
    }
    await place();
    const { faults } = await checkLogTables(database.owner, { now: start / 1000, clockSeconds: 1e10 });
    expect(faults).toEqual([]);
  });

  it('refuses pseudonyms that are none', async () => {
    const leaf = Buffer.from(JSON.stringify({ type: 'VIEW', eventId: randomUUID() }));
    const give = database.sql.query(
      'SELECT audit_append($1::bytea, NULL, NULL, $2::bytea, NULL, NULL, NULL, NULL, NULL, NULL)',
      [leaf, randomBytes(33)],
    );
    await expect(give).rejects.toThrow(/a pseudonym has 32 bytes/);
  });
});
