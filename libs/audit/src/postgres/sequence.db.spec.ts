import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EMPTY_ROOT,
  integratePending,
  leavesBetween,
  openEpoch,
  rootFromTiles,
  tableTiles,
  treeHead,
  type Sql,
} from '../index.js';
import { createTreeDatabase, epochStart, taken, type TreeDatabase } from './tree-database.jest.js';
import { leafHashOf } from '../leaf.js';
import { emptyFrontier, extendFrontier, frontierRoot } from '../tlog/frontier.js';

const coded = (code: string) => expect.objectContaining({ code }) as Error;

/** A connection of its own, so that a transaction can be held open. */
async function connect(url: string): Promise<{ sql: Sql; client: Client }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const sql: Sql = { query: async (text, values) => (await client.query(text, values as unknown[])).rows as never[] };
  return { sql, client };
}

/** The root over the leaves as they are stored, the slow way. */
async function naiveRoot(sql: Sql, size: bigint): Promise<Uint8Array> {
  const leaves = await leavesBetween(sql, 1, 0n, size);
  return frontierRoot(extendFrontier(emptyFrontier, leaves.map(leafHashOf)));
}

async function expectWholeTree(database: TreeDatabase, size: number): Promise<void> {
  const head = await treeHead(database.sql, 1);
  expect(head?.size).toBe(BigInt(size));
  const root = await naiveRoot(database.sql, BigInt(size));
  expect(Buffer.from(root).equals(head?.root ?? EMPTY_ROOT)).toBe(true);
  expect(Buffer.from(await rootFromTiles(tableTiles(database.sql, 1), BigInt(size))).equals(root)).toBe(true);
  const [counts] = await database.owner.query(`SELECT (SELECT count(*)::integer FROM audit_entry) AS entries,
    (SELECT count(*)::integer FROM tlog_leaf) AS leaves, (SELECT count(*)::integer FROM audit_pending) AS pending`);
  expect(counts).toEqual({ entries: size, leaves: size, pending: 0 });
}

