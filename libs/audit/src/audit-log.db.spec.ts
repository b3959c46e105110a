import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createTestDatabase, fixedClock, type FixedClock, type TestDatabase } from '#libs/testing';
import {
  auditMigrations,
  encodeLeaf,
  entriesOfEvent,
  entriesOfReference,
  entryOf,
  leafHashOf,
  localKek,
  openLog,
  opensTo,
  promiseOf,
  type AuditLog,
  type Entry,
  type NewEntry,
  type Sql,
} from './index.js';

const origin = 'log.br.crex.example/audit/1';
const start = Date.UTC(2026, 10, 22, 12);
const day = 24 * 3600 * 1000;
const digest = () => randomBytes(32).toString('base64url');
const coded = (code: string) => expect.objectContaining({ code }) as Error;

const subject = { reference: 'BR:CPF:52998224725', numberType: 'CPF' };
const actor = { kind: 'system', role: 'matching' };
const detail = { case: 'CFP 1234/2026', records: 2 };

function disclosure(eventId: string = randomUUID(), requestDigest = digest()): NewEntry {
  const codes = { purpose: 'C2', legalBasis: 'SAN-LUIS-1996' };
  const digests = { requestDigest, bodyDigest: digest(), policyDigest: digest() };
  const entry: Entry = { type: 'DISCLOSURE', from: 'BR', to: 'AR', outcome: 'RECORDS', ...codes, ...digests };
  return { eventId, entry, subject, actor, detail, findBy: { subject: [subject.reference] } };
}

function sent(eventId: string): NewEntry {
  const entry: Entry = {
    type: 'SENT',
    messageId: 'BR-AR-1-000000000098',
    from: 'BR',
    to: 'AR',
    class: 'reply',
    contentDigest: digest(),
    slipDigest: digest(),
  };
  return { eventId, entry };
}

