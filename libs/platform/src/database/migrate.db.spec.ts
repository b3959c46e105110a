import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { CrexError } from '#libs/protocol';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.js';
import { checkMigrated, migrate, type Migration } from './migrate.js';

const first: Migration = { name: 'a-1', sql: 'CREATE TABLE a (n int); GRANT SELECT, INSERT ON a TO crex_app' };
const second: Migration = { name: 'a-2', sql: 'ALTER TABLE a ADD m int' };

describe('migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.close());

  it('are applied once, in order of name, and give the application what they grant and no more', async () => {
    expect(await migrate(database.ownerUrl, [second, first])).toEqual(['a-1', 'a-2']);
    expect(await migrate(database.ownerUrl, [second, first])).toEqual([]);
    await database.sql.query('INSERT INTO a VALUES (1, 2)');
    await expect(database.sql.query('DELETE FROM a')).rejects.toThrow(/permission denied/);
    await expect(database.sql.query('DROP TABLE a')).rejects.toThrow(/must be owner/);
    await expect(database.sql.query('CREATE TABLE b ()')).rejects.toThrow(/permission denied/);
    expect(await database.sql.query('SELECT name FROM schema_migration ORDER BY name')).toEqual([
      { name: 'a-1' },
      { name: 'a-2' },
    ]);
  });

  it('refuse a text that was edited after it was applied, before anything new is applied', async () => {
    await migrate(database.ownerUrl, [first]);
    const edited = { ...first, sql: `${first.sql} ` };
    await expect(migrate(database.ownerUrl, [edited, second])).rejects.toMatchObject({
      code: 'platform.migration-changed',
    });
    await expect(checkMigrated(database.sql, [edited])).rejects.toMatchObject({ code: 'platform.migration-changed' });
    expect(await database.sql.query('SELECT name FROM schema_migration')).toEqual([{ name: 'a-1' }]);
  });

  it('refuse two of the same name', async () => {
    const twice = [first, second, { ...second, sql: 'SELECT 1' }];
    await expect(migrate(database.ownerUrl, twice)).rejects.toMatchObject({ code: 'platform.migration-repeated' });
  });

  it('leave nothing of a step that fails, keep the steps before it, and say which step it was', async () => {
    const broken = { name: 'a-3', sql: 'CREATE TABLE c (); SELECT * FROM nowhere' };
    const failure = await migrate(database.ownerUrl, [first, broken]).catch((error: unknown) => error as CrexError);
    expect(failure).toMatchObject({ code: 'platform.migration-failed' });
    expect((failure as CrexError).message).toMatch(/a-3.*42P01/);
    expect(await database.sql.query(`SELECT to_regclass('a') AS a, to_regclass('c') AS c`)).toEqual([
      { a: 'a', c: null },
    ]);
  });

  it('wait for each other when two commands run at once', async () => {
    const slow = { name: 'a-0', sql: 'SELECT pg_sleep(0.3); CREATE TABLE once ()' };
    const both = await Promise.all([migrate(database.ownerUrl, [slow]), migrate(database.ownerUrl, [slow])]);
    expect(both.flat()).toEqual(['a-0']);
  });

  it('are demanded at start: an app refuses a database that lacks one', async () => {
    await expect(checkMigrated(database.sql, [first])).rejects.toMatchObject({ code: 'platform.migration-missing' });
    await migrate(database.ownerUrl, [first]);
    await checkMigrated(database.sql, [first]);
    await expect(checkMigrated(database.sql, [first, second])).rejects.toThrow(/a-2/);
  });

  it('ask an administrator for the group role on a server that lacks it', async () => {
    await using server = await startEmbeddedPostgres({ settings: { fsync: 'off' } });
    await expect(migrate(server.adminUrl, [first])).rejects.toMatchObject({
      code: 'platform.application-group-missing',
    });
  });
});
