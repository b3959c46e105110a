import { randomBytes } from 'node:crypto';
import {
  createDatabase,
  inTransaction,
  openDatabase,
  sqlOf,
  type DatabaseOptions,
  type Migration,
  type Sql,
} from '#libs/platform';
import { asAdmin, copyMigrated, OWNER_ROLE, passwordOf } from './migrated-template.js';

export interface TestDatabaseOptions {
  readonly migrations?: readonly Migration[];
  readonly entities?: DatabaseOptions['entities'];
}

export interface TestDatabase extends AsyncDisposable {
  /** As the application's role; each query stands alone. */
  readonly sql: Sql;
  /** As the application's role, in one transaction: commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** As the owner role. */
  readonly owner: Sql;
  /** Connection string of the application's role. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Connection string of the role of the log's signer. */
  readonly logUrl: string;
  /** The application's role, 10 connections at most. */
  readonly dataSource: Awaited<ReturnType<typeof openDatabase>>;
  /** Closes the connections and drops the database and its roles. */
  close(): Promise<void>;
}

/** A fresh database with its three roles on the shared server of the system tests (test/postgres.setup.mjs). */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  await using opening = new AsyncDisposableStack();
  const adminUrl = testServerUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const appRole = `${name}_app`;
  const logRole = `${name}_log`;
  opening.defer(() => dropDatabase(adminUrl, name, [appRole, logRole]));
  await copyMigrated(adminUrl, name, options.migrations ?? []);
  const { url, ownerUrl, logUrl } = await createDatabase({
    ...{ adminUrl, name, ownerRole: OWNER_ROLE, appRole, logRole },
    ownerPassword: passwordOf(adminUrl),
    appPassword: randomBytes(12).toString('hex'),
    logPassword: randomBytes(12).toString('hex'),
  });
  const entities = options.entities ?? [];
  const dataSource = await openDatabase({ url, entities, poolSize: 10, applicationName: `${name} app` });
  opening.defer(() => dataSource.destroy());
  const owner = await openDatabase({ url: ownerUrl, entities: [], poolSize: 2, applicationName: `${name} owner` });
  opening.defer(() => owner.destroy());
  const opened = opening.move();
  return {
    ...{ sql: sqlOf(dataSource.manager), owner: sqlOf(owner.manager), url, ownerUrl, logUrl, dataSource },
    transaction: (work) => inTransaction(dataSource, (tx) => work(sqlOf(tx))),
    close: () => opened.disposeAsync(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function dropDatabase(adminUrl: string, name: string, roles: readonly string[]): Promise<void> {
  await asAdmin(adminUrl, async (run) => {
    await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await run(`DROP ROLE IF EXISTS ${roles.join(', ')}`);
  });
}

/** Superuser's connection string of the shared test server. */
export function testServerUrl(): string {
  const adminUrl = process.env['CREX_TEST_POSTGRES'];
  if (adminUrl === undefined) throw new Error('no test server: run this suite in the jest project "system"');
  return adminUrl;
}
