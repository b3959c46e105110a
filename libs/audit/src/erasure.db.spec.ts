import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { sqlOf, openDatabase } from '#libs/platform';
import { createTestDatabase, fixedClock, type FixedClock, type TestDatabase } from '#libs/testing';
import { auditMigrations, backupContents, entriesOfEvent, localKek, openLog, type AuditLog } from './index.js';
import { openPart } from './part.js';

const start = Date.UTC(2026, 10, 22, 12);
const day = 24 * 3600 * 1000;
const origin = 'log.br.crex.example/audit/1';
const pseudonymKey = randomBytes(32);
const actor = { kind: 'operator', id: 'op-1' };
const order = { group: 'subject', ground: 'RETENTION-ENDED', actor } as const;
const coded = (code: string) => expect.objectContaining({ code }) as Error;
const seconds = (clock: FixedClock) => clock.nowMs() / 1000;

describe('lawful erasure', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let log: AuditLog;
  let kek = localKek(randomBytes(32));
  const open = (by = kek) => openLog({ origin, kek: by, pseudonymKey, clock });

  beforeEach(async () => {
    database = await createTestDatabase({ migrations: auditMigrations });
    clock = fixedClock(start);
    kek = localKek(randomBytes(32));
    log = open();
    await log.preparePeriodKeys(database.sql);
  });
  afterEach(() => database.close());

  async function view(): Promise<string> {
    const eventId = randomUUID();
    const entry = { type: 'VIEW', object: 'ANSWER', count: 1 } as const;
    await log.append(database.sql, [{ eventId, entry, subject: { name: 'Planted' }, actor, detail: { case: 'X' } }]);
    return eventId;
  }
  const read = (eventId: string, by = log) => by.readPart(database.sql, eventId, 'VIEW', 'subject');
  /** As the command does: in a transaction of the owner. */
  async function changeKek(next: typeof kek, by = log) {
    const owner = await openDatabase({ url: database.ownerUrl, entities: [], poolSize: 1, applicationName: 'owner' });
    try {
      return await owner.transaction((tx) => by.changeKek(sqlOf(tx), next, actor));
    } finally {
      await owner.destroy();
    }
  }
  async function passTo(month: string): Promise<void> {
    clock.advance(Date.parse(`${month}-01T00:00:00Z`) - clock.nowMs());
    await log.preparePeriodKeys(database.sql);
  }

  describe('of rows beside the log', () => {
    const plain = Buffer.from('a signed content about Planted');

    it('is the destruction of their period key, which opens them in their own place only', async () => {
      const sealed = await log.sealBeside(database.sql, 'subject', 'content 1', plain);
      expect(Buffer.from(sealed.ciphertext).includes('Planted')).toBe(false);
      expect(await open().openBeside(database.sql, sealed, 'content 1')).toEqual(plain);
      await expect(log.openBeside(database.sql, sealed, 'content 2')).rejects.toThrow(coded('audit.wrong-key'));
      await passTo('2026-12');
      await database.transaction((sql) => log.erasePeriod(sql, '2026-11', order));
      expect(await log.openBeside(database.sql, sealed, 'content 1')).toBeUndefined();
      expect(await open().openBeside(database.sql, sealed, 'content 1')).toBeUndefined();
    });

    it('is logged even where no part of the log is left', async () => {
      const eventId = await view();
      await log.erasePart(database.sql, eventId, order);
      expect(await log.erasePart(database.sql, eventId, order)).toBeUndefined();
      const again = await log.erasePart(database.sql, eventId, { ...order, rowsBeside: 1 });
      expect(again?.leaf).toMatchObject({ type: 'ERASURE', target: eventId, group: 'subject' });
    });
  });

  it.each([
    [36, '2029-11-30T23:59:59Z', []],
    [36, '2029-12-01T00:00:00Z', ['2026-11']],
    [36, '2029-12-31T23:59:59Z', ['2026-11']],
    [36, '2030-01-01T00:00:00Z', ['2026-11', '2026-12']],
    [1, '2026-12-31T23:59:59Z', []],
    [1, '2027-01-01T00:00:00Z', ['2026-11']],
  ])('is due when %i whole months have passed since the end of the month: at %s of %j', async (months, now, due) => {
    clock.advance(Date.parse(now) - clock.nowMs());
    const found = await log.periodsDue(database.sql, months);
    expect([...new Set(found.map(({ month }) => month))]).toEqual(due);
    expect(found).toHaveLength(3 * due.length);
  });

  describe('in backups', () => {
    /** What of the log whoever takes a backup has: rows, no key file. */
    const backup = async () => {
      const rows = await database.owner.query<{
        event_id: string;
        leaf: Buffer;
        ciphertext: Buffer;
        wrapped: Buffer;
        month: string;
      }>(
        `SELECT e.event_id, e.leaf, d.ciphertext, k.wrapped, k.month FROM audit_detail d JOIN audit_entry e USING (entry_id)
         JOIN audit_dek k ON k.id = d.dek_id WHERE d."group" = 'subject' AND e.type = 'VIEW'`,
      );
      return rows[0]!;
    };
    const openBackup = async (taken: Awaited<ReturnType<typeof backup>>, by: typeof kek) => {
      const key = await by.unwrap(taken.wrapped, `crex.audit.dek.v1\0${taken.month}\0subject`);
      const { c } = JSON.parse(taken.leaf.toString()) as { c: { subject: string } };
      const place = { eventId: taken.event_id, type: 'VIEW', group: 'subject' } as const;
      return openPart(createSecretKey(key), place, taken.ciphertext, c.subject).value;
    };

    it('comes with the destruction of the key-encryption key: its holder reads them, nobody else does', async () => {
      const eventId = await view();
      const taken = await backup();
      await passTo('2026-12');
      await database.transaction((sql) => log.erasePeriod(sql, '2026-11', order));
      expect(await read(eventId)).toMatchObject({ status: 'erased' });
      expect(await openBackup(taken, kek)).toEqual({ name: 'Planted' }); // the backup still does
      const next = localKek(randomBytes(32));
      await changeKek(next);
      await expect(openBackup(taken, next)).rejects.toThrow(coded('audit.wrong-key'));
    });

    it('is told: which key a day had, what became of it, and what has been erased since', async () => {
      const [single, other] = [await view(), await view()];
      clock.advance(day);
      const first = seconds(clock);
      await log.erasePart(database.sql, single, order);
      await log.erasePart(database.sql, other, { ...order, group: 'detail' });
      await passTo('2026-12');
      await database.transaction((sql) => log.erasePeriod(sql, '2026-11', { ...order, group: 'actor' }));
      const periods = [{ month: '2026-11', group: 'actor', erasedAt: seconds(clock) }];
      const at = (moment: number) => backupContents(database.sql, moment);
      expect(await at(first)).toEqual({ kek: { id: kek.id, state: 'IN_USE' }, periods, parts: 2 });
      expect(await at(seconds(clock) + 1)).toEqual({ kek: { id: kek.id, state: 'IN_USE' }, periods: [], parts: 0 });
      // before anything was written there was nothing to keep
      expect(await at(start / 1000 - 40 * 86_400)).toMatchObject({ periods: [], parts: 0 });

      clock.advance(day);
      const next = localKek(randomBytes(32));
      await changeKek(next);
      const later = localKek(randomBytes(32));
      clock.advance(day);
      await changeKek(later, open(next));
      expect((await at(first)).kek).toEqual({ id: kek.id, state: 'RETIRED' });
      expect((await at(seconds(clock) - 1)).kek).toEqual({ id: next.id, state: 'RETIRED' });
      expect((await at(seconds(clock) + 1)).kek).toEqual({ id: later.id, state: 'IN_USE' });
      const destroyed = { type: 'KEY_EVENT', action: 'DESTROYED', keyRole: 'audit-kek', keyDigest: kek.id } as const;
      await open(later).append(database.sql, [{ eventId: randomUUID(), entry: destroyed }]);
      expect((await at(first)).kek).toEqual({ id: kek.id, state: 'DESTROYED' });
      expect((await at(seconds(clock) - 1)).kek).toEqual({ id: next.id, state: 'RETIRED' });
    });
  });

  describe('and another key-encryption key', () => {
    it('opens what was written before, for its holder alone, and is an entry of both keys', async () => {
      const eventId = await view();
      const sealed = await log.sealBeside(database.sql, 'subject', 'row', Buffer.from('x'));
      const next = localKek(randomBytes(32));
      expect(await changeKek(next)).toEqual({ created: next.id, retired: kek.id });
      const reader = open(next);
      expect(await read(eventId, reader)).toMatchObject({ status: 'open', value: { name: 'Planted' } });
      expect(await reader.openBeside(database.sql, sealed, 'row')).toEqual(Buffer.from('x'));
      await expect(read(eventId)).rejects.toThrow(coded('audit.other-kek'));
      const events = await database.sql.query<{ id: string }>(
        `SELECT event_id AS id FROM audit_entry WHERE type = 'KEY_EVENT' ORDER BY entry_id`,
      );
      const entries = await Promise.all(events.map(({ id }) => entriesOfEvent(database.sql, id)));
      expect(entries.flat().map(({ leaf }) => leaf)).toMatchObject([
        { action: 'CREATED', keyRole: 'audit-kek', keyDigest: next.id },
        { action: 'RETIRED', keyRole: 'audit-kek', keyDigest: kek.id },
      ]);
    });

    it('leaves a process that still has the old one without keys: it mixes none', async () => {
      await changeKek(localKek(randomBytes(32)));
      clock.advance(60 * day);
      await expect(log.preparePeriodKeys(database.sql)).rejects.toThrow(coded('audit.other-kek'));
      expect(await database.sql.query(`SELECT 1 FROM audit_dek WHERE month > '2026-12'`)).toEqual([]);
    });

    it('wraps no destroyed key again', async () => {
      await passTo('2026-12');
      await database.transaction((sql) => log.erasePeriod(sql, '2026-11', order));
      await changeKek(localKek(randomBytes(32)));
      const [row] = await database.sql.query(
        `SELECT wrapped FROM audit_dek WHERE month = '2026-11' AND "group" = 'subject'`,
      );
      expect(row).toEqual({ wrapped: null });
    });

    it('is refused when it is the same one, or asked for by the application', async () => {
      await expect(changeKek(localKek(Buffer.alloc(32)), open(localKek(Buffer.alloc(32))))).rejects.toThrow(
        coded('audit.same-kek'),
      );
      const asApplication = database.transaction((sql) => log.changeKek(sql, localKek(randomBytes(32)), actor));
      await expect(asApplication).rejects.toMatchObject({ driverError: { code: '42501' } });
      expect(await backupContents(database.sql, seconds(clock))).toMatchObject({
        kek: { id: kek.id, state: 'IN_USE' },
      });
    });
  });
});