describe('the log in PostgreSQL', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let log: AuditLog;
  const kek = localKek(randomBytes(32));
  const pseudonymKey = randomBytes(32);
  const reopened = (other = kek) => openLog({ origin, kek: other, pseudonymKey, clock });
  const append = (...entries: NewEntry[]) => database.transaction((sql) => log.append(sql, entries));
  const count = async (table: string) => {
    const [row] = await database.owner.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
    return row?.n;
  };

  beforeAll(async () => {
    database = await createTestDatabase({ migrations: auditMigrations });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock = fixedClock(start);
    log = reopened();
    await log.preparePeriodKeys(database.sql);
  });

  it('keeps an entry as the bytes that were made, under the hash that PostgreSQL computes itself', async () => {
    const [entry] = await append(disclosure());
    const stored = await database.sql.query<{ leaf: Buffer; leaf_hash: Buffer; type: string }>(
      'SELECT leaf, leaf_hash, type FROM audit_entry WHERE event_id = $1',
      [entry!.leaf.eventId],
    );
    expect(stored).toEqual([
      { leaf: encodeLeaf(entry!.leaf), leaf_hash: leafHashOf(entry!.bytes), type: 'DISCLOSURE' },
    ]);
    expect(await entryOf(database.sql, entry!.leaf.eventId, 'DISCLOSURE')).toEqual(entry);
    expect(entry!.leaf).toMatchObject({ v: 1, origin, at: start / 1000, outcome: 'RECORDS' });
    expect(promiseOf(entry!)).toEqual({
      eventId: entry!.leaf.eventId,
      origin,
      leafHash: entry!.leafHash,
      time: start / 1000,
    });
  });

  it('leaves nothing of a transaction that rolls back', async () => {
    const tables = ['audit_entry', 'audit_pending', 'audit_reference', 'audit_detail', 'audit_pseudonym'];
    const before = await Promise.all(tables.map(count));
    const doomed = database.transaction(async (sql) => {
      await log.append(sql, [disclosure()]);
      throw new Error('the answer could not be queued');
    });
    await expect(doomed).rejects.toThrow('the answer could not be queued');
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  it('takes one entry of a type for an event, and a second of another type', async () => {
    const [entry] = await append(disclosure());
    const { eventId } = entry!.leaf;
    await expect(append(disclosure(eventId))).rejects.toThrow(coded('audit.duplicate-entry'));
    await expect(append(sent(randomUUID()), disclosure(eventId))).rejects.toThrow(coded('audit.duplicate-entry'));
    const twice = randomUUID();
    await expect(append(sent(twice), sent(twice))).rejects.toThrow(coded('audit.duplicate-entry'));
    await append(sent(eventId));
    expect((await entriesOfEvent(database.sql, eventId)).map(({ leaf }) => leaf.type)).toEqual(['DISCLOSURE', 'SENT']);
  });

  it('writes a batch in one statement, in order, each entry with its own parts', async () => {
    const entries = Array.from({ length: 64 }, (_, n) => ({ ...disclosure(), detail: { n } }));
    const statements: string[] = [];
    const made = await database.transaction((sql) => {
      const counting: Sql = {
        query: (text, values) => {
          statements.push(text);
          return sql.query(text, values);
        },
      };
      return log.append(counting, entries);
    });
    const other = await append(disclosure());
    expect(statements.filter((text) => text.includes('audit_append'))).toHaveLength(1);
    expect(statements.length).toBeLessThanOrEqual(2); // the keys of the month, once
    const ids = [...made, ...other].map(({ leaf }) => leaf.eventId);
    const rows = await database.sql.query<{ event_id: string }>(
      'SELECT event_id FROM audit_entry WHERE event_id = ANY($1::uuid[]) ORDER BY entry_id',
      [ids],
    );
    expect(rows.map((row) => row.event_id)).toEqual(ids);
    for (const n of [0, 31, 63]) {
      const part = await log.readPart(database.sql, made[n]!.leaf.eventId, 'DISCLOSURE', 'detail');
      expect(part).toMatchObject({ status: 'open', value: { n } });
    }
    expect(await log.append(database.sql, [])).toEqual([]);
  });

  it('queues each entry for the tree', async () => {
    const [entry] = await append(disclosure());
    const pending = await database.owner.query(
      'SELECT 1 FROM audit_pending p JOIN audit_entry e ON e.entry_id = p.entry_id WHERE e.event_id = $1',
      [entry!.leaf.eventId],
    );
    expect(pending).toHaveLength(1);
  });

  it('lets two open transactions append at once, the first of a month included', async () => {
    const [one, two] = [new Client({ connectionString: database.url }), new Client({ connectionString: database.url })];
    const sqlOf = (client: Client): Sql => ({
      query: async (text, values) => (await client.query(text, values as unknown[])).rows as never[],
    });
    await Promise.all([one.connect(), two.connect()]);
    try {
      for (const client of [one, two]) await client.query("BEGIN; SET LOCAL lock_timeout = '2s'");
      const fresh = reopened(); // no key cached yet
      const [first] = await fresh.append(sqlOf(one), [disclosure()]);
      const [second] = await fresh.append(sqlOf(two), [disclosure()]);
      await two.query('COMMIT'); // the later one commits first
      expect(await entryOf(database.sql, second!.leaf.eventId, 'DISCLOSURE')).toEqual(second);
      expect(await entryOf(database.sql, first!.leaf.eventId, 'DISCLOSURE')).toBeUndefined();
      await one.query('COMMIT');
      expect(await entryOf(database.sql, first!.leaf.eventId, 'DISCLOSURE')).toEqual(first);
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  });

  it('can be demanded by a foreign key of the row that discloses', async () => {
    await database.owner.query(`CREATE TABLE IF NOT EXISTS disclosure (
      event_id uuid NOT NULL, entry_type text NOT NULL DEFAULT 'DISCLOSURE' CHECK (entry_type = 'DISCLOSURE'),
      FOREIGN KEY (event_id, entry_type) REFERENCES audit_entry (event_id, type));
      GRANT INSERT ON disclosure TO crex_app`);
    const record = (sql: Sql, eventId: string) => sql.query('INSERT INTO disclosure (event_id) VALUES ($1)', [eventId]);
    const eventId = randomUUID();
    await expect(record(database.sql, eventId)).rejects.toThrow(/foreign key/);
    await database.transaction(async (sql) => {
      await log.append(sql, [disclosure(eventId)]);
      await record(sql, eventId);
    });
  });

  describe('cannot be changed', () => {
    const appMay = (text: string) => database.sql.query(text);

    it.each([
      `INSERT INTO audit_entry (event_id, type, leaf) VALUES (gen_random_uuid(), 'SENT', '{}')`,
      `UPDATE audit_entry SET leaf = '{}'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry CASCADE',
      'DELETE FROM audit_pending',
      'INSERT INTO audit_pending VALUES (1)',
      'DELETE FROM audit_reference',
      `INSERT INTO audit_reference VALUES ('x', 1)`,
      'DELETE FROM audit_detail',
      `UPDATE audit_detail SET ciphertext = ''`,
      'DELETE FROM audit_pseudonym',
      'UPDATE audit_dek SET wrapped = NULL',
      'DELETE FROM audit_dek',
      'DROP FUNCTION audit_refuse_change CASCADE',
    ])('by the application: %s', async (text) => {
      await expect(appMay(text)).rejects.toThrow(/permission denied|must be owner/);
    });

    it.each([
      `UPDATE audit_entry SET type = 'SENT'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry CASCADE',
      'DELETE FROM audit_reference',
      'TRUNCATE audit_reference',
      `UPDATE audit_detail SET ciphertext = ''`,
      'TRUNCATE audit_detail',
      `UPDATE audit_pseudonym SET pseudonym = ''`,
      'DELETE FROM audit_dek',
    ])('by the owner, by accident: %s', async (text) => {
      await expect(database.owner.query(text)).rejects.toThrow(/the disclosure log only grows/);
    });

    it('through a temporary table that stands in for a table of the log', async () => {
      await database.owner.query(
        `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO crex_app', current_database()); END $$`,
      );
      const client = new Client({ connectionString: database.url });
      await client.connect();
      try {
        await client.query('BEGIN');
        await client.query('CREATE TEMP TABLE audit_entry (LIKE public.audit_entry)');
        const sql: Sql = {
          query: async (text, values) => (await client.query(text, values as unknown[])).rows as never[],
        };
        const [entry] = await log.append(sql, [disclosure()]);
        await client.query('COMMIT');
        expect(await entryOf(database.sql, entry!.leaf.eventId, 'DISCLOSURE')).toEqual(entry);
      } finally {
        await client.end();
      }
    });

    it('by a role that was given nothing', async () => {
      const open = `SELECT proname AS name FROM pg_proc WHERE proname ~ '^(audit|tlog)' AND has_function_privilege('public', oid, 'EXECUTE')
        UNION SELECT relname FROM pg_class WHERE relname ~ '^(audit|tlog)' AND has_table_privilege('public', oid, 'SELECT')`;
      expect(await database.owner.query(`${open} ORDER BY 1`)).toEqual([{ name: 'audit_refuse_change' }]); // trigger only
    });

    it('by a leaf that is not JSON, has no event, or is over 65535 bytes', async () => {
      const give = (leaf: Buffer) =>
        database.sql.query(`SELECT audit_append($1::bytea, ${'NULL, '.repeat(8)}NULL)`, [leaf]);
      await expect(give(Buffer.from('no'))).rejects.toThrow(/invalid input syntax/);
      await expect(give(Buffer.from('{"type":"SENT"}'))).rejects.toThrow(/null value/);
      const long = JSON.stringify({ type: 'SENT', eventId: randomUUID(), pad: 'x'.repeat(65_535) });
      await expect(give(Buffer.from(long))).rejects.toThrow(/a leaf has at most 65535 bytes/);
    });
  });

  it('refuses what a leaf must not hold, before the database sees it', async () => {
    const valid = disclosure();
    const withName = { ...valid, entry: { ...valid.entry, subjectName: 'Maria da Silva' } as unknown as Entry };
    await expect(append(withName)).rejects.toThrow(coded('audit.malformed-leaf'));
    const { subject: _, findBy: __, ...aboutNobody } = valid;
    await expect(append(aboutNobody)).rejects.toThrow(coded('audit.malformed-leaf'));
    await expect(append({ ...valid, detail: { ok: true } })).rejects.toThrow(coded('audit.malformed-part'));
    expect(await entriesOfEvent(database.sql, valid.eventId)).toEqual([]);
  });

  it('stops when the database answers with other hashes than the leaves have, or with none', async () => {
    const lying = (rows: object[]): Sql => ({
      query: (text, values) =>
        text.includes('audit_append') ? Promise.resolve(rows as never[]) : database.sql.query(text, values),
    });
    for (const rows of [[{ ordinal: 1, leaf_hash: randomBytes(32) }], []]) {
      await expect(log.append(lying(rows), [disclosure()])).rejects.toThrow(coded('audit.leaf-hash-mismatch'));
    }
    const made = await append(disclosure());
    const extra = [1, 2].map((ordinal) => ({ ordinal, leaf_hash: leafHashOf(made[0]!.bytes) }));
    await expect(log.append(lying(extra), [disclosure()])).rejects.toThrow(coded('audit.leaf-hash-mismatch'));
  });

  it('passes on what else the database says', async () => {
    const failing: Sql = { query: () => Promise.reject(new Error('connection lost')) };
    await log.append(database.sql, [disclosure()]);
    await expect(log.append(failing, [disclosure()])).rejects.toThrow('connection lost');
  });

  describe('finds entries', () => {
    it('by message id, digest and target', async () => {
      const requestDigest = digest();
      const [first, second] = await append(
        disclosure(randomUUID(), requestDigest),
        disclosure(randomUUID(), requestDigest),
      );
      const [message] = await append(sent(first!.leaf.eventId));
      expect(await entriesOfReference(database.sql, requestDigest)).toEqual([first, second]);
      const contentDigest = (message!.leaf as { contentDigest: string }).contentDigest;
      expect(await entriesOfReference(database.sql, contentDigest)).toEqual([message]);
      expect(await entriesOfReference(database.sql, 'BR-AR-1-000000000098')).toContainEqual(message);
      const view: Entry = { type: 'VIEW', object: 'ANSWER', count: 1, target: first!.leaf.eventId };
      const [viewed] = await append({ eventId: randomUUID(), entry: view, actor });
      expect(await entriesOfReference(database.sql, first!.leaf.eventId)).toEqual([viewed]);
      expect(await entriesOfReference(database.sql, digest())).toEqual([]);
    });

    it('by the pseudonym of a person or an official, which only the key can make', async () => {
      const [person, official] = [`BR:CPF:${randomUUID()}`, `AR:staff:${randomUUID()}`];
      const [entry] = await append({
        ...disclosure(),
        findBy: { subject: [person, 'BR:RG:1', person], actor: [official] },
      });
      expect(await log.entriesFoundBy(database.sql, 'subject', person)).toEqual([entry]);
      expect(await log.entriesFoundBy(database.sql, 'actor', official)).toEqual([entry]);
      expect(await log.entriesFoundBy(database.sql, 'actor', person)).toEqual([]);
      const other = openLog({ origin, kek, pseudonymKey: randomBytes(32), clock });
      expect(await other.entriesFoundBy(database.sql, 'subject', person)).toEqual([]);
    });

    it('by no pseudonym that would outlive its part', async () => {
      const entry: NewEntry = { ...sent(randomUUID()), findBy: { subject: ['BR:CPF:1'] } };
      await expect(append(entry)).rejects.toThrow(coded('audit.no-such-part'));
    });
  });

  describe('keeps the parts', () => {
    it('encrypted, so that no table holds a word of them', async () => {
      await append({ ...disclosure(), subject: { name: 'Planted-Marker' }, findBy: { subject: ['Planted-Marker'] } });
      const hex = Buffer.from('Planted-Marker').toString('hex');
      for (const table of ['audit_entry', 'audit_detail', 'audit_pseudonym', 'audit_reference', 'audit_dek']) {
        const rows = await database.owner.query(`SELECT 1 FROM ${table} t WHERE t::text ILIKE ANY ($1)`, [
          [`%Planted-Marker%`, `%${hex}%`],
        ]);
        expect([table, rows]).toEqual([table, []]);
      }
    });

    it('readable after a restart, each with the salt that opens its commitment', async () => {
      const [entry] = await append(disclosure());
      const { eventId, c } = entry!.leaf;
      for (const [group, value] of Object.entries({ subject, actor, detail }) as ['subject', typeof subject][]) {
        const part = await reopened().readPart(database.sql, eventId, 'DISCLOSURE', group);
        if (part.status !== 'open') throw new Error(`${group} is ${part.status}`);
        expect(part.value).toEqual(value);
        expect(opensTo(c[group]!, group, part.value, part.salt)).toBe(true);
      }
    });

    it('and says when there is none', async () => {
      const eventId = randomUUID();
      await append(sent(eventId));
      expect(await log.readPart(database.sql, eventId, 'SENT', 'subject')).toEqual({ status: 'none' });
      expect(await log.readPart(database.sql, randomUUID(), 'SENT', 'subject')).toEqual({ status: 'none' });
    });

    it('closed to whoever has another key', async () => {
      const [entry] = await append(disclosure());
      const stranger = reopened(localKek(randomBytes(32)));
      await expect(stranger.readPart(database.sql, entry!.leaf.eventId, 'DISCLOSURE', 'subject')).rejects.toThrow(
        coded('audit.other-kek'),
      );
      await expect(stranger.append(database.sql, [disclosure()])).rejects.toThrow(coded('audit.other-kek'));
      const renamed = reopened({ ...localKek(randomBytes(32)), id: kek.id }); // claims to be the right one
      await expect(renamed.append(database.sql, [disclosure()])).rejects.toThrow(coded('audit.wrong-key'));
    });

    it('under keys made ahead for two months, once, whoever asks; without a key nothing is written', async () => {
      await Promise.all([reopened().preparePeriodKeys(database.sql), reopened().preparePeriodKeys(database.sql)]);
      expect(await database.sql.query('SELECT DISTINCT month FROM audit_dek ORDER BY month')).toEqual([
        { month: '2026-11' },
        { month: '2026-12' },
      ]);
      clock.advance(30 * day);
      await log.append(database.sql, [disclosure()]);
      clock.advance(30 * day);
      const late = disclosure();
      await expect(log.append(database.sql, [late])).rejects.toThrow(coded('audit.no-period-key'));
      expect(await entriesOfEvent(database.sql, late.eventId)).toEqual([]);
      await append(sent(late.eventId)); // an entry without parts needs no key
      expect(await entriesOfEvent(database.sql, late.eventId)).toHaveLength(1);
    });
  });

  describe('erases', () => {
    const order = { ground: 'COURT-ORDER', actor: { role: 'registrar', id: 'r-7' } };

    it('one part of an event, logs it, and keeps leaf, other parts and other events', async () => {
      const person = `BR:CPF:${randomUUID()}`;
      const [entry, other] = await append(
        { ...disclosure(), findBy: { subject: [person] } },
        { ...disclosure(), findBy: { subject: [person] } },
      );
      const { eventId } = entry!.leaf;
      const erasure = await database.transaction((sql) => log.erasePart(sql, eventId, { ...order, group: 'subject' }));
      expect(erasure?.leaf).toMatchObject({
        type: 'ERASURE',
        target: eventId,
        group: 'subject',
        ground: 'COURT-ORDER',
      });
      expect(await entryOf(database.sql, eventId, 'DISCLOSURE')).toEqual(entry);
      expect(await log.readPart(database.sql, eventId, 'DISCLOSURE', 'subject')).toEqual({
        status: 'erased',
        erasure: erasure?.leaf,
      });
      expect(await log.readPart(database.sql, eventId, 'DISCLOSURE', 'actor')).toMatchObject({ status: 'open' });
      expect(await log.readPart(database.sql, other!.leaf.eventId, 'DISCLOSURE', 'subject')).toMatchObject({
        status: 'open',
      });
      expect(await log.entriesFoundBy(database.sql, 'subject', person)).toEqual([other]);
    });

    it('nothing twice, and nothing that is not there', async () => {
      const [entry] = await append(disclosure());
      const { eventId } = entry!.leaf;
      const detailed = { ...order, group: 'detail', detail: { file: 'X-1' } } as const;
      const erasure = await log.erasePart(database.sql, eventId, detailed);
      const reading = await log.readPart(database.sql, erasure!.leaf.eventId, 'ERASURE', 'detail');
      expect(reading).toMatchObject({ status: 'open', value: { file: 'X-1' } });
      const before = await count('audit_entry');
      expect(await log.erasePart(database.sql, eventId, detailed)).toBeUndefined();
      expect(await log.erasePart(database.sql, randomUUID(), detailed)).toBeUndefined();
      expect(await count('audit_entry')).toBe(before);
    });

    it('nothing when its transaction rolls back', async () => {
      const [entry] = await append(disclosure());
      const { eventId } = entry!.leaf;
      const doomed = database.transaction(async (sql) => {
        await log.erasePart(sql, eventId, { ...order, group: 'subject' });
        throw new Error('no');
      });
      await expect(doomed).rejects.toThrow('no');
      expect(await log.readPart(database.sql, eventId, 'DISCLOSURE', 'subject')).toMatchObject({ status: 'open' });
    });

    it('nothing without an entry that says so', async () => {
      const [entry] = await append(disclosure());
      const { eventId } = entry!.leaf;
      expect(await database.sql.query('SELECT audit_erase($1) AS erased', [eventId])).toEqual([{ erased: 0 }]);
      expect(await database.sql.query('SELECT audit_erase_period($1) AS erased', [eventId])).toEqual([{ erased: 0 }]);
      expect(await log.readPart(database.sql, eventId, 'DISCLOSURE', 'subject')).toMatchObject({ status: 'open' });
    });

    it('unnoticed not even as the owner: a part that is gone without an entry is reported', async () => {
      const [entry, twin] = await append(disclosure(), disclosure());
      const { eventId } = entry!.leaf;
      const gone = `DELETE FROM audit_detail d USING audit_entry e
        WHERE e.entry_id = d.entry_id AND e.event_id = $1 AND d."group" = 'subject'`;
      await database.owner.query(gone, [eventId]);
      const read = (id: string) => log.readPart(database.sql, id, 'DISCLOSURE', 'subject');
      await expect(read(eventId)).rejects.toThrow(coded('audit.part-missing'));
      await log.erasePart(database.sql, eventId, { ...order, group: 'actor' }); // says nothing about the subject
      await expect(read(eventId)).rejects.toThrow(coded('audit.part-missing'));
      await expect(read(twin!.leaf.eventId)).resolves.toMatchObject({ status: 'open' });
    });

    it('a whole past month of one group, for ever', async () => {
      const person = `BR:CPF:${randomUUID()}`;
      const [entry] = await append({ ...disclosure(), findBy: { subject: [person] } });
      const { eventId } = entry!.leaf;
      const wanted = { ...order, group: 'subject', ground: 'RETENTION-3Y' } as const;
      const read = (group: 'subject' | 'actor', reader = log) =>
        reader.readPart(database.sql, eventId, 'DISCLOSURE', group);
      await expect(log.erasePeriod(database.sql, '2026-11', wanted)).rejects.toThrow(coded('audit.period-not-over'));
      await expect(log.erasePeriod(database.sql, '2026', wanted)).rejects.toThrow(coded('audit.period-not-over'));
      await read('subject'); // the key is in memory now
      clock.advance(30 * day);
      await log.preparePeriodKeys(database.sql);

      const erasure = await database.transaction((sql) => log.erasePeriod(sql, '2026-11', wanted));
      expect(erasure?.leaf).toMatchObject({ type: 'PERIOD_ERASURE', month: '2026-11', group: 'subject' });
      expect(await read('subject')).toEqual({ status: 'erased', erasure: erasure?.leaf });
      expect(await read('subject', reopened())).toEqual({ status: 'erased', erasure: erasure?.leaf });
      expect(await read('actor')).toMatchObject({ status: 'open' });
      expect(await log.entriesFoundBy(database.sql, 'subject', person)).toEqual([]);
      expect(await log.erasePeriod(database.sql, '2026-11', wanted)).toBeUndefined();
      expect(await log.erasePeriod(database.sql, '2020-01', wanted)).toBeUndefined();

      // a clock set back writes no part under the destroyed key, nor a new one in its place
      clock.advance(-30 * day);
      await log.preparePeriodKeys(database.sql);
      await expect(reopened().append(database.sql, [disclosure()])).rejects.toThrow(coded('audit.no-period-key'));
    });
  });

  it('demands keys of 32 bytes and an origin that tools can read', () => {
    expect(() => openLog({ origin, kek, clock, pseudonymKey: randomBytes(31) })).toThrow(
      coded('audit.wrong-key-length'),
    );
    expect(() => openLog({ origin: 'https://x', kek, clock, pseudonymKey })).toThrow(coded('audit.wrong-origin'));
  });
});