describe('the sequencer', () => {
  let database: TreeDatabase;
  beforeEach(async () => {
    database = await createTreeDatabase();
  });
  afterEach(() => database.close());

  it('begins with the EPOCH_START, whatever waits already, and puts what waits behind it in order', async () => {
    const entries = await database.append(3);
    await expectWholeTreeOfStart();
    expect(await database.integrate()).toMatchObject({ size: 4n, added: 3 });
    const leaves = await leavesBetween(database.sql, 1, 1n, 4n);
    expect(leaves.map((leaf) => Buffer.from(leaf))).toEqual(entries.map(({ bytes }) => Buffer.from(bytes)));
    await expectWholeTree(database, 4);

    async function expectWholeTreeOfStart(): Promise<void> {
      const [start] = await leavesBetween(database.sql, 1, 0n, 1n);
      const head = await treeHead(database.sql, 1);
      expect(head).toEqual({ size: 1n, root: leafHashOf(start!) });
    }
  });

  it('grows over the edges of tiles, in batches of 4096 at most', async () => {
    for (const count of [254, 1, 1, 255, 4096]) await database.append(count);
    expect(await database.integrate()).toMatchObject({ added: 4096 });
    expect(await database.integrate()).toMatchObject({ added: 254 + 1 + 1 + 255 });
    expect(await database.integrate()).toMatchObject({ added: 0, size: 4608n });
    await database.append(1);
    expect(await database.integrate()).toMatchObject({ added: 1, size: 4609n });
    await expectWholeTree(database, 4609);
  });

  it('leaves nothing of a transaction that rolls back', async () => {
    await database.append(5);
    const doomed = database.signerTransaction(async (sql) => {
      expect(await integratePending(sql, 1)).toMatchObject({ added: 5 });
      throw new Error('the connection broke before the commit');
    });
    await expect(doomed).rejects.toThrow('broke');
    expect((await treeHead(database.sql, 1))?.size).toBe(1n);
    expect(await database.integrate()).toMatchObject({ added: 5 });
    await expectWholeTree(database, 6);
  });

  it('gives way to another that is at work, and to none that is not', async () => {
    await database.append(1);
    const other = await connect(database.logUrl);
    await other.client.query('BEGIN');
    expect(await integratePending(other.sql, 1)).toMatchObject({ added: 1 });
    expect(await database.integrate()).toBeUndefined();
    await other.client.query('ROLLBACK');
    await other.client.end();
    expect(await database.integrate()).toMatchObject({ added: 1 });
  });

  it('waits for nobody who holds a transaction open, and puts their entry in when it becomes visible', async () => {
    const slow = await connect(database.url);
    await slow.client.query('BEGIN');
    const [late] = await database.log.append(slow.sql, [taken()]); // the smallest entry_id of all
    for (let round = 0; round < 5; round += 1) {
      await database.append(20);
      expect(await database.integrate()).toMatchObject({ added: 20 });
    }
    await slow.client.query('COMMIT');
    await slow.client.end();
    expect(await database.integrate()).toMatchObject({ added: 1, size: 102n });
    const [leaf] = await leavesBetween(database.sql, 1, 101n, 102n);
    expect(leafHashOf(leaf!).toString('base64url')).toBe(late!.leafHash);
    await expectWholeTree(database, 102);
  });

  it('loses and repeats nothing with many writers and two sequencers, one transaction held open throughout', async () => {
    const slow = await connect(database.url);
    await slow.client.query('BEGIN');
    await database.log.append(slow.sql, [taken()]);
    let isWriting = true;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      let appended = 0;
      for (let round = 0; round < 25; round += 1) {
        const count = 1 + ((writer + round) % 7);
        const doomed = round % 5 === 4;
        await database
          .transaction(async (sql) => {
            await database.log.append(
              sql,
              Array.from({ length: count }, () => taken()),
            );
            await sleep(Math.random() * 5);
            if (doomed) throw new Error('rolled back');
          })
          .catch((error: unknown) => expect(error).toMatchObject({ message: 'rolled back' }));
        if (!doomed) appended += count;
      }
      return appended;
    });
    const sequencers = [1, 2].map(async () => {
      while (isWriting) {
        await database.integrate();
        await sleep(2);
      }
    });
    const appended = (await Promise.all(writers)).reduce((sum, each) => sum + each, 0);
    isWriting = false;
    await Promise.all(sequencers);
    await slow.client.query('COMMIT');
    await slow.client.end();
    await database.integrate();
    await expectWholeTree(database, 1 + appended + 1);
  });

  it('keeps the order of one writer, and what committed first before what began later', async () => {
    const first = await database.append(2);
    const second = await database.append(2);
    await database.integrate();
    const leaves = await leavesBetween(database.sql, 1, 1n, 5n);
    expect(leaves.map((leaf) => leafHashOf(leaf).toString('base64url'))).toEqual(
      [...first, ...second].map(({ leafHash }) => leafHash),
    );
  });

  it('works on the newest epoch only', async () => {
    await database.append(1);
    await expect(database.signerTransaction((sql) => integratePending(sql, 2))).rejects.toThrow(
      coded('audit.no-such-epoch'),
    );
    await openEpoch(database.signer, 2, epochStart('log.br.crex.example/audit/2'));
    await expect(database.integrate()).rejects.toThrow(coded('audit.epoch-closed'));
    expect(await database.signerTransaction((sql) => integratePending(sql, 2))).toMatchObject({ size: 2n, added: 1 });
  });

  it('opens no epoch twice, none before another, and none without its entry', async () => {
    const open = (epoch: number, origin: string) => openEpoch(database.signer, epoch, epochStart(origin));
    await expect(open(1, 'log.br.crex.example/audit/1b')).rejects.toThrow(coded('audit.epoch-not-opened'));
    await open(3, 'log.br.crex.example/audit/3');
    await expect(open(2, 'log.br.crex.example/audit/2')).rejects.toThrow(coded('audit.epoch-not-opened'));
    await expect(open(4, 'log.br.crex.example/audit/3')).rejects.toThrow(/unique/);
    const [other] = await database.append(1);
    await expect(openEpoch(database.signer, 4, other!.bytes)).rejects.toThrow(coded('audit.epoch-not-opened'));
    const spelledOtherwise = Buffer.concat([epochStart('log.br.crex.example/audit/4'), Buffer.from(' ')]);
    await expect(openEpoch(database.signer, 4, spelledOtherwise)).rejects.toThrow(coded('audit.not-canonical'));
    await expect(openEpoch(database.sql, 4, epochStart('log.br.crex.example/audit/4'))).rejects.toThrow(/permission/);
  });
});
