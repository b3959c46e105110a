import { createTestDatabase, testServerUrl, type TestDatabase } from '#libs/testing';
import { openDatabase } from './open-database.js';
import { openSqlDatabase, type SqlDatabase } from './open-sql-database.js';

describe('a database without a mapper', () => {
  let database: TestDatabase;
  let plain: SqlDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({
      migrations: [{ name: 'spec', sql: 'CREATE TABLE entry (n bigint PRIMARY KEY); GRANT ALL ON entry TO crex_app' }],
    });
    plain = await openSqlDatabase({ url: database.url, poolSize: 2, applicationName: 'plain spec' });
  });
  afterAll(async () => {
    await plain.close();
    await database.close();
  });
  const entries = () => plain.query('SELECT n FROM entry ORDER BY n');

  it('gives rows, with bigint as a number', async () => {
    expect(await plain.query('SELECT $1::bigint AS n', [7])).toEqual([{ n: 7 }]);
    expect(await plain.query('INSERT INTO entry VALUES ($1) RETURNING n', [1])).toEqual([{ n: 1 }]);
  });

  it('keeps a transaction that ends well, in the isolation that is asked for, and nothing of one that throws', async () => {
    const isolation = await plain.transaction(async (sql) => {
      await sql.query('INSERT INTO entry VALUES (2)');
      const [row] = await sql.query<{ level: string }>(`SELECT current_setting('transaction_isolation') AS level`);
      return row?.level;
    }, 'REPEATABLE READ');
    expect(isolation).toBe('repeatable read');
    const doomed = plain.transaction(async (sql) => {
      await sql.query('INSERT INTO entry VALUES (3)');
      throw new Error('changed our mind');
    });
    await expect(doomed).rejects.toThrow('changed our mind');
    await expect(plain.transaction((sql) => sql.query('INSERT INTO entry VALUES (1)'))).rejects.toThrow(/unique/);
    expect(await entries()).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('survives the end of its connections, also in the middle of a transaction', async () => {
    const admin = await openDatabase({ url: testServerUrl(), entities: [], poolSize: 1, applicationName: 'admin' });
    const broken = plain.transaction(async (sql) => {
      await sql.query('INSERT INTO entry VALUES (4)');
      await admin.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'plain spec'`,
      );
      await sql.query('INSERT INTO entry VALUES (5)');
    });
    await expect(broken).rejects.toThrow();
    await admin.destroy();
    expect(await entries()).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('does not open where nobody may', async () => {
    const url = new URL(database.url);
    url.password = 'wrong';
    const opening = openSqlDatabase({ url: url.href, poolSize: 1, applicationName: 'plain spec' });
    await expect(opening).rejects.toThrow(/password/);
  });
});
