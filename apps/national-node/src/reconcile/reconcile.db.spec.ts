import { randomUUID } from 'node:crypto';
import { Alliance } from '#libs/ceremony';
import { inTransaction } from '#libs/platform';
import { digestOf, type ComparisonBody, type CountryCode } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { compare } from './compare-messages.js';
import { KeepComparison } from './keep-comparison.js';
import { ReconciliationStore, type ReconciliationState } from './reconciliation.store.js';

const HOUR_MS = 3_600_000;
const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;

describe('reconciliation of two countries', () => {
  const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
  let broker: StandInBroker;
  let asker: TestNode;
  let answerer: TestNode;
  let asked = 0;

  beforeEach(async () => {
    const alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'JM'], nowMs: clock.nowMs() });
    broker = new StandInBroker(alliance, clock);
    const common = { alliance, clock, broker, persons: [] };
    asker = await TestNode.start({ ...common, country: 'AR' });
    answerer = await TestNode.start({ ...common, country: 'BR' });
  });
  afterEach(() => Promise.all([asker.close(), answerer.close()]));

  async function ask(to: CountryCode = 'BR'): Promise<void> {
    const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
    await asker.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: [to] });
  }
  /** Everything that is under way arrives, on both sides, as often as it takes. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (const node of [asker, answerer]) {
        await node.hurry();
        await node.verbs.deliver.run();
      }
      for (const node of [asker, answerer]) await node.receive();
    }
  }
  const states = (node: TestNode) =>
    node.query<ReconciliationState>(
      `SELECT direction, other, first, last, matched, differing, differences, unlogged,
         compared_at AS "comparedAt" FROM reconciliation ORDER BY stated_at, first`,
    );

  const alarms = (node: TestNode) =>
    node.query<{ kind: string; key: string; detail: object }>(
      'SELECT kind, key, detail FROM alarm WHERE cleared_at IS NULL ORDER BY kind',
    );

  it('finds everything in order, and both logs say so', async () => {
    for (let question = 0; question < 3; question += 1) await ask();
    await settle();
    expect(await asker.verbs.stateMessages.run()).toHaveLength(1);
    await settle();

    const good = { first: 1, last: 3, matched: 3, differing: 0, differences: [] };
    expect(await states(asker)).toMatchObject([{ direction: 'SENT', other: 'BR', unlogged: [], ...good }]);
    expect(await states(answerer)).toMatchObject([{ direction: 'RECEIVED', other: 'AR', ...good }]);
    const run = { from: 'AR', to: 'BR', epoch: 1, first: 1, last: 3 };
    expect(await asker.entries('RECONCILIATION')).toMatchObject([run]);
    for (const node of [asker, answerer]) {
      expect(await node.entries('RECONCILED')).toMatchObject([{ ...run, matched: 3, differing: 0 }]);
      expect(await alarms(node)).toEqual([]);
    }
  });

  it('goes on where it ended, and compares the messages of the last reconciliation too', async () => {
    await ask();
    await settle();
    await asker.verbs.stateMessages.run();
    await settle();
    await asker.verbs.stateMessages.run();
    await settle();
    expect((await states(asker)).map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('finds a message that the recipient has taken and no longer has', async () => {
    await ask();
    await ask();
    await settle();
    const lost = `SELECT message_id FROM inbox WHERE number = 2 AND pair = 'AR-BR-1'`;
    await answerer.database.owner.query(`DELETE FROM received_question WHERE message_id IN (${lost})`);
    await answerer.database.owner.query(`DELETE FROM inbox WHERE message_id IN (${lost})`);
    await asker.verbs.stateMessages.run();
    await settle();
    const found = { matched: 1, differing: 1, differences: [{ number: 2, kind: 'MISSING' }] };
    expect(await states(asker)).toMatchObject([found]);
    expect(await states(answerer)).toMatchObject([found]);
    expect(await asker.entries('RECONCILED')).toMatchObject([{ matched: 1, differing: 1 }]);
    const detail = { messages: ['AR-BR-1-000000000002 MISSING'], ofThisKind: 1, inAll: 1 };
    for (const node of [asker, answerer]) {
      expect(await alarms(node)).toEqual([{ kind: 'message-missing', key: 'AR-BR-1:1-2', detail }]);
    }
  });

  it('finds another message under the number, and one that the sender does not own up to', async () => {
    for (let question = 0; question < 3; question += 1) await ask();
    await settle();
    await asker.database.owner.query(
      `UPDATE outbox SET content_digest = 'x' || right(content_digest, 42) WHERE message_id LIKE 'AR-BR-1-%1'`,
    );
    await asker.database.owner.query(`UPDATE outbox SET state = 'REFUSED' WHERE message_id LIKE 'AR-BR-1-%3'`);
    await asker.verbs.stateMessages.run();
    await settle();
    const differences = [
      { number: 1, kind: 'OTHER_DIGEST' },
      { number: 3, kind: 'UNEXPECTED' },
    ];
    expect(await states(answerer)).toMatchObject([{ matched: 1, differing: 2, differences }]);
    const messages = ['AR-BR-1-000000000001 OTHER_DIGEST', 'AR-BR-1-000000000003 UNEXPECTED'];
    const detail = { messages, ofThisKind: 2, inAll: 2 };
    for (const node of [asker, answerer]) {
      expect(await alarms(node)).toEqual([{ kind: 'reconciliation-differs', key: 'AR-BR-1:1-3', detail }]);
    }
  });

  it("finds a message that the recipient's log does not name, and one that our own does not", async () => {
    await ask();
    await ask();
    await settle();
    const owner = answerer.database.owner;
    await answerer.placeEntries();
    await owner.query('ALTER TABLE audit_reference DISABLE TRIGGER insert_only');
    await owner.query(
      `DELETE FROM audit_reference WHERE reference IN
         (SELECT unnest(ARRAY[content_digest, message_id]) FROM inbox WHERE number = 1 AND pair = 'AR-BR-1')`,
    );
    await asker.database.owner.query('ALTER TABLE outbox DROP CONSTRAINT outbox_event_id_entry_type_fkey');
    await asker.database.owner.query('ALTER TABLE audit_entry DISABLE TRIGGER insert_only');
    await asker.database.owner.query(
      `DELETE FROM audit_entry e USING outbox o WHERE o.event_id = e.event_id AND e.type = 'SENT'
         AND o.message_id LIKE 'AR-BR-1-%2'`,
    );
    await asker.verbs.stateMessages.run();
    await settle();
    expect(await states(answerer)).toMatchObject([{ differences: [{ number: 1, kind: 'NO_ENTRY' }] }]);
    expect(await states(asker)).toMatchObject([{ unlogged: [2] }]);
    expect(await alarms(asker)).toMatchObject([
      { kind: 'message-unlogged', key: 'AR-BR-1:1-2', detail: { messages: ['AR-BR-1-000000000002'], inAll: 1 } },
      { kind: 'reconciliation-differs', detail: { messages: ['AR-BR-1-000000000001 NO_ENTRY'] } },
    ]);
  });

  it('calls the operator for a country that gives no result, until it gives one', async () => {
    await ask();
    await settle();
    await asker.verbs.stateMessages.run();
    const later = (span: string) =>
      asker.database.owner.query(`UPDATE reconciliation SET stated_at = stated_at - interval '${span}'`);
    await later('23:59:59');
    await asker.verbs.watchReconciliation.run();
    expect(await alarms(asker)).toEqual([]);
    await later('1 second');
    await asker.verbs.watchReconciliation.run();
    expect(await alarms(asker)).toMatchObject([{ kind: 'reconciliation-overdue', key: 'AR-BR-1' }]);
    // the next statement has the same numbers
    await asker.verbs.stateMessages.run();
    await settle();
    await asker.verbs.watchReconciliation.run();
    expect(await alarms(asker)).toEqual([]);
  });

  it('leaves out what is still under way, and states to nobody who takes no part', async () => {
    await ask();
    await settle();
    await ask();
    await asker.verbs.deliver.run();
    await ask('JM');
    await asker.verbs.deliver.run();
    expect(await asker.verbs.stateMessages.run()).toHaveLength(1);
    expect(await states(asker)).toMatchObject([{ other: 'BR', first: 1, last: 1 }]);
  });

  it('takes one result for each statement, and none for what it never stated', async () => {
    await ask();
    await settle();
    await asker.verbs.stateMessages.run();
    await settle();
    const before = await states(asker);
    const { database, log, home } = asker.base;
    const verb = new KeepComparison(new ReconciliationStore(), log, asker.verbs.watching.alarm, home);
    const [{ digest }] = (await asker.query<{ digest: string }>(
      `SELECT content_digest AS digest FROM outbox WHERE kind = 'RECON'`,
    )) as [{ digest: string }];
    const result = { salt: '', contentDigest: digest, epoch: 1, first: 1, last: 1, matched: 0, differing: 0 };
    const say = (sender: CountryCode, change: object = {}) =>
      inTransaction(database, (tx) =>
        verb.run(tx, randomUUID(), sender, { ...result, differences: [], ...change } satisfies ComparisonBody),
      );
    const refused = { code: 'message.reply-to-nothing' };
    await expect(say('BR')).rejects.toMatchObject(refused);
    await asker.database.owner.query('UPDATE reconciliation SET compared_at = NULL');
    await expect(say('JM')).rejects.toMatchObject(refused);
    await expect(say('BR', { contentDigest: digestOf('another') })).rejects.toMatchObject(refused);
    for (const other of [{ epoch: 2 }, { first: 2 }, { last: 2 }]) {
      await expect(say('BR', other)).rejects.toMatchObject(refused);
    }
    expect(await asker.entries('RECONCILED')).toHaveLength(1);
    await say('BR', { matched: 1 });
    expect(await states(asker)).toMatchObject([{ matched: 1, differing: before[0]?.differing }]);
  });

  it('runs by itself once a night, after three in the morning of the country', async () => {
    await ask();
    await settle();
    expect(await asker.verbs.stateMessages.runNightly()).toEqual([]);
    clock.advance(18.5 * HOUR_MS); // 06:30 UTC is 03:30 in São Paulo
    expect(await asker.verbs.stateMessages.runNightly()).toHaveLength(1);
    await settle();
    expect(await asker.verbs.stateMessages.runNightly()).toEqual([]);
    clock.advance(-18.5 * HOUR_MS);
  });
});

describe('a comparison', () => {
  const stated = (number: number, contentDigest = 'a') => ({ number, contentDigest });
  const held = (number: number, contentDigest = 'a', isLogged = true) => ({ number, contentDigest, isLogged });

  it('counts every stated number once, as matched or as differing', () => {
    expect(compare([stated(1), stated(2), stated(3), stated(5)], [held(1), held(2, 'b'), held(4), held(5, 'a', false)]))
      .toEqual({
        ...{ matched: 1, differing: 4 },
        differences: [
          { number: 2, kind: 'OTHER_DIGEST' },
          { number: 3, kind: 'MISSING' },
          { number: 4, kind: 'UNEXPECTED' },
          { number: 5, kind: 'NO_ENTRY' },
        ],
      }); // prettier-ignore
  });

  it('names a thousand differences and counts them all', () => {
    const all = Array.from({ length: 1001 }, (_, index) => stated(index + 1));
    const found = compare(all, []);
    expect([found.matched, found.differing, found.differences.length]).toEqual([0, 1001, 1000]);
  });
});
