import { HASH_BYTES, knownLog, proveFork, readForkEvidence } from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import type { ShownLog } from '../../../../test/hostile/stand-in-shelf.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;

/**
 * The operator of Brazil's log holds its database, its signer and its key, and the broker helps: it shows whatever it is
 * given. Only the witness in Argentina is nobody's but Argentina's.
 */
describe('an operator who', () => {
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let brazil: TestNode;
  let argentina: TestNode;
  let log: OwnTables;

  beforeEach(async () => {
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    brazil = await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] });
    argentina = await TestNode.start({ alliance, clock, broker, country: 'AR' });
    log = await OwnTables.start(alliance, brazil, 'BR');
    broker.shelf.show(log.origin, log);
    await append(300);
    await log.sign();
    await look();
    expect((await known())?.size).toBeGreaterThan(300n);
  });
  afterEach(async () => {
    await log.close();
    await Promise.all([brazil.close(), argentina.close()]);
  });

  let made = 0;
  const append = (count: number) =>
    brazil.database.transaction((sql) =>
      brazil.base.log.append(
        sql,
        Array.from({ length: count }, () => ({
          eventId: `5f0c5c2e-7a8e-4d0b-9c1f-${(made += 1).toString().padStart(12, '0')}`,
          entry: {
            ...({ type: 'IMPORT', fileDigest: 'A'.repeat(43) } as const),
            ...{ added: made, changed: 0, removed: 0, refused: 0 },
          },
          actor: { kind: 'operator', id: 'op-1' },
        })),
      ),
    );
  const look = () => argentina.verbs.watching.witnessLogs.run();
  const known = () => knownLog(argentina.database.sql, log.origin);
  const cosigned = async () => broker.shelf.cosigners((await log.checkpoints())[0] ?? '').includes('AR');
  const alarms = () =>
    argentina.query<{ kind: string; key: string; evidence: Buffer }>(
      'SELECT kind, key, evidence FROM alarm WHERE cleared_at IS NULL',
    );

  /** Argentina has seen it, has not cosigned it, and can show it to anybody who knows Brazil's key. */
  async function expectCaught(): Promise<void> {
    const before = await known();
    await look();
    expect(await cosigned()).toBe(false);
    const [alarm, ...others] = await alarms();
    expect([alarm?.kind, alarm?.key, others]).toEqual(['log-fork', log.origin, []]);
    const { checkpoints, proof } = readForkEvidence(alarm?.evidence ?? Buffer.alloc(0));
    expect(proveFork(...checkpoints, alliance.entry('BR').log.vkey, proof).verdict).toBe('fork');
    expect(await known()).toEqual(before);
  }
  const change = (index: number, from: string, to: string) =>
    `UPDATE audit_entry e SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '${from}', '${to}'), 'UTF8')
     FROM tlog_leaf l WHERE l.entry_id = e.entry_id AND log_index = ${index}`;
  const remove = (places: string) =>
    log.asOwner(
      `CREATE TABLE gone AS SELECT entry_id FROM tlog_leaf WHERE ${places}`,
      'DELETE FROM tlog_leaf WHERE entry_id IN (SELECT entry_id FROM gone)',
      'DELETE FROM audit_detail WHERE entry_id IN (SELECT entry_id FROM gone)',
      'DELETE FROM audit_entry WHERE entry_id IN (SELECT entry_id FROM gone)',
      'DROP TABLE gone',
    );

  it('edits an entry is caught at the next look, and at each later one', async () => {
    await log.asOwner(change(150, '"removed":0', '"removed":7'));
    expect(await log.rewriteTree()).toBe((await known())?.size);
    await expectCaught();
    await append(10);
    await log.growByHand();
    await expectCaught();
  });

  it('edits an entry and lets the log grow first is caught', async () => {
    await log.asOwner(change(17, '"changed":0', '"changed":1'));
    await log.rewriteTree();
    await append(500);
    await log.growByHand();
    await expectCaught();
  });

  it('dates an entry back is caught', async () => {
    const at = clock.nowMs() / 1000;
    await log.asOwner(change(299, `"at":${at}`, `"at":${at - 86_400}`));
    await log.rewriteTree();
    await append(1);
    await log.growByHand();
    await expectCaught();
  });

  it('deletes an entry is caught as soon as the log has as many again', async () => {
    await remove('log_index = 42');
    const size = await log.rewriteTree();
    expect(size).toBe(((await known())?.size ?? 0n) - 1n);
    await look();
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['log-behind']);
    expect(await cosigned()).toBe(false);
    await append(5);
    await log.growByHand();
    await look();
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['log-behind', 'log-fork']);
    expect(await cosigned()).toBe(false);
  });

  it('puts an entry between others is caught', async () => {
    await append(1);
    await log.asOwner(
      'UPDATE tlog_leaf SET log_index = log_index + 1000000 WHERE log_index >= 100',
      'INSERT INTO tlog_leaf SELECT 1, 100, entry_id FROM audit_pending',
      'DELETE FROM audit_pending',
    );
    await log.rewriteTree();
    await expectCaught();
  });

  it('rolls the log back is caught: by what is missing at once, by what comes in its place for ever', async () => {
    const dump = await log.checkpoints();
    await append(50);
    await log.sign();
    await look();
    const size = (await known())?.size ?? 0n;
    // as a restored backup would be: the last fifty entries were never there
    await remove(`log_index >= ${size - 50n}`);
    await log.rewriteTree();
    expect(await log.checkpoints()).toEqual(dump.slice(0, 1));
    await look();
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['log-behind']);
    await expect(log.sign()).rejects.toMatchObject({ code: 'log-signer.database-behind' });
    await append(51);
    await log.growByHand();
    await look();
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(['log-behind', 'log-fork']);
    expect(await cosigned()).toBe(false);
    expect((await known())?.size).toBe(size);
  });

  it('shows two countries two histories is caught when one of them writes to the other', async () => {
    await using jamaica = await TestNode.start({ alliance, clock, broker, country: 'JM', persons: [] });
    const lookOf = (node: TestNode) => node.verbs.watching.witnessLogs.run();
    broker.shelf.show(log.origin, await frozen(), 'AR');
    await log.asOwner(change(150, '"removed":0', '"removed":7'));
    await log.rewriteTree();
    broker.shelf.show(log.origin, log, 'JM');
    await Promise.all([lookOf(argentina), lookOf(jamaica)]);
    const both = await Promise.all([argentina, jamaica].map(({ database }) => knownLog(database.sql, log.origin)));
    expect(both[0]?.size).toBe(both[1]?.size);
    expect(both[0]?.root).not.toEqual(both[1]?.root);
    const alarmsOf = (node: TestNode) =>
      node.query<{ kind: string; key: string; detail: object; evidence: Buffer }>('SELECT * FROM alarm');
    expect([await alarmsOf(argentina), await alarmsOf(jamaica)]).toEqual([[], []]); // neither can see it alone

    const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
    await argentina.verbs.ask.run(prosecutor, 'a question', { ...input, to: ['JM'] });
    await argentina.verbs.deliver.run();
    await jamaica.receive();
    await jamaica.verbs.watching.compareHeads.run();
    const [alarm, ...others] = await alarmsOf(jamaica);
    expect([alarm?.kind, alarm?.key, others]).toEqual(['log-fork', log.origin, []]);
    expect(alarm?.detail).toMatchObject({ from: 'AR' });
    const { checkpoints, proof } = readForkEvidence(alarm?.evidence ?? Buffer.alloc(0));
    expect(proveFork(...checkpoints, alliance.entry('BR').log.vkey, proof).verdict).toBe('fork');
  });

  /** What the log shows now, whatever becomes of its tables. */
  async function frozen(): Promise<ShownLog> {
    const checkpoints = await log.checkpoints();
    const tiles = await brazil.query<{ level: number; idx: number; data: Buffer }>(
      'SELECT level, idx, data FROM tlog_tile',
    );
    const dataOf = (level: number, index: bigint) =>
      tiles.find((tile) => tile.level === level && BigInt(tile.idx) === index)?.data ?? Buffer.alloc(0);
    return {
      checkpoints: () => Promise.resolve(checkpoints),
      tile: (level, index, width) => Promise.resolve(dataOf(level, index).subarray(0, width * HASH_BYTES)),
    };
  }

  it('does nothing of the kind is cosigned', async () => {
    await append(400);
    await log.sign();
    await look();
    expect(await cosigned()).toBe(true);
    expect(await alarms()).toEqual([]);
  });
});
