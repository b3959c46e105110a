import { randomUUID } from 'node:crypto';
import { encodeLeaf } from '#libs/audit';
import { digestOf, formatMessageId, type CountryCode } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { brokerMigrations } from '../migrations.js';
import { TrafficStore } from './traffic.store.js';

const START = Date.UTC(2026, 9, 1) / 1000;
const END = Date.UTC(2026, 10, 1) / 1000;

describe('the traffic of a month', () => {
  let database: TestDatabase;
  let sent = 0;
  beforeAll(async () => {
    database = await createTestDatabase({ migrations: brokerMigrations });
  });
  afterAll(() => database.close());

  /** A message as the broker keeps it, with the entries of its log. */
  const relay = async (
    [from, to]: readonly [CountryCode, CountryCode],
    at: number,
    {
      takenAfter,
      expired = false,
      class: kind = 'request',
    }: { takenAfter?: number; expired?: boolean; class?: string },
  ) => {
    sent += 1;
    const [eventId, receiptId] = [randomUUID(), randomUUID()];
    const id = formatMessageId({ from, to, epoch: 1, number: sent });
    const digest = digestOf(id);
    await database.owner.query('INSERT INTO mailbox_receipt VALUES ($1, $2)', [receiptId, 'token']);
    await database.owner.query(
      `INSERT INTO mailbox_message (message_id, sender, recipient, pair, number, class, priority, exp, slip_digest,
         content_digest, event_id, receipt_id) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $7, $8, $9)`,
      [id, from, to, `${from}-${to}-1`, sent, kind, digest, eventId, receiptId],
    );
    const enter = async (type: 'RELAYED' | 'TAKEN' | 'EXPIRED', when: number, more: object) => {
      const leaf = { v: 1, type, eventId, at: when, origin: 'o.example', messageId: id, slipDigest: digest, contentDigest: digest, c: {}, ...more }; // prettier-ignore
      await database.owner.query(
        `INSERT INTO audit_entry (event_id, type, leaf, leaf_hash) VALUES ($1, $2, $3, sha256('\\x00'::bytea || $3::bytea))`,
        [...[eventId, type, Buffer.from(encodeLeaf(leaf as Parameters<typeof encodeLeaf>[0]))]],
      );
    };
    await enter('RELAYED', at, { from, to, class: kind, sealedDigest: digest });
    if (takenAfter !== undefined) await enter('TAKEN', at + takenAfter, { by: to });
    if (expired) await enter('EXPIRED', at + 9_999, {});
  };

  it('is counted by pair and by day, with the time until it was taken', async () => {
    const brazil = ['AR', 'BR'] as const;
    for (const takenAfter of [1, 2, 3, 4, 100]) await relay(brazil, START, { takenAfter });
    await relay(brazil, END - 1, { expired: true });
    await relay(['BR', 'AR'], START + 86_400, { takenAfter: 7, class: 'reply' });
    await relay(['BR', 'AR'], START + 86_400, { class: 'control' });
    await relay(brazil, START - 1, { takenAfter: 1 });
    await relay(brazil, END, { takenAfter: 1 });
    const traffic = new TrafficStore(database.dataSource);
    const none = { requests: 0, replies: 0, others: 0, expired: 0 };
    expect(await traffic.pairs(START, END)).toEqual([
      { ...none, from: 'AR', to: 'BR', requests: 6, expired: 1, taken: 5, medianSeconds: 3, p95Seconds: 100 },
      { ...none, from: 'BR', to: 'AR', replies: 1, others: 1, taken: 1, medianSeconds: 7, p95Seconds: 7 },
    ]);
    expect(await traffic.days(START, END)).toEqual([
      { day: '2026-10-01', requests: 5 },
      { day: '2026-10-02', requests: 0 },
      { day: '2026-10-31', requests: 1 },
    ]);
  });
});
