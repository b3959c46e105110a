import { createTestDatabase, testServerUrl, type TestDatabase } from '#libs/testing';
import type { DataSource } from 'typeorm';
import { checkDatabaseRole } from './database-role.js';
import { openDatabase } from './open-database.js';
import { sqlOf } from './sql.js';

describe('an app refuses to start as a database role', () => {
  let database: TestDatabase;
  let admin: DataSource;
  let role: string;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    database = opened.use(await createTestDatabase());
    role = decodeURIComponent(new URL(database.url).username);
    admin = await openDatabase({ url: testServerUrl(), entities: [], poolSize: 1, applicationName: 'admin' });
    opened.defer(() => admin.destroy());
  });
  afterAll(() => opened.disposeAsync());
  const check = () => checkDatabaseRole(sqlOf(database.dataSource.manager), 'test');

  it('but not as the one that createDatabase makes', async () => {
    await check();
  });

  it.each(['SUPERUSER', 'CREATEDB', 'CREATEROLE', 'REPLICATION', 'BYPASSRLS'])('that has %s', async (attribute) => {
    await admin.query(`ALTER ROLE ${role} ${attribute}`);
    await expect(check()).rejects.toMatchObject({ code: 'platform.database-role-too-powerful' });
    await admin.query(`ALTER ROLE ${role} NO${attribute}`);
    await check();
  });

  it("that can become another role with such a power, or is in one of the server's own", async () => {
    await admin.query(`GRANT pg_read_all_data TO ${role}`);
    await expect(check()).rejects.toThrow(/pg_read_all_data/);
    await admin.query(`REVOKE pg_read_all_data FROM ${role}`);
    const builder = `${role}_builder`;
    await admin.query(`CREATE ROLE ${builder} CREATEDB`);
    await admin.query(`GRANT ${builder} TO ${role}`);
    await expect(check()).rejects.toMatchObject({ code: 'platform.database-role-too-powerful' });
    await admin.query(`DROP ROLE ${builder}`);
    await check();
  });

  it("that has the rights of the log's signer besides those of the application, or the other way round", async () => {
    await admin.query(`GRANT crex_log TO ${role}`);
    await expect(check()).rejects.toThrow(/a member of crex_log/);
    await admin.query(`REVOKE crex_log FROM ${role}`);
    await check();
    const signer = await openDatabase({ url: database.logUrl, entities: [], poolSize: 1, applicationName: 'signer' });
    await checkDatabaseRole(sqlOf(signer.manager), 'test', 'crex_log');
    await admin.query(`GRANT crex_app TO ${decodeURIComponent(new URL(database.logUrl).username)}`);
    await expect(checkDatabaseRole(sqlOf(signer.manager), 'test', 'crex_log')).rejects.toThrow(/a member of crex_app/);
    await signer.destroy();
  });

  it.each([
    ['a table', 'CREATE TABLE mine ()', 'DROP TABLE mine'],
    ['a schema', 'CREATE SCHEMA mine', 'DROP SCHEMA mine'],
    ['a function', 'CREATE FUNCTION mine() RETURNS int RETURN 1', 'DROP FUNCTION mine()'],
  ])('that owns %s', async (_what, create, drop) => {
    const name = new URL(database.url).pathname.slice(1);
    await database.owner.query(`GRANT CREATE ON SCHEMA public TO ${role}`);
    await database.owner.query(`GRANT CREATE ON DATABASE ${name} TO ${role}`);
    await database.sql.query(create);
    await expect(check()).rejects.toMatchObject({ code: 'platform.database-role-owns-tables' });
    await database.sql.query(drop);
    await check();
    await database.owner.query(`REVOKE CREATE ON SCHEMA public FROM ${role}`);
    await database.owner.query(`REVOKE CREATE ON DATABASE ${name} FROM ${role}`);
  });

  it('that owns the database, as the migrate command does', async () => {
    const owner = await openDatabase({ url: database.ownerUrl, entities: [], poolSize: 1, applicationName: 'owner' });
    opened.defer(() => owner.destroy());
    await expect(checkDatabaseRole(sqlOf(owner.manager), 'test')).rejects.toMatchObject({
      code: 'platform.database-role-owns-tables',
    });
  });

  it('that can connect to another database, and indeed it cannot without this', async () => {
    await using other = await createTestDatabase();
    const otherName = new URL(other.url).pathname.slice(1);
    const url = new URL(database.url);
    url.pathname = `/${otherName}`;
    const reach = { url: url.href, entities: [], poolSize: 1, applicationName: 'reach' };
    await expect(openDatabase(reach)).rejects.toThrow(/permission denied/);
    await admin.query(`GRANT CONNECT ON DATABASE ${otherName} TO ${role}`);
    await expect(check()).rejects.toMatchObject({ code: 'platform.database-role-reaches-others' });
    await admin.query(`REVOKE CONNECT ON DATABASE ${otherName} FROM ${role}`);
    await check();
  });

  it('whose transactions do not begin as READ COMMITTED', async () => {
    await admin.query(`ALTER ROLE ${role} SET default_transaction_isolation = 'serializable'`);
    const options = { url: database.url, entities: [], poolSize: 1, applicationName: 'isolation' };
    const serializable = await openDatabase(options);
    await expect(checkDatabaseRole(sqlOf(serializable.manager), 'test')).rejects.toMatchObject({
      code: 'platform.database-settings',
    });
    await serializable.destroy();
    await admin.query(`ALTER ROLE ${role} RESET default_transaction_isolation`);
    await check();
  });

  it('on a server that may forget what it confirmed, in production', async () => {
    // the shared test server runs with fsync, synchronous_commit and full_page_writes off
    await expect(checkDatabaseRole(sqlOf(database.dataSource.manager), 'production')).rejects.toMatchObject({
      code: 'platform.database-settings',
      message: 'off on this server: fsync, full_page_writes, synchronous_commit',
    });
  });
});
