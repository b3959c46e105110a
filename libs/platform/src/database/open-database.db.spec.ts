import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { sqlOf } from './sql.js';
import { afterCommit, inTransaction, sqlState } from './transaction.js';

@Entity('counter')
class Counter {
  @PrimaryColumn('text')
  name!: string;
  @Column('bigint')
  value!: number;
}

const table = {
  name: 'counter-1',
  sql: `CREATE TABLE counter (name text PRIMARY KEY, value bigint NOT NULL);
        GRANT SELECT, INSERT, UPDATE, DELETE ON counter TO crex_app`,
};

describe('the database, through TypeORM', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrations: [table], entities: [Counter] });
  });
  beforeEach(() => database.sql.query('DELETE FROM counter'));
  afterAll(() => database.close());

  it('gives bigint as a number, in SQL, in arrays and in entities, and refuses one that is not safe', async () => {
    await database.sql.query('INSERT INTO counter VALUES ($1, $2)', ['a', Number.MAX_SAFE_INTEGER]);
    expect(await database.sql.query('SELECT value, ARRAY[value, NULL] AS list FROM counter')).toEqual([
      { value: Number.MAX_SAFE_INTEGER, list: [Number.MAX_SAFE_INTEGER, null] },
    ]);
    const entity = await database.dataSource.manager.findOneByOrFail(Counter, { name: 'a' });
    expect(entity.value).toBe(Number.MAX_SAFE_INTEGER);
    await expect(database.sql.query('SELECT 9007199254740992::bigint')).rejects.toThrow(/2\^53/);
  });

  it('gives a date as the day it is, whatever the zone of this process', async () => {
    expect(await database.sql.query(`SELECT '1980-02-29'::date AS day, ARRAY['2000-01-01'::date] AS days`)).toEqual([
      { day: '1980-02-29', days: ['2000-01-01'] },
    ]);
  });

  it('returns rows for UPDATE and DELETE too', async () => {
    await database.sql.query(`INSERT INTO counter VALUES ('a', 1)`);
    expect(await database.sql.query('UPDATE counter SET value = 2 RETURNING value')).toEqual([{ value: 2 }]);
    expect(await database.sql.query('DELETE FROM counter RETURNING name')).toEqual([{ name: 'a' }]);
  });

  it('commits a transaction as a whole, or nothing of it', async () => {
    const failing = inTransaction(database.dataSource, async (tx) => {
      await sqlOf(tx).query(`INSERT INTO counter VALUES ('a', 1)`);
      await tx.insert(Counter, { name: 'b', value: 2 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.sql.query('SELECT * FROM counter')).toEqual([]);
    await database.transaction((sql) => sql.query(`INSERT INTO counter VALUES ('a', 1)`));
    expect(await database.sql.query('SELECT name FROM counter')).toEqual([{ name: 'a' }]);
  });

  it('does what waits for the commit when others see it, and never when there is none', async () => {
    const count = async () => (await database.sql.query('SELECT 1 FROM counter')).length;
    const seen: Promise<number>[] = [];
    const failing = inTransaction(database.dataSource, async (tx) => {
      await sqlOf(tx).query(`INSERT INTO counter VALUES ('a', 1)`);
      afterCommit(tx, () => seen.push(count()));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(seen).toEqual([]);
    const done = inTransaction(database.dataSource, async (tx) => {
      afterCommit(tx, () => seen.push(count()));
      await sqlOf(tx).query(`INSERT INTO counter VALUES ('a', 1)`);
      afterCommit(tx, () => seen.push(count()));
      expect(seen).toEqual([]);
      return 'done';
    });
    expect(await done).toBe('done');
    expect(await Promise.all(seen)).toEqual([1, 1]);
  });

  it('does what waits for the commit once, however often the work was repeated', async () => {
    await database.sql.query(`INSERT INTO counter VALUES ('a', 0)`);
    const rounds = { count: 0 };
    let rung = 0;
    const ringing = () => increment(10, rounds, () => (rung += 1));
    await Promise.all([ringing(), ringing()]);
    expect([rounds.count > 2, rung]).toEqual([true, 2]);
  });

  it('does not lose connections: more queries, failed ones among them, than the pool holds', async () => {
    const queries = Array.from({ length: 40 }, (_, index) => database.sql.query(`SELECT 1 / ${index % 2}`));
    const outcomes = await Promise.allSettled(queries);
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(20);
  });

  async function increment(retries: number, rounds = { count: 0 }, then = () => {}): Promise<void> {
    await inTransaction(
      database.dataSource,
      async (tx) => {
        rounds.count += 1;
        afterCommit(tx, then);
        const [row] = await sqlOf(tx).query<Counter>('SELECT value FROM counter');
        await sqlOf(tx).query('SELECT pg_sleep(0.05)');
        await sqlOf(tx).query('UPDATE counter SET value = $1', [row!.value + 1]);
      },
      { isolation: 'SERIALIZABLE', retries },
    );
  }

  it('repeats a transaction after a conflict when asked, so that no increment is lost', async () => {
    await database.sql.query(`INSERT INTO counter VALUES ('a', 0)`);
    await Promise.all([increment(10), increment(10), increment(10)]);
    expect(await database.sql.query('SELECT value FROM counter')).toEqual([{ value: 3 }]);
  });

  it('reports the conflict when not asked to repeat', async () => {
    await database.sql.query(`INSERT INTO counter VALUES ('a', 0)`);
    const outcomes = await Promise.allSettled([increment(0), increment(0)]);
    const failed = outcomes.find((each) => each.status === 'rejected');
    expect(sqlState(failed?.reason)).toBe('40001');
  });

  it('does not repeat what fails for another reason', async () => {
    const rounds = { count: 0 };
    await expect(increment(5, rounds)).rejects.toThrow(TypeError); // no row to increment
    expect(rounds.count).toBe(1);
  });
});
